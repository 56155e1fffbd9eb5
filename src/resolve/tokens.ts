/** Text → words, as sentences are written and as names are. */

/** A word of a text. */
export interface Token {
  /** Lower case, without accents; ñ counts as n, as many keyboards have none. */
  readonly word: string;
  /** Stands for one thing and not for a kind of thing: a number, an address, a code, a name inside a sentence. */
  readonly isValue: boolean;
  /** It stands after a colon or a "because": what a request says besides what it asks for. */
  readonly isAside: boolean;
  /** The word before it; empty for the first. */
  readonly after: string;
}

const link = /\b(?:https?:\/\/|www\.)\S+|[^\s@]+@[^\s@]+/gu;
const quoted = /"[^"]{1,200}"|“[^”]{1,200}”|«[^»]{1,200}»|(?<![\p{L}\p{N}])'[^']{1,200}'(?![\p{L}\p{N}])/gu;
const piece = /[\p{L}\p{M}\p{N}]+(?:[-_./:][\p{L}\p{M}\p{N}]+)*/gu;
const wordInside = /[\p{L}\p{M}\p{N}]+/gu;
/** The word that stands for what was quoted or linked. */
export const standIn = '0x';
/** What comes behind these is told to somebody, or to be remembered. */
const telling =
  /^(?:tell|remind|say|post|announc|publi|anunci|notif|inform|let|ask|dile|diles|decir|avis|recuerd|recordar|mand|escrib|envi|cuent|pregunt)/;
/** What comes behind these is for later. */
const reminding = /^(?:remind|recuerd|recordar|recordatorio)/;
const told = new Set(['that', 'que', 'if', 'si']);
const reasons = new Set(['porque', 'because', 'pues', 'since', 'diciendo', 'saying', 'diciendole', 'dice', 'says']);

/** The words of a sentence. What is quoted, codes such as `MERKEN-100`, addresses and capitalised names are values. */
export function sentenceTokens(text: string): Token[] {
  const tokens: Token[] = [];
  // Rooms of chats are written so.
  const bare = text
    .replace(/(?<!\S)#(?=\p{L})\S+/gu, ' channel ')
    .replace(quoted, ` ${standIn} `)
    .replace(link, ` ${standIn} `);
  let isFirst = true;
  let isAside = false;
  let isTelling = false;
  for (const match of bare.matchAll(piece)) {
    const [found] = match;
    if (/\p{N}|\p{L}\.\p{L}/u.test(found))
      tokens.push({ word: fold(found), isValue: true, isAside, after: tokens.at(-1)?.word ?? '' });
    else
      for (const [inside] of found.matchAll(wordInside)) {
        const word = fold(inside);
        isTelling ||= telling.test(word);
        isAside ||= (reasons.has(word) && tokens.length > 2) || (isTelling && told.has(word) && tokens.length > 1);
        isAside ||= tokens.length > 0 && reminding.test(tokens.at(-1)?.word ?? '');
        const isValue = (!isFirst && isName(inside)) || (inside !== found && isCode(found));
        tokens.push({ word, isValue, isAside, after: tokens.at(-1)?.word ?? '' });
      }
    const next = bare.slice(match.index + found.length, match.index + found.length + 2);
    isFirst = /^\s*[.!?¿¡]/u.test(next);
    isAside = (isAside && !isFirst) || /^:\s/u.test(next);
  }
  return tokens;
}

/** The words of an identifier: `listOrders`, `orders.search`, `X-Api-Key`. */
export function nameTokens(name: string): string[] {
  const apart = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/_/g, ' ');
  return [...apart.matchAll(wordInside)].map(([found]) => fold(found)).filter((word) => !/^\p{N}+$/u.test(word));
}

/** Lower case without accents, as words are compared. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** `Concepción` and `HOTSALE`, but neither `SKU` nor `I`. */
function isName(word: string): boolean {
  return /^\p{Lu}(?:\p{Ll}|\p{Lu}{4})/u.test(word);
}

/** `redis-cache`, but not `e-mail` and `check-in`. */
function isCode(text: string): boolean {
  return /\p{L}{3,}[-_/]\p{L}{3,}/u.test(text);
}
