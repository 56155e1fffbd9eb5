import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Operation } from '../table/table.ts';
import { operation, ordersGet, ordersSearch, shardOf } from './cases/shard.ts';
import { typeErrors } from './cases/type-check.ts';
import { tenantTypes } from './types.ts';

type Schema = Operation['input'];

const parsed = (json: string): Schema => JSON.parse(json) as Schema;

/** Each of them breaks, or breaks out of, a generator that trusts what it reads. */
const hostileSchemas: Readonly<Record<string, Schema>> = {
  'comment-end': {
    type: 'object',
    description: 'a */ export const leak = 1; /* b',
    properties: { a: { type: 'string', description: '*/*//**/ ${x} `y`' } },
  },
  'line-separators': {
    type: 'object',
    properties: { a: { type: 'string', description: 'one\u2028two\u2029three\r\nfour\0five\ud800' } },
  },
  'quoted-names': {
    type: 'object',
    properties: {
      'it\'s "odd"': { type: 'string' },
      '`${b}`': { type: 'number' },
      '\u2028': {},
      '': { type: 'null' },
      '1a': {},
      'a-b': {},
    },
  },
  'prototype-names': parsed(
    '{"type":"object","required":["__proto__"],"properties":{"__proto__":{"type":"string"},"hasOwnProperty":{"type":"number"},"constructor":{},"toString":{"type":"boolean"}}}',
  ),
  'keyword-names': {
    type: 'object',
    properties: {
      $ref: { type: 'string' },
      $defs: { type: 'object', properties: { x: { type: 'object', properties: { y: {} } } } },
      definitions: { type: 'object', properties: { Z: { type: 'object' } } },
      type: { type: 'string' },
      enum: { type: 'array' },
      title: {},
      id: {},
      required: {},
    },
  },
  'foreign-keywords': {
    type: 'object',
    properties: {
      a: { tsType: 'string; } export const leak = 1; interface X {', type: 'string' },
      b: { $ref: 'file:///etc/hostname' },
      c: { $id: 'paths', title: 'ProblemDetails', type: 'object', properties: { d: {} } },
      e: { type: 'string', enum: ['x'], tsEnumNames: ['y', 'z'] },
    },
  },
  'reference-literals': {
    type: 'object',
    properties: {
      a: { const: { $ref: 'http://127.0.0.1:9/x' } },
      b: { enum: [{ $ref: '#/nowhere' }, 1] },
      c: { default: { $ref: '#/x' }, type: 'string' },
    },
  },
  'odd-literals': {
    type: 'object',
    properties: {
      a: { enum: ['"', "'", '\\', '\u2028', '*/', '\0x'] },
      b: { const: null },
      c: { enum: [-1, 1e21, 0.5, true, null] },
      d: { type: ['string', 'null'], enum: ['x', null] },
      e: { enum: [] },
    },
  },
  'index-signatures': {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'object', properties: { c: {} } } },
    additionalProperties: { type: 'number' },
    patternProperties: { '*/ x': { type: 'string' } },
  },
  'further-fields': {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'number' } },
    required: ['a'],
    additionalProperties: { type: 'integer' },
  },
  'boolean-schemas': {
    type: 'object',
    properties: {
      a: true,
      b: false,
      c: { type: 'array', items: false },
      d: { anyOf: [true, false] },
      e: { allOf: [false] },
      f: { not: {} },
    },
  },
  composed: {
    type: 'object',
    anyOf: [{ required: ['a'] }, { required: ['b'] }],
    properties: {
      a: {
        allOf: [
          { type: 'object', properties: { x: { type: 'string' } } },
          { type: 'object', properties: { y: { type: 'string' } } },
        ],
      },
      b: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    },
  },
  tuples: {
    type: 'object',
    properties: {
      a: { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } },
      b: { type: 'array', minItems: 2, maxItems: 100000, items: { type: 'array', maxItems: 9, items: {} } },
    },
  },
  'no-object': { type: 'string', title: 'paths' },
  anything: {},
  'any-union': { anyOf: [{}, { type: 'string' }] },
  'any-intersection': { allOf: [{}, {}] },
  list: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
};

const hostileOperations = Object.entries(hostileSchemas).map(([name, schema]) =>
  operation({
    capability: `hostile.${name}`,
    title: '*/ title\u2028\n${}',
    description: 'text */ `',
    input: schema,
    output: schema,
  }),
);

