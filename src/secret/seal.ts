/** Values sealed with age (https://age-encryption.org/v1) for Git: anyone may seal, only holders of a private key may open. */
import type { Decrypter } from 'age-encryption';
import { isPlace, placeWords, type SecretPlace } from './owner.ts';

/** A private key and the public one to it. */
export interface Identity {
  /** `AGE-SECRET-KEY-1…`: opens. Never shown. */
  readonly identity: string;
  /** `age1…`: what others seal to. */
  readonly recipient: string;
}

/** A sealed value opened, or why it cannot be: as the end of a sentence that begins with the secret's name. */
export type Opened = { readonly value: string } | { readonly reason: string };

/** Largest value that is sealed, in bytes of UTF-8. */
export const largestValue = 32_768;

const recipientForm = /^age1[02-9ac-hj-np-z]{58}$/;
const identityForm = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

/** Loaded when something is sealed or opened: a start should not wait for it. */
const age = () => import('age-encryption');

/** Whether a text is an X25519 recipient of age, without looking at its checksum. */
export function isRecipient(text: string): boolean {
  return recipientForm.test(text);
}

/** Whether a text is an X25519 identity of age, without looking at its checksum. */
export function isIdentity(text: string): boolean {
  return identityForm.test(text);
}

/** Makes a new pair of keys. */
export async function createIdentity(): Promise<Identity> {
  const { generateX25519Identity, identityToRecipient } = await age();
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The public key of a private one; throws for text that is none. */
export async function recipientOf(identity: string): Promise<string> {
  const { identityToRecipient } = await age();
  return identityToRecipient(identity);
}

/** What is encrypted: the value bound to its place, so that a copy of the text under another name or tenant does not open. */
interface Letter {
  readonly version: 1;
  /** Null for a secret of shared providers. */
  readonly tenant: string | null;
  readonly name: string;
  readonly value: string;
}

/**
 * Seals a value for its place to every recipient; the text is an age file in ASCII armor. Throws when there is no
 * recipient, one is no `age1…` public key, or the value is larger than `largestValue`.
 */
export async function seal(value: string, place: SecretPlace, recipients: readonly string[]): Promise<string> {
  if (recipients.length === 0) throw new Error('There is no public key to seal to.');
  if (Buffer.byteLength(value) > largestValue) throw new Error(`A secret may have ${largestValue} bytes.`);
  const { Encrypter, armor } = await age();
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    // Not repeated: it may be the private key.
    if (!isRecipient(recipient)) throw new Error('One of the keys to seal to is no public key of age (age1…).');
    encrypter.addRecipient(recipient);
  }
  const letter: Letter = { version: 1, tenant: place.owner, name: place.name, value };
  return armor.encode(await encrypter.encrypt(JSON.stringify(letter)));
}

/** Opens a sealed value with whichever identity fits, if it was sealed for this place. Never rejects. */
export async function open(sealed: string, identities: readonly string[], place: SecretPlace): Promise<Opened> {
  const { armor } = await age();
  let file: Uint8Array;
  try {
    file = armor.decode(sealed);
  } catch {
    return { reason: 'is damaged: its text is no age file in ASCII armor. Seal the value again.' };
  }
  if (isByPassphrase(file))
    return { reason: 'is sealed with a passphrase, which a gateway cannot ask for. Seal it to a public key (age -r).' };
  const text = await decrypt(file, identities);
  return typeof text === 'string' ? readLetter(text, place) : text;
}

/** Whether the header, which ends with a line that begins with `---`, has a passphrase's stanza. */
function isByPassphrase(file: Uint8Array): boolean {
  const text = Buffer.from(file).toString('latin1');
  return text.slice(0, Math.max(0, text.indexOf('\n---'))).includes('\n-> scrypt ');
}

async function decrypt(file: Uint8Array, identities: readonly string[]): Promise<string | { readonly reason: string }> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  const mistyped = identities.filter((identity) => !isAdded(decrypter, identity)).length;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await decrypter.decrypt(file));
  } catch (error) {
    if (!/no identity matched/.test(String(error)))
      return { reason: 'is damaged: a part of its text was changed. Restore it from Git, or seal the value again.' };
    const also = mistyped === 0 ? '' : ` ${mistyped} of its private keys cannot be read: a character of it is wrong.`;
    return {
      reason: `is sealed to another key than this gateway has.${also} Seal it to the public key that belongs to this gateway’s private one.`,
    };
  }
}

function isAdded(decrypter: Decrypter, identity: string): boolean {
  try {
    decrypter.addIdentity(identity);
    return true;
  } catch {
    return false;
  }
}

function readLetter(text: string, place: SecretPlace): Opened {
  const letter = parseLetter(text);
  if (letter === null)
    return {
      reason:
        'does not hold what "smarteros secret seal" writes, so nothing says whose value it is. Seal it with that.',
    };
  const { tenant, name, value } = letter;
  if (tenant === place.owner && name === place.name) return { value };
  const whose = isPlace(tenant, name) ? placeWords({ owner: tenant, name }) : 'something else';
  return { reason: `was sealed as ${whose} and copied here. Seal the value for this place.` };
}

function parseLetter(text: string): Letter | null {
  try {
    const { version, tenant, name, value } = JSON.parse(text) as Record<string, unknown>;
    const isLetter =
      version === 1 &&
      (tenant === null || typeof tenant === 'string') &&
      typeof name === 'string' &&
      typeof value === 'string';
    return isLetter ? { version, tenant, name, value } : null;
  } catch {
    return null;
  }
}
