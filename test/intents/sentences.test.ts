/** What the tuning sentences promise: both languages alike, a quarter of them fitted by nothing, and no capability misspelt. */
import { describe, expect, test } from 'vitest';
import { readSentences } from './sentences.ts';
import { companyCapabilities } from './workspace.ts';

const sentences = readSentences(new URL('tuning.yaml', import.meta.url));
const names = new Set(companyCapabilities().map(({ name }) => name));

describe('the tuning sentences', () => {
  test('are a hundred, half of them Spanish, a quarter fitted by nothing', () => {
    expect(new Set(sentences.map(({ sentence }) => sentence)).size).toBe(100);
    expect(sentences.filter(({ lang }) => lang === 'es')).toHaveLength(50);
    expect(sentences.filter(({ fits }) => fits.length === 0)).toHaveLength(25);
  });

  test('expect capabilities that exist, at least sixty different ones', () => {
    const expected = new Set(sentences.flatMap(({ fits }) => fits));
    expect([...expected.difference(names)]).toEqual([]);
    expect(expected.size).toBeGreaterThanOrEqual(60);
  });
});