test('whatever stands in a shard, the module is valid TypeScript and declares nothing but its own names', async () => {
  const text = await tenantTypes(shardOf([...hostileOperations, ...alike]));
  const random = fc
    .sample(arbitraryOperation, { numRuns: 40, seed: 7 })
    .map((item, index) => ({ ...item, capability: `random.n${index}` }));
  const files = { 'hostile.ts': text, 'random.ts': await tenantTypes(shardOf(random)), 'use.ts': use };
  expect(await typeErrors(files)).toEqual([]);
  const declared = [...text.matchAll(/^export \w+ (\S+)/gm)].map(([, name]) => name);
  expect(declared).toHaveLength(2 * (hostileOperations.length + alike.length) + 2);
  expect(new Set(declared).size).toBe(declared.length);
  expect(text).not.toMatch(/^\s*export const/m);
}, 60_000);

test('names of capabilities that look alike stay apart', async () => {
  const text = await tenantTypes(shardOf(alike));
  const types = alike.map(
    ({ capability }) => new RegExp(`proxy/${capability.replaceAll('.', '\\.')}"[^]*?(\\w+Arguments)`).exec(text)?.[1],
  );
  expect(new Set(types).size).toBe(alike.length);
});

test('a usual shard reads as a person would write it', async () => {
  const text = await tenantTypes(shardOf([ordersGet, ordersSearch]));
  expect(text).toContain(`requestBody: { content: { 'application/json': OrdersGetArguments } };`);
  expect(text).toContain(`requestBody?: { content: { 'application/json': OrdersSearchArguments } };`);
  expect(text).toContain(' * Orders of the shop by status, newest first.');
  expect(text).toContain('\n  status?: ("open" | "done")\n');
  expect(text).toContain(
    '\n    total: (number | null)\n    customer: ({\n      email: string\n    } | null)\n  }[]\n}\n',
  );
  expect(text).not.toMatch(/[ \t]$/m);
  expect(text.match(/interface ProblemDetails/g)).toHaveLength(1);
});

test('the same shard gives the same text', async () => {
  const shard = shardOf([ordersGet, ordersSearch]);
  expect(await tenantTypes(structuredClone(shard))).toBe(await tenantTypes(shard));
});

const alike = [
  'orders.search',
  'orders-search.all',
  'orders.search-all',
  'orders.search2',
  'a2b.c',
  'a2.bc',
  'a2.b.c',
].map((capability) => operation({ capability }));

/** Holds that odd names arrive as they are, and that closed results and open arguments differ. */
const use = `
import type { HostileQuotedNamesResult, HostilePrototypeNamesArguments, HostileKeywordNamesResult, HostileListResult, HostileOddLiteralsResult, HostileAnythingResult } from './hostile.ts';
declare const quoted: HostileQuotedNamesResult;
export const odd: string | undefined = quoted['it\\'s "odd"'];
export const ticks: number | undefined = quoted['\`\${b}\`'];
declare const prototype: HostilePrototypeNamesArguments;
export const own: number | undefined = prototype['hasOwnProperty'];
export const proto: string = prototype['__proto__'];
declare const keywords: HostileKeywordNamesResult;
export const reference: string | undefined = keywords.$ref;
// @ts-expect-error a result's fields are known
export const missing = keywords.missing;
export const list: HostileListResult = ['a', 'b'];
// @ts-expect-error not in the enum
export const wrong: HostileListResult = ['c'];
export const literal: HostileOddLiteralsResult = { b: null, c: -1, d: null };
export const anything: HostileAnythingResult = 1;
`;

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('__proto__', '$ref', 'items', 'valueOf', 'default', '*/'),
);

const { schema: arbitrarySchema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      type: fc.constantFrom('string', 'integer', 'boolean', 'null'),
      description: fc.string({ unit: 'binary' }),
    }),
    fc.record({
      enum: fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null)), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(name, tie('schema'), { maxKeys: 4 }),
      description: fc.string({ unit: 'binary' }),
    }),
  ),
}));

const arbitraryOperation = fc
  .record({
    input: arbitrarySchema,
    output: arbitrarySchema,
    title: fc.string({ unit: 'binary' }),
    description: fc.string({ unit: 'binary' }),
  })
  .map((part) =>
    operation({ ...part, input: part.input as Schema, output: part.output as Schema, capability: 'random.one' }),
  );

test('events are named where they may come in the place of a result', async () => {
  const streaming = operation({ capability: 'chat.say', output: { type: 'object' }, streams: true });
  expect(await tenantTypes(shardOf([streaming]))).toContain(
    "content: { 'application/json': ChatSayResult; 'text/event-stream': string }",
  );
  expect(await tenantTypes(shardOf([ordersGet, ordersSearch]))).not.toContain('event-stream');
});
