import { expect, test } from 'vitest';
import type { JsonSchema } from '../schema.ts';
import { describeTool, describeToolText } from './tool.ts';
import { operationOf } from '../table/operation.fixture.ts';

test('a tool carries name, titles, schemas and hints of its operation', () => {
  const operation = operationOf({ hints: { readOnly: false, destructive: true, idempotent: true } });
  expect(describeTool(operation)).toEqual({
    name: 'orders_search',
    title: 'Search orders',
    description: 'Orders of the shop, the newest first.',
    inputSchema: operation.input,
    outputSchema: operation.output,
    annotations: {
      title: 'Search orders',
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: true,
      openWorldHint: true,
    },
  });
  expect(JSON.parse(describeToolText(operation)!)).toEqual(describeTool(operation));
});

test.each<[string, Parameters<typeof operationOf>[0]]>([
  ['a name with a space', { tool: 'orders search' }],
  ['a name of 65 characters', { tool: 'x'.repeat(65) }],
  ['no name', { tool: '' }],
  ['arguments that are no object', { input: { type: 'array' } }],
  ['arguments without a type', { input: {} }],
  ['alternatives at the root', { input: { type: 'object', oneOf: [{}] } }],
  ['a schema too deep to walk', { input: { type: 'object', properties: { a: deep(50_000) } } }],
])('%s sets a tool aside', (_, changes) => {
  expect(describeTool(operationOf(changes))).toBeNull();
  expect(describeToolText(operationOf(changes))).toBeNull();
});

function deep(depth: number): JsonSchema {
  let schema: JsonSchema = {};
  for (let level = 0; level < depth; level += 1) schema = { not: schema };
  return schema;
}

test('x-mcp-header is taken out of schemas at any depth, but never a property of that name, nor data', () => {
  const input = {
    type: 'object',
    'x-mcp-header': 'A',
    properties: {
      'x-mcp-header': { type: 'string', 'x-mcp-header': 'B' },
      list: { type: 'array', items: { anyOf: [{ type: 'string', 'x-mcp-header': 'C' }] } },
      fixed: { const: { 'x-mcp-header': 'D' }, default: { 'x-mcp-header': 'E' } },
    },
    $defs: { 'x-mcp-header': { 'x-mcp-header': 'F', title: 'kept' } },
    required: ['x-mcp-header'],
  };
  expect(describeTool(operationOf({ input }))?.inputSchema).toEqual({
    type: 'object',
    properties: {
      'x-mcp-header': { type: 'string' },
      list: { type: 'array', items: { anyOf: [{ type: 'string' }] } },
      fixed: { const: { 'x-mcp-header': 'D' }, default: { 'x-mcp-header': 'E' } },
    },
    $defs: { 'x-mcp-header': { title: 'kept' } },
    required: ['x-mcp-header'],
  });
});

test('references to elsewhere are left out, references within stay', () => {
  const input = {
    type: 'object',
    properties: {
      a: { $ref: 'https://evil.example/s.json', title: 'A' },
      b: { $ref: '#/$defs/b' },
      $ref: { type: 'string' },
    },
  };
  expect(describeTool(operationOf({ input }))?.inputSchema.properties).toEqual({
    a: { title: 'A' },
    b: { $ref: '#/$defs/b' },
    $ref: { type: 'string' },
  });
});

test('properties with the names of a prototype’s members survive', () => {
  const input = JSON.parse(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"null"}}}',
  );
  expect(describeToolText(operationOf({ input }))).toContain(
    '"properties":{"__proto__":{"type":"string"},"constructor":{"type":"null"}}',
  );
});
