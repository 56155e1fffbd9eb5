import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlFlow, yamlLine, yamlText } from './yaml-text.ts';

const texts = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'true',
    'null',
    '~',
    '1.5',
    '-',
    '- a',
    'a: b',
    'a #b',
    '$[*]',
    '/a/{b}',
    'https://x.cl:1/a',
    '[x',
    '{y}',
    ' a',
    'a ',
    "it's",
    '',
    'a,b',
    'a]',
    'x:',
    'http://a:',
  ),
);

test('every text reads as itself, alone on a line and in braces', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(parse(`a: ${yamlLine(text)}\n`)).toEqual({ a: text });
      expect(parse(`a: { b: ${yamlText(text)}, c: [${yamlText(text)}] }\n`)).toEqual({ a: { b: text, c: [text] } });
    }),
    { numRuns: 2000 },
  );
});

test('every value does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(parse(`a: ${yamlFlow(plain as never)}\n`)).toEqual({ a: plain });
    }),
    { numRuns: 500, examples: [[{ 'a b': ['x', { '': -0.5 }] }]] },
  );
});
