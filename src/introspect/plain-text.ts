/** Documentation → text for models: what is said, without the marks of HTML and Markdown, links, hidden characters and orders to models. */
import { hiddenCharacters } from '../hidden-characters.ts';
import { instructionIn } from '../lint/instructions.ts';

/** A text for models. */
export interface PlainText {
  readonly text: string;
  /** Sentences that were left out because they give models orders, cut to 80 characters, in what they do. */
  readonly orders: readonly string[];
}

/** Nobody reads on from here, and patterns cost time. */
const mostRead = 8_000;

/**
 * Brings a text into the form in which models read it, at most `longest` characters, ended at the end of a sentence where there
 * is one. Never throws, whatever the text is.
 */
export function plainText(raw: string, longest: number): PlainText {
  if (raw === '') return { text: '', orders: [] };
  const orders: string[] = [];
  const kept: string[] = [];
  for (const sentence of sentencesOf(withoutMarks(raw.slice(0, mostRead)))) {
    const order = instructionIn(sentence, true);
    if (order !== null) orders.push(`it ${order.does}: “${order.words}”`);
    else if (isReadable(sentence)) kept.push(sentence);
  }
  const whole = kept.join(' ');
  // An order may be spread over two sentences.
  const spread = orders.length === 0 ? instructionIn(whole, true) : null;
  if (spread !== null) return { text: '', orders: [`it ${spread.does}: “${spread.words}”`] };
  return { text: bounded(kept, longest), orders };
}

/** True when a text can stand before a model as it is. */
export function isPlain(raw: string, longest: number): boolean {
  return raw.length <= longest && plainText(raw, longest).text === raw;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  copy: '©',
  reg: '®',
  euro: '€',
  rarr: '→',
};

function withoutMarks(raw: string): string {
  const text = withoutHidden(raw)
    .replaceAll(/<!--.*?(?:-->|$)/gs, ' ')
    .replaceAll(/<(script|style)\b[^<>]{0,300}>.*?(?:<\/\1>|$)/gis, ' ')
    .replaceAll(/```.*?(?:```|$)/gs, '. ')
    .replaceAll(/<\/(?:p|li|h[1-6]|tr|div)>|<br ?\/?>/gi, '\n')
    .replaceAll(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, decoded)
    .replaceAll(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replaceAll(/!\[[^[\]]{0,300}\]\([^()]{0,500}\)/g, ' ')
    .replaceAll(/\[([^[\]]{1,300})\]\([^()]{0,500}\)/g, '$1')
    .replaceAll(/\(?\bhttps?:\/\/[^\s<>"'`)\]]{0,1000}\)?/gi, '')
    .replaceAll(/^\s{0,8}(?:[-*_=|:] ?){3,}\s*$/gm, ' ')
    .replaceAll(/^\s{0,8}#{1,6} ?([^\n]{0,200}?)[.:]?\s*$/gm, '$1.')
    .replaceAll(/^\s{0,12}(?:[-*+•]|\d{1,3}[.)])\s+/gm, '')
    .replaceAll(/^\s{0,8}>+ ?/gm, '')
    .replaceAll(/`+|(?<!\w)\|+|\|+(?!\w)|\*\*|__(?=\S)|(?<=\S)__/g, ' ')
    .replaceAll(/(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|~~/g, '')
    .replaceAll(/(?<![.:;,!?…\s])[ \t]*\n\s*\n\s*/g, '. ');
  return withoutHidden(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[,.;:!?](?:\s|$))/g, '')
    .trim();
}

/** Left alone where nothing is known: a reader understands `&foo;` as well as we do. */
function decoded(match: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? match;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 31 && code < 0x11_0000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
}

/** Characters that nobody sees are taken out; words of mixed alphabets stay, and their sentence goes. */
function withoutHidden(text: string): string {
  let clean = '';
  let from = 0;
  for (const { index, length, instead } of hiddenCharacters(text)) {
    if (instead === null) continue;
    clean += text.slice(from, index) + instead;
    from = index + length;
  }
  return clean + text.slice(from);
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…])\s+(?=[\p{Lu}\p{N}¿¡"“(«])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Something is said, in letters that are what they look like, and it does not only point elsewhere. */
function isReadable(sentence: string): boolean {
  if (!/\p{L}{2}/u.test(sentence)) return false;
  if (
    /^(?:\(?(?:for|see|read (?:more|about|the|our)|learn|check|more|refer|visit|please see|click)\b.{0,80}\b(?:docs|documentation|here|guide|more|page|article|information|reference)\b.{0,40}|(?:see|more(?: info\w*)?):?)[.)]*$/i.test(
      sentence,
    )
  )
    return false;
  return hiddenCharacters(sentence).length === 0;
}

/** Whole sentences as long as they fit; the first one is cut at a word if it does not. */
function bounded(sentences: readonly string[], longest: number): string {
  let text = '';
  for (const sentence of sentences) {
    const next = text === '' ? sentence : `${text} ${sentence}`;
    if (next.length > longest) break;
    text = next;
  }
  return text === '' ? cutAtWord(sentences[0] ?? '', longest) : text;
}

/** At most so many characters, cut at a word. */
export function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest - 1);
  const end = head.lastIndexOf(' ');
  return `${(end > longest / 2 ? head.slice(0, end) : head).replace(/[\s,;:.(–—-]+$/u, '').replace(/[\uD800-\uDBFF]$/, '')}…`;
}
