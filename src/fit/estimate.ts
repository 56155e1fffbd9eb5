/**
 * How many tokens a text will cost a model, told without a tokenizer: its tables take 50 MB and a third of a second to
 * load, and each model has its own. The figures are fitted to o200k_base on the JSON of real APIs, and err upwards.
 */

/** What a character is to a tokenizer, which first cuts text into words, numbers, signs and spaces. */
const kinds = { sign: 0, structure: 1, space: 2, digit: 3, letter: 4, capital: 5 } as const;

/** Beyond are alphabets without capitals and vowels that are told apart here. */
const latinEnd = 0x250;

/** Of every code unit: a test whether there is an entry would cost more than the entries. */
const kindOf = new Uint8Array(0x10000).fill(kinds.sign);
for (let code = 0; code < latinEnd; code++) kindOf[code] = kindOfCharacter(String.fromCharCode(code));
const isVowel = Uint8Array.from({ length: latinEnd }, (_, code) => Number(isVowelLike(String.fromCharCode(code))));

function kindOfCharacter(character: string): number {
  if ('"{}[]:,'.includes(character)) return kinds.structure;
  if (/\s/.test(character)) return kinds.space;
  if (/\d/.test(character)) return kinds.digit;
  if (/[A-Z]/.test(character)) return kinds.capital;
  return /[a-z\u0080-\u024f]/.test(character) ? kinds.letter : kinds.sign;
}

/** Most letters with accents are vowels. */
function isVowelLike(character: string): boolean {
  return /[aeiouy\u0080-\u024f]/i.test(character);
}

/** Tokens of a word by its length; longer ones cost `perLetter` more for each letter. */
const wordCosts = [0, 1, 1, 1.05, 1.05, 1.1, 1.2, 1.35, 1.5, 1.65, 1.8];
const perLetter = 0.18;
/** Consonants that no word has are cut into pairs, and so are capitals. */
const perOddLetter = 0.7;
const perCapital = 0.35;
const perAccent = 0.3;

/** The tokens of a part of a text; stops and gives what it has once that is more than `most`. */
export function estimateTokens(text: string, from = 0, to = text.length, most = Infinity): number {
  let tokens = 0;
  let at = from;
  while (at < to && tokens <= most) {
    const code = text.charCodeAt(at);
    const kind = kindAt(code);
    if (kind < kinds.letter) {
      const end = kind === kinds.sign ? at + 1 : endOfRun(text, at, to, kind);
      tokens += code >= latinEnd ? foreignCost(code) : runCost(text, at, end, kind);
      at = end;
      continue;
    }
    // Most of a text are words: one look at each of their letters, here, is a third of the time of two looks elsewhere.
    const start = at;
    let vowels = 0;
    let capitals = 0;
    let accents = 0;
    for (let next = code, now = kind, isSmall = false; now >= kinds.letter && !(isSmall && now === kinds.capital);) {
      isSmall = now === kinds.letter;
      vowels += isVowel[next] as number;
      if (!isSmall) capitals++;
      if (next >= 128) accents++;
      if (++at >= to) break;
      next = text.charCodeAt(at);
      now = kindAt(next);
    }
    tokens += wordCost(at - start, vowels, capitals, accents);
  }
  return tokens;
}

function kindAt(code: number): number {
  return kindOf[code] as number;
}

/** A number is cut after three digits. */
function endOfRun(text: string, at: number, to: number, kind: number): number {
  const last = kind === kinds.digit ? Math.min(to, at + 3) : to;
  let end = at + 1;
  while (end < last && kindAt(text.charCodeAt(end)) === kind) end++;
  return end;
}

function runCost(text: string, at: number, end: number, kind: number): number {
  const length = end - at;
  switch (kind) {
    case kinds.structure:
      return length <= 3 ? 1 : length / 3 + 0.4;
    case kinds.space:
      // A single one belongs to the word that follows.
      return length === 1 && text.charCodeAt(at) === 0x20 ? 0.05 : 1;
    case kinds.sign:
      // One before a word is a part of it, as in "/orders".
      return end < text.length && kindAt(text.charCodeAt(end)) >= kinds.letter ? 0.6 : 1;
    default:
      return 1;
  }
}

function wordCost(length: number, vowels: number, capitals: number, accents: number): number {
  const known = length <= 10 ? (wordCosts[length] as number) : (wordCosts[10] as number) + (length - 10) * perLetter;
  const odd = Math.max(0, length - 2.5 * vowels - 1.3);
  return known + odd * perOddLetter + Math.max(0, capitals - 1) * perCapital + accents * perAccent;
}

/** Other alphabets come as one to three bytes a character, and few of their words are one token. */
function foreignCost(code: number): number {
  if (code < 0x800) return 0.6;
  if (code >= 0xd800 && code <= 0xdfff) return 2;
  if (code >= 0x3040 && code <= 0xd7a3) return 1;
  return code >= 0x2000 && code <= 0x206f ? 1 : 3;
}
