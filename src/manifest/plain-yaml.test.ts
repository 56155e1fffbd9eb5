import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlainYaml } from './plain-yaml.ts';
import { readAnyYaml } from './yaml.ts';

const root = join(import.meta.dirname, '../..');

/** Whatever is read as plain form, yaml reads as the same, and finds nothing wrong with it. */
function expectAgreement(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === null) return false;
  const [document, ...others] = readAnyYaml(text);
  expect(others).toEqual([]);
  expect(document).toStrictEqual({ value: plain.value, start: plain.start, isEmpty: false, issues: [] });
  return true;
}

/** Lines and pieces that YAML has rules about. */
const pieces = (
  'a: ¦b:¦key: ¦"q": ¦\'s\': ¦a:b¦- ¦-¦- - ¦? ¦: ¦:¦::¦~¦null¦true¦No¦{¦}¦[¦]¦,¦{ a: 1 }¦[a, b]¦' +
  '{ a: , b }¦[¦{ "a":1 }¦{ a:1 }¦[ a: b ]¦, ¦|¦>-¦|-¦>¦|2¦>+¦"¦\'¦"a\\n"¦"\\x41"¦\'it\'\'s\'¦"a" b¦\'\'¦""¦' +
  '\\¦"\\"¦#¦ # note¦# note¦a#b¦&x¦*x¦!t¦%¦@¦`¦<<: ¦__proto__: ¦$.a[*]¦https://a.cl/b?c=1#d¦1¦-1¦+1¦' +
  '-0¦00¦1.5¦1.¦.5¦1e3¦0x1F¦0o7¦.inf¦-.5¦9007199254740993¦1_000¦-a¦-.¦text¦more text¦ñandú¦—¦---¦' +
  '...¦200: ¦2026-03-01¦12:30¦76.086.428-5¦.¦=¦<¦(¦)¦ ¦  '
)
  .split('¦')
  .concat('\t¦\r¦\n¦\n¦\n¦\n¦\n  ¦\n  ¦\n  ¦\n    ¦\n    ¦\n   ¦\n ¦\n\n¦\n  - ¦\n- ¦\n    - '.split('¦'));

describe('the plain form', () => {
  test('is read as yaml reads it, or not at all: pieces in any order', () => {
    let read = 0;
    const words = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((list) => list.join(''));
    const text = fc
      .tuple(fc.constantFrom('', 'a: ', 'a:\n  ', 'a:\n  b: ', '- '), words)
      .map((parts) => parts.join(''));
    const runs = Number(process.env['SMARTEROS_FUZZ_RUNS'] ?? 4000);
    fc.assert(
      fc.property(text, (one) => {
        if (expectAgreement(one)) read++;
      }),
      { numRuns: runs },
    );
    expect(read).toBeGreaterThan(runs / 50);
  }, 600_000);

  test('is read as yaml reads it, or not at all: manifests with a piece put in, taken out or moved', () => {
    const texts = [...yamlFiles('manifests'), ...yamlFiles('src/manifest/cases'), ...yamlFiles('src/table/cases')];
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      out: fc.nat(6),
      piece: fc.constantFrom('', ...pieces),
    });
    const changes = fc.array(change, { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...texts), changes, (text, list) => {
        let changed = text;
        for (const { at, out, piece } of list) {
          const offset = Math.floor(at * changed.length);
          changed = changed.slice(0, offset) + piece + changed.slice(offset + out);
        }
        expectAgreement(changed);
      }),
      { numRuns: Number(process.env['SMARTEROS_FUZZ_RUNS'] ?? 1500) },
    );
  }, 600_000);

  test('is what the base workspace is written in', () => {
    const manifests = yamlFiles('manifests').filter((text) => text.startsWith('apiVersion'));
    expect(manifests.filter((text) => !expectAgreement(text))).toEqual([]);
  });

  test('has an end to its depth', () => {
    expect(readPlainYaml(`a: ${'['.repeat(100_000)}`)).toBeNull();
    expect(readPlainYaml(Array.from({ length: 5000 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''))).toBeNull();
  });
});

function yamlFiles(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.yaml')).map((name) => readFileSync(join(root, folder, name), 'utf8'));
}
