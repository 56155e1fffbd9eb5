/** A text is parsed once: whatever people fill in stands in it as they wrote it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillPromptText, parsePromptText } from './prompt-text.ts';

test.each([
  ['Hola', ['Hola']],
  ['Hola {name}.', ['Hola ', { argument: 'name' }, '.']],
  ['{a}{b}', [{ argument: 'a' }, { argument: 'b' }]],
  ['{{name}}', ['{name}']],
  ['{{{name}}}', ['{', { argument: 'name' }, '}']],
  ['{{"orders": [{n}]}}', ['{"orders": [', { argument: 'n' }, ']}']],
  ['', []],
] as const)('%s has its places', (text, parts) => {
  expect(parsePromptText(text)).toEqual({ kind: 'text', parts });
});

test.each([
  '{',
  '}',
  '{}',
  '{ name }',
  '{a-b}',
  '{1}',
  'a {b',
  '{"a": 1}',
  '{{a}',
  '{a}}',
  '{{{',
  '{constructor.name}',
])('%s has a brace that stands for nothing', (text) => {
  expect(parsePromptText(text)).toMatchObject({ kind: 'stray' });
});

test('the words around a stray brace are few, whatever the text', () => {
  const parsed = parsePromptText(`${'😀'.repeat(500)}{${'😀'.repeat(500)}`);
  expect(parsed.kind === 'stray' && parsed.near.length <= 41 && parsed.near.isWellFormed()).toBe(true);
});

test('an argument that is left out stands for nothing', () => {
  expect(fillPromptText(['a', { argument: 'x' }, 'b'], new Map())).toBe('ab');
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}$/);
/** Values that look like places, doubled braces and other templates. */
const value = fc.oneof(
  fc.string(),
  name.map((of) => `{${of}}`),
  fc.constantFrom('{{', '}}', '{', '${x}', '$&', '{a}{{b}}'),
);
const part = fc.oneof(
  fc.string({ minLength: 1 }),
  name.map((argument) => ({ argument })),
);

test('what is filled in is never looked through again', () => {
  fc.assert(
    fc.property(fc.array(part), fc.dictionary(name, value), (parts, values) => {
      const text = parts
        .map((one) => (typeof one === 'string' ? one.replaceAll(/[{}]/g, '$&$&') : `{${one.argument}}`))
        .join('');
      const parsed = parsePromptText(text);
      const given = new Map(Object.entries(values));
      const wanted = parts.map((one) => (typeof one === 'string' ? one : (given.get(one.argument) ?? ''))).join('');
      expect(parsed.kind === 'text' && fillPromptText(parsed.parts, given)).toBe(wanted);
    }),
  );
});
