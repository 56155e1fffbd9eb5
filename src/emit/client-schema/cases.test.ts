/** Schemas as real APIs have them, and what each profile makes of them. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../schema.ts';
import { dialects } from '../dialect.ts';
import type { ToolProfile } from '../profile.ts';
import { inputForClient, isArgumentName, isShortened, largestInput, resultForClient } from './client-schema.ts';
import { refusals } from './schemas.fixture.ts';

const folder = new URL('../cases/schemas/', import.meta.url);
const names = globSync('*.json', { cwd: folder, exclude: ['*.golden.json'] }).map((file) => basename(file, '.json'));
const profiles = Object.keys(dialects) as ToolProfile[];

describe.each(names.toSorted())('%s', (name) => {
  const schema = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as JsonSchema;

  test('is written as its golden file says', async () => {
    const { claude, openai, gemini, plain } = dialects;
    const written = {
      claude: inputForClient(schema, claude),
      openai: inputForClient(schema, openai),
      gemini: inputForClient(schema, gemini),
      'vscode, cursor and plain': inputForClient(schema, plain),
      result: resultForClient(schema),
    };
    await expect(`${JSON.stringify(written, null, 2)}\n`).toMatchFileSnapshot(`../cases/schemas/${name}.golden.json`);
  });

  test.each(profiles)('holds nothing that clients of %s refuse', (profile) => {
    expect(refusals(inputForClient(schema, dialects[profile]), profile)).toEqual([]);
  });
});

describe('a schema that is too large', () => {
  const nested = (depth: number, width: number): JsonSchema => ({
    type: 'object',
    description: 'words '.repeat(10),
    properties: Object.fromEntries(
      Array.from({ length: width }, (_, index) => [
        `m${index}`,
        depth === 0 ? { type: 'string' } : nested(depth - 1, width),
      ]),
    ),
  });
  const many = (count: number, member: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`argument_${index}`, member])),
    required: ['argument_0', `argument_${count - 1}`],
    additionalProperties: false,
  });
  const values = Array.from({ length: 60 }, (_, index) => `a value with the number ${index}`);

  test.each<[string, JsonSchema]>([
    ['of many levels', nested(3, 7)],
    ['of many words', many(40, { type: 'string', description: 'words '.repeat(200) })],
    ['of many values', many(20, { type: 'string', enum: values })],
    ['of many arguments', many(500, { type: ['string', 'null'], description: 'Words.' })],
  ])('%s becomes smaller, and keeps what is required', (_, schema) => {
    for (const profile of profiles) {
      const written = inputForClient(schema, dialects[profile]);
      expect(Buffer.byteLength(JSON.stringify(written))).toBeLessThanOrEqual(largestInput);
      expect(isShortened(schema, dialects[profile])).toBe(true);
      expect(Object.keys(written['properties'] as JsonSchema)).toEqual(
        expect.arrayContaining((schema['required'] ?? []) as string[]),
      );
    }
  });

  test('gives up inner levels first: those above stay whole', () => {
    const { properties } = inputForClient(nested(3, 7), dialects.claude);
    expect(Object.keys(properties as JsonSchema)).toHaveLength(7);
    expect((properties as Record<string, JsonSchema>)['m0']).toMatchObject({ type: 'object', description: /./ });
  });

  test('leaves arguments out in the end, and says nothing that forbids them', () => {
    const written = inputForClient(many(500, { type: ['string', 'null'] }), dialects.plain);
    expect(Object.keys(written['properties'] as JsonSchema).length).toBeGreaterThan(100);
    expect(written).not.toHaveProperty('additionalProperties');
  });

  test('one that is small stays as it is', () => {
    expect(isShortened(many(3, { type: 'string' }), dialects.claude)).toBe(false);
  });
});

test('names of arguments are those that Claude takes', () => {
  expect(['a', 'filter_x', 'a.b-c', 'x'.repeat(64)].filter(isArgumentName)).toHaveLength(4);
  expect(['', 'a b', 'filter[x]', '$ref', 'año', 'x'.repeat(65)].filter(isArgumentName)).toEqual([]);
});
