/** Names of members whose values are never recorded, whatever a manifest says of them. */

const words = new Set(
  `pass password passwords passwd pwd passphrase passcode passwort contraseña contraseñas contrasena clave claves senha secret
  secrets token tokens authorization credential credentials cvv cvc csc pin otp totp cookie cookies jwt`.split(/\s+/),
);

/** Two words that mean something together, written as one or as two. */
const pairs = new Set(
  `api-key private-key access-key secret-key signing-key encryption-key card-number security-code session-id
  número-tarjeta numero-tarjeta`
    .split(/\s+/)
    .flatMap((pair) => [pair, pair.replace('-', '')]),
);

/** What may stand between two words of a name in a JSON text. */
const between = String.raw`(?:\\[bfnrt]|[^a-z"])*`;

/** What has to be in a JSON text without `\u` escapes for any of these names to be in it. */
export const nameHint = new RegExp(
  [
    String.raw`pass|pwd|contrase|clave|senha|secret|token|authoriz|credential|cv[vc]|csc|otp|cookie|jwt`,
    `(?:api|private|access|signing|encryption)${between}key`,
    `card${between}number|security${between}code|session${between}id|mero${between}tarjeta`,
  ].join('|'),
  'i',
);
/** The one word that is a part of many others, such as "shipping": its case tells. */
export const pinHint = /(?:(?<![A-Za-z])[Pp]|(?<=\\[bfnrt])[Pp]|(?<=[a-z])P)in(?![a-z])|PIN(?![a-z])/;

const judged = new Map<string, boolean>();
const mostJudged = 5_000;
/** A longer name is data that somebody uses as a key. */
const longestName = 200;

/** Whether a member of this name holds a secret: by whole words, in any case, however they are joined. */
export function isSensitiveName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const isSensitive = judge(name.slice(0, longestName));
  if (judged.size >= mostJudged) judged.clear();
  if (name.length <= longestName) judged.set(name, isSensitive);
  return isSensitive;
}

function judge(name: string): boolean {
  const split = wordsOf(name);
  return split.some((word, index) => words.has(word) || pairs.has(word) || pairs.has(`${word}-${split[index + 1]}`));
}

/** `clientSecret`, `client_secret`, `CLIENT-SECRET` and `secret2` → their words, without digits at their ends. */
function wordsOf(name: string): string[] {
  return name
    .normalize('NFC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/\d+$/, ''));
}
