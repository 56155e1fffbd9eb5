/** How an operation is listed; `client-schema/` holds what its schemas are for whom. */
import { expect, test } from 'vitest';
import type { JsonSchema } from '../schema.ts';
import { operationOf } from '../table/operation.fixture.ts';
import { dialects } from './dialect.ts';
import type { ToolProfile } from './profile.ts';
import { describeTool, describeToolText } from './tool.ts';

/** Whatever goes wrong with one tool, the list of the others is served. */
const unreadable = new Proxy<JsonSchema>(
  {},
  {
    ownKeys: () => {
      throw new Error('unreadable');
    },
  },
);

const profiles = Object.keys(dialects) as ToolProfile[];

test.each(profiles)('for %s, a tool carries name, titles, schemas and hints of its operation', (profile) => {
  const operation = operationOf({ hints: { readOnly: false, destructive: true, idempotent: true } });
  expect(describeTool(operation, profile)).toEqual({
    name: 'orders_search',
    title: 'Search orders',
    description: 'Orders of the shop, the newest first.',
    inputSchema: operation.input,
    outputSchema: { type: 'object', properties: expect.objectContaining({ total: { type: 'integer' } }) },
    annotations: {
      title: 'Search orders',
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: true,
      openWorldHint: true,
    },
  });
  expect(JSON.parse(describeToolText(operation, profile)!)).toEqual(describeTool(operation, profile));
});

test('a tool whose calls people approve says so first', () => {
  const { description } = describeTool(operationOf({ needsApproval: true, description: 'Pays.' })) ?? {};
  expect(description).toBe('A person has to approve each call. Cada llamada requiere aprobación. Pays.');
});

test.each<[string, Parameters<typeof operationOf>[0]]>([
  ['a name with a space', { tool: 'orders search' }],
  ['a name of 65 characters', { tool: 'x'.repeat(65) }],
  ['no name', { tool: '' }],
  ['arguments that are no object', { input: { type: 'array' } }],
  ['arguments without a type', { input: {} }],
  ['a schema that nothing can be made of', { input: { type: 'object', properties: unreadable } }],
])('%s sets a tool aside, for everybody', (_, changes) => {
  const operation = operationOf(changes);
  for (const profile of profiles) {
    expect(describeTool(operation, profile)).toBeNull();
    expect(describeToolText(operation, profile)).toBeNull();
  }
});

test.each<[string, JsonSchema]>([
  [
    'alternatives at the root',
    { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }], not: {}, properties: { a: {} } },
  ],
  ['a schema too deep to walk', { type: 'object', properties: { a: deepSchema(50_000, 'not') } }],
  ['one whose choices are', { type: 'object', properties: { a: deepSchema(50_000, 'anyOf') } }],
  ['one whose members are', { type: 'object', properties: { a: deepSchema(50_000, 'items') } }],
  ['a schema of itself', { type: 'object', properties: { a: { $ref: '#' } } }],
  ['a reference to itself', { type: 'object', properties: { a: { $ref: '#/properties/a' } } }],
])('%s does not', (_, input) => {
  const operation = operationOf({ input });
  for (const profile of profiles) {
    const tool = describeTool(operation, profile);
    expect(Object.keys(tool?.inputSchema ?? {}).toSorted()).toEqual(['properties', 'type']);
    expect(Object.keys(tool?.inputSchema.properties as JsonSchema)).toEqual(['a']);
  }
});

function deepSchema(depth: number, keyword: string): JsonSchema {
  let schema: JsonSchema = { type: 'array' };
  for (let level = 0; level < depth; level += 1)
    schema = { type: 'array', [keyword]: keyword === 'anyOf' ? [schema, { type: 'null' }] : schema };
  return schema;
}

test('each operation is described once for all profiles that take the same', () => {
  const operation = operationOf();
  expect(describeTool(operation, 'vscode')).toBe(describeTool(operation));
  expect(describeTool(operation, 'claude')).toBe(describeTool(operation, 'claude'));
});

test('a long description is cut between words where a client takes no more', () => {
  const operation = operationOf({ description: 'palabra '.repeat(240).trim() });
  expect(describeTool(operation, 'claude')?.description).toBe(operation.description);
  const { description } = describeTool(operation)!;
  expect(description.length).toBeLessThanOrEqual(1024);
  expect(description).toMatch(/palabra…$/);
});

test('extensions are taken out of schemas at any depth, but never a property of that name, nor data', () => {
  const input = {
    type: 'object',
    'x-mcp-header': 'A',
    properties: {
      'x-mcp-header': { type: 'string', 'x-mcp-header': 'B', 'x-sensitive': true },
      list: { type: 'array', items: { anyOf: [{ type: 'string', 'x-mcp-header': 'C' }, { type: 'null' }] } },
      fixed: { type: 'object', default: { 'x-mcp-header': 'E' } },
    },
    required: ['x-mcp-header'],
  };
  expect(describeTool(operationOf({ input }), 'claude')?.inputSchema).toEqual({
    type: 'object',
    properties: {
      'x-mcp-header': { type: 'string' },
      list: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
      fixed: { type: 'object', default: { 'x-mcp-header': 'E' } },
    },
    required: ['x-mcp-header'],
  });
});

test('references within are written out, those to elsewhere are left out and never followed', () => {
  const input = {
    type: 'object',
    properties: {
      a: { $ref: 'https://evil.example/s.json', title: 'A' },
      b: { $ref: '#/$defs/b', description: 'Mine.' },
      c: { type: 'object', properties: { $ref: { type: 'string' } } },
    },
    $defs: { b: { type: 'string', description: 'Its.' } },
  };
  expect(describeTool(operationOf({ input }), 'claude')?.inputSchema.properties).toEqual({
    a: { description: 'A' },
    b: { type: 'string', description: 'Mine.' },
    c: { type: 'object', properties: { $ref: { type: 'string' } } },
  });
});

test.each(profiles)('for %s, properties with the names of a prototype’s members survive', (profile) => {
  const input = JSON.parse(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}}}',
  );
  expect(describeToolText(operationOf({ input }), profile)).toContain(
    '"properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}}',
  );
});

test('a made result has room for the word that it was cut, and nothing of its own is overwritten', () => {
  const schemaOf = (...names: string[]) => {
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const output = { type: 'object', properties, required: names, additionalProperties: false };
    return describeTool(operationOf({ output, result: { items: null, fields: {} } }))?.outputSchema;
  };
  expect(schemaOf('id')).toMatchObject({ properties: { id: {}, more: { type: 'object' } }, required: ['id'] });
  expect(schemaOf('more')).toMatchObject({ properties: { more: { type: 'string' }, _more: { type: 'object' } } });
  expect(describeTool(operationOf({ output: { type: 'object' }, result: null }))?.outputSchema).toBeUndefined();
});
