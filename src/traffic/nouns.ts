/** English words for one of many, which resources are named by. */

/** `orders` → `order`, `companies` → `company`, `addresses` → `address`; what ends otherwise stays. */
export function singular(word: string): string {
  if (/(?:ss|us|is)$/i.test(word) || word.length < 4) return word;
  if (/[^aeiou]ies$/i.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|zz)es$/i.test(word)) return word.slice(0, -2);
  return /s$/i.test(word) ? word.slice(0, -1) : word;
}

/** Lower-case words of ASCII letters and digits: `lineItems`, `Boletas Emitidas` → `line`, `items`; `boletas`, `emitidas`. */
export function plainParts(text: string): string[] {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
}
