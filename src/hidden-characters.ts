/**
 * Characters that a reader does not see, or sees as something else, while a model and a program read them: the means by which
 * a text says one thing to its reviewer and another to an agent (Unicode TR 36, TR 39; "Trojan Source", CVE-2021-42574).
 */

/** One place in a text. `index` and `length` count UTF-16 units; adjacent characters of one kind are one place. */
export interface HiddenCharacters {
  readonly index: number;
  readonly length: number;
  /** `U+202E right-to-left override`, of the first of them. */
  readonly name: string;
  /** `hidden` shows nothing or reorders what is shown, `space` is no ordinary space, `look-alike` mixes alphabets in a word. */
  readonly kind: 'hidden' | 'space' | 'look-alike';
  /** What belongs there instead. Null when a person has to say. */
  readonly instead: string | null;
}

/** A first look that is cheap and lets ordinary text pass: ASCII, letters of the western alphabets, typographic signs. */
const suspicious = new RegExp(
  String.raw`[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\xA0\xAD\u034F\u0400-\u052F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\u3164\uD800-\uDFFF\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]`,
);

/** What uses such characters rightly: emoji of several parts, flags, letters that join or do not, marks of direction beside Hebrew or Arabic. */
const rightful = [
  String.raw`[\p{Extended_Pictographic}\p{Emoji_Component}]\uFE0F?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)+`,
  String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]{1,8}\u{E007F}`,
  String.raw`[\p{Emoji}\p{Extended_Pictographic}©®™][\uFE0E\uFE0F]\u20E3?`,
  String.raw`\p{Script=Han}[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]\p{M}*)[\u200C\u200D](?=\p{L}|\P{L}|$)`,
  String.raw`(?<=[\p{Script=Hebrew}\p{Script=Arabic}][\p{P}\p{M}\p{N} ]*)[\u200E\u200F\u061C]|[\u200E\u200F\u061C](?=[\p{P}\p{N} ]*[\p{Script=Hebrew}\p{Script=Arabic}])`,
  String.raw`(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{P}])\u3000|\u3000(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])`,
  String.raw`(?<=[\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]\p{M}*)\u200B`,
].join('|');

const spaces = String.raw`[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]`;
const unseen = String.raw`[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\p{Cs}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]`;
const mixed = String.raw`(?<!\p{L})(?=\p{L}*(?:\p{Script=Latin}\p{M}*\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{M}*\p{Script=Latin}))\p{L}+`;
const places = new RegExp(
  `(?<rightful>${rightful})|(?<hidden>${unseen}+)|(?<space>${spaces}+)|(?<mixed>${mixed})`,
  'gu',
);

/** Finds them all, in order; nothing in nearly every text, at the cost of one scan. */
export function hiddenCharacters(text: string): HiddenCharacters[] {
  if (!suspicious.test(text)) return [];
  return [...text.matchAll(places)].flatMap(({ index, 0: match, groups }) => {
    if (groups?.['rightful'] !== undefined) return [];
    const [kind, instead] =
      groups?.['space'] !== undefined
        ? (['space', ' '] as const)
        : groups?.['mixed'] !== undefined
          ? (['look-alike', null] as const)
          : (['hidden', substitute(match)] as const);
    const first = kind === 'look-alike' ? (/\p{Script=Cyrillic}/u.exec(match)?.[0] ?? match) : match;
    return [{ index, length: match.length, name: nameOf(first.codePointAt(0) ?? 0), kind, instead }];
  });
}

/** Line separators stood between words; all others stood for nothing. */
function substitute(match: string): string {
  return /[\u0085\u2028\u2029]/.test(match) ? ' ' : '';
}

const names: readonly (readonly [from: number, to: number, name: string])[] = [
  [0x00, 0x1f, 'control character'],
  [0x7f, 0x84, 'control character'],
  [0x85, 0x85, 'next line'],
  [0x86, 0x9f, 'control character'],
  [0xa0, 0xa0, 'no-break space'],
  [0xad, 0xad, 'soft hyphen'],
  [0x0400, 0x052f, 'Cyrillic letter'],
  [0x061c, 0x061c, 'Arabic letter mark'],
  [0x200b, 0x200b, 'zero width space'],
  [0x200c, 0x200c, 'zero width non-joiner'],
  [0x200d, 0x200d, 'zero width joiner'],
  [0x200e, 0x200e, 'left-to-right mark'],
  [0x200f, 0x200f, 'right-to-left mark'],
  [0x2028, 0x2029, 'line or paragraph separator'],
  [0x202a, 0x202b, 'direction embedding'],
  [0x202c, 0x202c, 'end of a direction'],
  [0x202d, 0x202d, 'left-to-right override'],
  [0x202e, 0x202e, 'right-to-left override'],
  [0x202f, 0x202f, 'narrow no-break space'],
  [0x2060, 0x2064, 'invisible operator'],
  [0x2066, 0x2068, 'direction isolate'],
  [0x2069, 0x2069, 'end of a direction'],
  [0x1680, 0x1680, 'unusual space'],
  [0x2000, 0x200a, 'unusual space'],
  [0x205f, 0x205f, 'unusual space'],
  [0x3000, 0x3000, 'ideographic space'],
  [0xd800, 0xdfff, 'half of a character'],
  [0xfe00, 0xfe0f, 'variation selector'],
  [0xfeff, 0xfeff, 'byte order mark'],
  [0xe0000, 0xe007f, 'tag character'],
  [0xe0100, 0xe01ef, 'variation selector'],
];

function nameOf(code: number): string {
  const found = names.find(([from, to]) => code >= from && code <= to);
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} ${found?.[2] ?? 'invisible character'}`;
}
