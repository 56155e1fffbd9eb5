/**
 * Whether a JSON text may hold a secret, in about a nanosecond a character: almost every text does not, and need not be
 * parsed to be recorded.
 */
import { hasCard, secretHint } from './secrets-in-text.ts';
import { nameHint, pinHint } from './sensitive-names.ts';

/**
 * Three letters of everything that the hints look for, the rarest ones. Letters count by their low five bits, so in either
 * case; other characters share these with letters, which costs a closer look now and then.
 */
const grams = `pas pwd ras lav nha ecr oke uth ede cvv cvc csc otp kie jwt key car ecu ssi rje pin eyj os_ bea sic ---`;

const isGram = new Uint8Array(1 << 15);
for (const gram of grams.split(' ')) isGram[gramOf(gram)] = 1;

function gramOf(text: string): number {
  let gram = 0;
  for (let at = 0; at < text.length; at++) gram = ((gram << 5) | (text.charCodeAt(at) & 31)) & 0x7fff;
  return gram;
}

/** Where texts are looked at: an octet of these is read in half the time that a character of a text takes. */
const desk = Buffer.alloc(16 * 1024);

/** False only for a text in which nothing would be replaced by name or looks. */
export function mayHoldSecrets(text: string): boolean {
  const octets = text.length <= desk.length ? desk : Buffer.alloc(text.length);
  // Of each character the low eight bits: others may pass for letters and digits so, and cost a closer look.
  octets.write(text, 'latin1');
  let gram = 0;
  let digits = 0;
  let hasGram = 0;
  let hasRun = false;
  for (let at = 0; at < text.length; at++) {
    const code = octets[at] as number;
    gram = ((gram << 5) | (code & 31)) & 0x7fff;
    hasGram |= isGram[gram] as number;
    if (code >= 0x30 && code <= 0x39) hasRun ||= ++digits >= 13;
    // Groups of digits may be joined by a space or a hyphen.
    else if (digits > 0 && code !== 0x20 && code !== 0x2d) digits = 0;
  }
  // An escape may spell anything.
  if (text.includes('\\u')) return true;
  if (hasRun && hasCard(text)) return true;
  return hasGram === 1 && (secretHint.test(text) || nameHint.test(text) || pinHint.test(text));
}
