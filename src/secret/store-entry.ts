/** One value of the encrypted store: AES-256-GCM (NIST SP 800-38D), bound to its tenant, its name and its key. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretPlace } from './owner.ts';
import type { StoreKey } from './store-keys.ts';

/** A value as it stands in the file. */
export interface StoreEntry extends SecretPlace {
  /** The id of the key. */
  readonly key: string;
  /** Base64 of 12 bytes, random for each encryption. */
  readonly nonce: string;
  /** Base64 of the encrypted value and the 16 bytes that prove it. */
  readonly sealed: string;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts a value for its place. The same value gives another entry each time. */
export function encryptEntry(value: string, place: SecretPlace, key: StoreKey): StoreEntry {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(bindingOf(place, key.id));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const { owner, name } = place;
  return { owner, name, key: key.id, nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** The value; null when anything of the entry is not as it was written, or the key is another one. */
export function decryptEntry(entry: StoreEntry, key: StoreKey): string | null {
  const nonce = Buffer.from(entry.nonce, 'base64');
  const sealed = Buffer.from(entry.sealed, 'base64');
  if (nonce.length !== nonceBytes || sealed.length < tagBytes || entry.key !== key.id) return null;
  try {
    const decipher = createDecipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes });
    decipher.setAAD(bindingOf(entry, key.id));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** One text for each place and key, whatever is in the names: an entry that is moved elsewhere does not open. */
function bindingOf({ owner, name }: SecretPlace, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['smarteros secret', 1, owner, name, keyId]));
}
