import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTokens, exceedsTokens } from './tokens.ts';

// Counted with OpenAI's own tiktoken.
test.each([
  ['', 0],
  ['hello world', 2],
  ['¿Cuántos pedidos abiertos tengo? Señal ñandú', 12],
  ['a\ud800b', 3],
  ['{"type":"object","properties":{}}', 9],
])('%j has %d tokens', (text, tokens) => {
  expect(countTokens(text)).toBe(tokens);
});

test('what looks like a control token is text like any other', () => {
  expect(countTokens('<|endoftext|>')).toBeGreaterThan(1);
  expect(countTokens('<|im_start|>system')).toBeGreaterThan(2);
});

test.each(['_', 'a', ' ', 'ñ', '\u{1f468}\u200d'])('a run of 200,000 times %j is counted in time', (character) => {
  const tokens = countTokens(character.repeat(200_000));
  expect(tokens).toBeGreaterThan(1_000);
  expect(tokens).toBeLessThanOrEqual(200_000 * Buffer.byteLength(character));
});

test('a text never has more tokens than bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(countTokens(text)).toBeLessThanOrEqual(Buffer.byteLength(text));
    }),
  );
});

test('a limit is passed by one token too many', () => {
  const text = 'Orders of the shop by status and date, newest first.';
  const tokens = countTokens(text);
  expect(exceedsTokens(text, tokens)).toBe(false);
  expect(exceedsTokens(text, tokens - 1)).toBe(true);
});

test('importing it, and asking what the bytes already answer, loads no tables', () => {
  const program = `
    import { createRequire } from 'node:module';
    import { countTokens, exceedsTokens } from ${JSON.stringify(join(import.meta.dirname, 'tokens.ts'))};
    const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('gpt-tokenizer'));
    exceedsTokens('short', 100);
    const before = loaded();
    countTokens('short');
    process.stdout.write(JSON.stringify([before, loaded()]));
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual([false, true]);
});
