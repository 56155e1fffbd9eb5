import { expect, test } from 'vitest';
import { asRead } from './as-read.ts';

test.each([
  ['Orders of the shop.', 'Orders of the shop.'],
  ['a \n\t b&nbsp;&nbsp;c', 'a b c'],
  ['Instrucción, ñandú, ＡＢ', 'Instruccion, nandu, AB'],
  ['i\u200bg\u00adn\u2060o\ufeffre', 'ignore'],
  ['i\u0336g\u0336n\u0336o\u0336r\u0336e\u0336', 'ignore'],
  ['Іgnоrе ассеss', 'ignore access'],
  ['Ignοre ΑCCΟUNΤ', 'Ignore aCCoUNt'],
  ['ɪɢɴᴏʀᴇ 𝐢𝐠𝐧𝐨𝐫𝐞', 'ignore ignore'],
  ['**ignore** `it`', 'ignore it'],
  ['I g n o r e  all, A B C', 'Ignore all, A B C'],
  [[...'tag'].map((sign) => String.fromCodePoint(0xe0000 + (sign.codePointAt(0) ?? 0))).join(''), 'tag'],
])('%j is read as %j', (text, read) => {
  expect(asRead(text)).toBe(read);
});
