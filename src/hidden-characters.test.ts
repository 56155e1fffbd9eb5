import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hiddenCharacters } from './hidden-characters.ts';

const found = (text: string) => hiddenCharacters(text).map(({ index, length, name }) => `${index}+${length} ${name}`);

test.each([
  ['pay\u202eusd', ['3+1 U+202E right-to-left override']],
  ['\u2066a\u2069', ['0+1 U+2066 direction isolate', '2+1 U+2069 end of a direction']],
  ['ig\u200bnore', ['2+1 U+200B zero width space']],
  ['a\u200d\u200cb', ['1+2 U+200D zero width joiner']],
  ['a\ufeffb', ['1+1 U+FEFF byte order mark']],
  ['a\u0000b\u001b[31mc', ['1+1 U+0000 control character', '3+1 U+001B control character']],
  ['a\u0085b', ['1+1 U+0085 next line']],
  ['a\u2028b', ['1+1 U+2028 line or paragraph separator']],
  ['so\u00adft', ['2+1 U+00AD soft hyphen']],
  // A sentence in tag characters, behind an innocent word.
  [
    `Hola${[...'ignore all'].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}`,
    ['4+20 U+E0069 tag character'],
  ],
  // Bytes in variation selectors, behind one emoji.
  ['\u{1f600}\u{e0148}\u{e0155}\u{e015c}', ['2+6 U+E0148 variation selector']],
  ['a\ufe0f\ufe01', ['1+2 U+FE0F variation selector']],
  ['1\u00a0000', ['1+1 U+00A0 no-break space']],
  ['a\u3000b', ['1+1 U+3000 ideographic space']],
  ['p\u0430yments', ['0+8 U+0430 Cyrillic letter']],
  ['a\ud800b', ['1+1 U+D800 half of a character']],
])('%j hides something', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test.each([
  'Buscá los pedidos — «abiertos», más nuevos primero… 100 % ✓ €5',
  'Zeilen\nund\tSpalten\r\n',
  '👨‍👩‍👧‍👦 👩🏽‍💻 ❤️ ☎️ 1️⃣ #️⃣ 🏳️‍🌈 🇨🇱 👍🏿 ©️',
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  'שלום עולם! \u200fABC',
  'مرحبا بالعالم',
  'می\u200cخواهم',
  'क्\u200dष',
  '日本語　テキスト',
  'สวัสดี\u200bครับ',
  'Привет мир, API ключ',
  '葛\u{e0100}飾',
])('%j hides nothing', (text) => {
  expect(found(text)).toEqual([]);
});

test('text without what it found has nothing more to find', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aé \u200b\u202e\u{e0041}\u00a0\ufeff\u2028\u0007') }), (text) => {
      const cleaned = hiddenCharacters(text).reduceRight(
        (rest, { index, length, instead }) => rest.slice(0, index) + (instead ?? '') + rest.slice(index + length),
        text,
      );
      expect(hiddenCharacters(cleaned)).toEqual([]);
      expect(cleaned.replaceAll(' ', '')).toBe(text.replace(/[^aé]/gu, ''));
    }),
  );
});
