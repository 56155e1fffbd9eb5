/** What people wrote of a request, without the values that they put into it. */

const longest = 1_000;
/** Addresses of e-mail, URLs, and words with three digits or more. */
const values =
  /\S+@\S+|\w+:\/\/\S+|\{\{[^{}]*\}\}|(?<![\p{L}\p{N}_])[\p{L}\p{N}_.+/=-]*\d[\p{L}\p{N}_.+/=-]*\d[\p{L}\p{N}_.+/=-]*\d[\p{L}\p{N}_.+/=-]*/gu;
const assigned = /((?:pass(?:word)?|secret|token|key|clave|contraseña)["']?\s*[:=]\s*)\S+/giu;
/** Texts longer than words are. */
const long = /[^\s]{31,}/g;

/** A text on one line; each value is an ellipsis, and names that are URLs are no names. */
export function plainWords(text: string): string {
  const line = text
    .slice(0, longest)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  if (/^(?:\w+:\/\/|\/|\{\{)/.test(line)) return '';
  return line.replaceAll(assigned, '$1…').replaceAll(values, '…').replaceAll(long, '…').trim();
}
