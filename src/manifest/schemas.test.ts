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

/** What is wrong with a field's documentation. */
function undocumented({ path, schema }: Node): string[] {
  if ('$ref' in schema) return [];
  const kind = path.slice(0, path.indexOf('.')) as (typeof kinds)[number];
  const examples = (schema['examples'] ?? []) as unknown[];
  const check = checkerOf({ ...schema, $defs: manifestSchemas[kind]['$defs'] ?? {} });
  return [
    ...(typeof schema['description'] === 'string' && schema['description'].length > 5 ? [] : [`${path}: description`]),
    ...(examples.length > 0 ? [] : [`${path}: examples`]),
    ...examples.filter((example) => check(example) !== null).map((example) => `${path}: ${JSON.stringify(example)}`),
  ];
}

test('every field says what it does and gives an example that fits', () => {
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.flatMap(undocumented)).toEqual([]);
});

/** Keywords that a schema of this type has to have. */
function boundsOf(schema: JsonSchema): string[] {
  const types = [schema['type']].flat();
  const isChosen = 'enum' in schema || 'const' in schema;
  return [
    ...(types.includes('object') ? ['additionalProperties'] : []),
    ...(types.includes('object') && schema['additionalProperties'] !== false ? ['maxProperties'] : []),
    ...(types.includes('string') && !isChosen ? ['maxLength'] : []),
    ...(types.includes('array') ? ['maxItems'] : []),
    ...(types.includes('integer') ? ['minimum', 'maximum'] : []),
  ];
}

test('no field is open by accident, and every text, list, map and number has a limit', () => {
  const missing = nodes.flatMap(({ path, schema }) =>
    boundsOf(schema)
      .filter((bound) => !(bound in schema))
      .map((bound) => `${path}: ${bound}`),
  );
  expect(missing).toEqual([]);
});

test('the generated types are fresh', () => {
  const script = fileURLToPath(new URL('../../scripts/gen.ts', import.meta.url));
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
}, 30_000);
