/** Names of headers, query fields, cookies and variables whose values prove who calls. */

const words =
  /^(?:pass(?:word|wd|phrase|code)?|pwd|contrase(?:n|ñ)a|clave|secret|token|jwt|bearer|credentials?|apikey|auth|authorization|authtoken|accesstoken|sig|signature|pin|otp)$/;
const pairs =
  /(?:^|-)(?:(?:api|app|access|private|secret|subscription|license|master|auth|client|consumer|service)-(?:key|token|secret|id-key)|key-id|session-id|sessionid|phpsessid|jsessionid)(?:-|$)/;

/** Whether a name says that its value is a secret, by whole words, however they are joined. */
export function isSecretName(name: string): boolean {
  const split = wordsOf(name);
  return split.some((word) => words.test(word)) || pairs.test(split.join('-'));
}

/** `X-Api-Key`, `apiKey`, `API_KEY` → `x`, `api`, `key`. */
function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
