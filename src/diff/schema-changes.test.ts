import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { diffRules } from './rules.ts';
import { inputFindings, outputFindings } from './schema-changes.ts';
import { compareSchemas } from '../compare/schemas.ts';
import { anySchema, sampleOf, schemaPair } from '../compare/schemas.fixture.ts';

const runs = { numRuns: 500, seed: 11 };

test('a schema differs in nothing from itself, in whatever order it is written', () => {
  fc.assert(
    fc.property(anySchema, (schema) => {
      expect(compareSchemas(schema, reversed(schema) as JsonSchema)).toEqual([]);
    }),
    runs,
  );
});

test('what narrows one way widens the other way', () => {
  fc.assert(
    fc.property(schemaPair, ([one, other]) => {
      const [there, back] = [compareSchemas(one, other), compareSchemas(other, one)];
      expect(there.some(({ narrowed }) => narrowed)).toBe(back.some(({ widened }) => widened));
      expect(there.some(({ widened }) => widened)).toBe(back.some(({ narrowed }) => narrowed));
    }),
    runs,
  );
});

/** Numbers that choose, the same for the same seed. */
function chooser(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536);
  };
}

function samples(schemas: readonly JsonSchema[], seed: number): Json[] {
  const choose = chooser(seed);
  return Array.from({ length: 24 }, (_, index) => sampleOf(schemas[index % schemas.length] as Json, choose));
}

test('unless something breaking is told, every call that was accepted still is', () => {
  let tried = 0;
  fc.assert(
    fc.property(schemaPair, fc.nat(), ([before, after], seed) => {
      const found = inputFindings('a.b', before, after);
      // A name that was free and now has a schema of its own: told, and not called breaking.
      if (found.some(({ rule }) => diffRules[rule].class === 'breaking' || rule === 'open-argument-declared')) return;
      const [old, now] = [checkerOf(before), checkerOf(after)];
      for (const value of samples([before, after], seed)) {
        if (old(value) !== null) continue;
        tried++;
        expect(now(value), JSON.stringify(value)).toBeNull();
      }
    }),
    runs,
  );
  expect(tried).toBeGreaterThan(500);
}, 60_000);

test('unless something breaking is told, every result is one that readers knew, but for fields that are new', () => {
  let tried = 0;
  fc.assert(
    fc.property(schemaPair, fc.nat(), ([before, after], seed) => {
      // Opening the objects of an alternative may let it meet another.
      if (/"(oneOf|not)"/.test(JSON.stringify(before))) return;
      if (outputFindings('a.b', before, after).some(({ rule }) => diffRules[rule].class === 'breaking')) return;
      const [old, now] = [checkerOf(opened(before) as JsonSchema), checkerOf(after)];
      for (const value of samples([after, before], seed)) {
        if (now(value) !== null) continue;
        tried++;
        expect(old(value), JSON.stringify(value)).toBeNull();
      }
    }),
    runs,
  );
  expect(tried).toBeGreaterThan(500);
}, 60_000);

/** As readers take a schema who pass over fields that they do not know. */
function opened(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(opened);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => !(name === 'additionalProperties' && value === false))
      .map(([name, value]) => [name, name === 'enum' || name === 'const' ? value : opened(value as Json)]),
  );
}

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member as Json)]),
  );
}
