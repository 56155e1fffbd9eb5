import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkerOf, type JsonSchema, schemaProblem } from '../schema.ts';
import { kinds } from './resource.ts';
import { manifestSchemas } from './schemas.ts';

interface Node {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** Every schema inside a schema, with a readable path. */
function nodesOf(schema: JsonSchema, path: string): Node[] {
  const named = (['properties', '$defs'] as const).flatMap((key) =>
    Object.entries((schema[key] ?? {}) as Record<string, JsonSchema>),
  );
  const open = ['items', 'additionalProperties'].flatMap((key) =>
    typeof schema[key] === 'object' ? [[key, schema[key] as JsonSchema] as const] : [],
  );
  return [{ path, schema }, ...[...named, ...open].flatMap(([name, child]) => nodesOf(child, `${path}.${name}`))];
}

const nodes = kinds.flatMap((kind) => nodesOf(manifestSchemas[kind], kind));
const fields = nodes.filter(({ path, schema }) => path.includes('.') && Object.keys(schema).length > 0);

test('every schema is valid and has the name of its kind', () => {
  for (const kind of kinds) {
    expect(schemaProblem(manifestSchemas[kind])).toBeNull();
    expect(manifestSchemas[kind]).toMatchObject({ title: `${kind}Manifest`, properties: { kind: { const: kind } } });
  }
});

test('every field says what it does and gives an example that fits', () => {
  for (const { path, schema } of fields) {
    const kind = path.slice(0, path.indexOf('.')) as (typeof kinds)[number];
    if (!('$ref' in schema)) expect(schema, path).toMatchObject({ description: expect.stringMatching(/./) });
    const examples = (schema['examples'] ?? []) as unknown[];
    if (!('$ref' in schema) && !path.endsWith('.metadata') && !path.endsWith('.spec'))
      expect(examples.length, path).toBeGreaterThan(0);
    const check = checkerOf({ ...schema, $defs: manifestSchemas[kind]['$defs'] ?? {} });
    for (const example of examples) expect([path, example, check(example)]).toEqual([path, example, null]);
  }
});

test('no field is open by accident, and every text, list and map has a greatest length', () => {
  for (const { path, schema } of nodes) {
    const types = [schema['type']].flat();
    if (types.includes('object')) expect(schema, path).toHaveProperty('additionalProperties');
    if (types.includes('object') && schema['additionalProperties'] !== false)
      expect(schema, path).toHaveProperty('maxProperties');
    if (types.includes('string') && !('enum' in schema) && !('const' in schema))
      expect(schema, path).toHaveProperty('maxLength');
    if (types.includes('array')) expect(schema, path).toHaveProperty('maxItems');
  }
});

test('the generated types are fresh', () => {
  const script = fileURLToPath(new URL('../../scripts/gen.ts', import.meta.url));
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
}, 30_000);
