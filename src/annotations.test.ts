import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutAnnotations } from './annotations.ts';
import { checkerOf, type JsonSchema } from './schema.ts';

test('takes words away, and nothing that is called like them', () => {
  const schema = JSON.parse(`{
    "title": "T", "description": "D", "type": "object", "required": ["title"], "const": { "description": 1 },
    "properties": { "title": { "type": "string", "examples": ["x"] }, "default": { "default": 1 }, "__proto__": { "title": "x", "minimum": 1 } },
    "anyOf": [{ "description": "one", "type": "object" }, true], "items": false, "enum": [{ "title": 1 }]
  }`) as JsonSchema;
  expect(JSON.stringify(withoutAnnotations(schema))).toBe(
    '{"type":"object","required":["title"],"const":{"description":1},"properties":{"title":{"type":"string"},"default":{},"__proto__":{"minimum":1}},"anyOf":[{"type":"object"},true],"items":false,"enum":[{"title":1}]}',
  );
});

test('schemas that differ in words alone share one checker, others do not', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer', description: 'one' } } };
  expect(checkerOf({ ...schema, title: 'another' })).toBe(checkerOf(schema));
  expect(checkerOf({ ...schema, properties: { a: { type: 'string' } } })).not.toBe(checkerOf(schema));
});

test('an extension never keeps a schema from being compiled', () => {
  const check = checkerOf({
    type: 'object',
    'x-note': { type: { $anchor: '#/x' } },
    properties: { 'x-id': { minimum: 1 } },
  });
  expect(check({ 'x-id': 1 })).toBeNull();
  expect(check({ 'x-id': 0 })).not.toBeNull();
});

test('any values that were no schema come through without a throw', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (schema) => void withoutAnnotations(schema)));
});
