/** The bundle says what the schemas say: the same documents are right, and a mistake is told once. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { kinds } from '../manifest/resource.ts';
import { manifestSchemas } from '../manifest/schemas.ts';
import { checkerOf, type JsonSchema } from '../schema.ts';
import { editorSchema, editorSchemaText } from './editor-schema.ts';

const check = new Ajv({ strict: false, allErrors: true, logger: false }).compile(editorSchema());

/** Without those of `if`, which say only that something in `then` is wrong. */
function complaints(document: unknown): string[] {
  check(document);
  return (check.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => `${error.instancePath} ${error.keyword}`);
}

const workspace = join(import.meta.dirname, '../../manifests');
const files = globSync('**/*.yaml', { cwd: workspace }).filter((path) => !path.endsWith('openapi.yaml'));

test('every manifest of the base workspace is right', () => {
  expect(files.length).toBeGreaterThan(15);
  for (const path of files)
    expect([path, complaints(parse(readFileSync(join(workspace, path), 'utf8')))]).toEqual([path, []]);
});

describe('one mistake, one complaint:', () => {
  const tenant = {
    apiVersion: 'smarteros/v1',
    kind: 'Tenant',
    metadata: { name: 'a' },
    spec: { rut: '76.086.428-5', businessName: 'A', type: 'customer', status: 'active' },
  };
  const provider = (auth: unknown) => ({
    apiVersion: 'smarteros/v1',
    kind: 'Provider',
    metadata: { name: 'a' },
    spec: { baseUrl: 'https://a.cl', auth },
  });
  test.each([
    ['none', tenant, []],
    ['a kind that does not exist', { ...tenant, kind: 'Tennant' }, ['/kind enum']],
    ['no kind', { ...tenant, kind: undefined }, [' required']],
    ['another version', { ...tenant, apiVersion: 'v1' }, ['/apiVersion const']],
    ['an unknown field', { ...tenant, spec: { ...tenant.spec, plam: 'x' } }, ['/spec additionalProperties']],
    ['an unknown value', { ...tenant, spec: { ...tenant.spec, status: 'activ' } }, ['/spec/status enum']],
    ['a missing part', { ...tenant, spec: undefined }, [' required']],
    ['a form without its field', provider({ type: 'bearer' }), ['/spec/auth required']],
    ['an unknown form', provider({ type: 'bearr' }), ['/spec/auth/type enum']],
    [
      'a field of another form',
      provider({ type: 'none', token: { secret: 'a' } }),
      ['/spec/auth additionalProperties'],
    ],
  ])('%s', (_what, document, expected) => {
    // A copy as JSON, where what is undefined is not there.
    const found = complaints(JSON.parse(JSON.stringify(document)));
    expect([...new Set(found)]).toEqual(expected);
  });
});

test('documents are right by the bundle exactly when they are by the schema of their kind', () => {
  for (const kind of kinds) {
    const own = checkerOf(manifestSchemas[kind]);
    for (const document of variants(manifestSchemas[kind]))
      expect([document, complaints(document).length === 0]).toEqual([document, own(document) === null]);
  }
});

/** A document of the schema's examples, and the same with each of its fields gone, of another type or under another name. */
function variants(schema: JsonSchema): unknown[] {
  const properties = schema['properties'] as Record<string, { examples: unknown[] }>;
  const whole = Object.fromEntries(Object.entries(properties).map(([name, { examples }]) => [name, examples[0]]));
  const parts = ['metadata', 'spec'].flatMap((part) => {
    const fields = whole[part] as Record<string, unknown>;
    return Object.keys(fields).flatMap((name) => {
      const { [name]: value, ...rest } = fields;
      return [rest, { ...fields, [name]: 7 }, { ...rest, [`${name}x`]: value }].map((changed) => ({
        ...whole,
        [part]: changed,
      }));
    });
  });
  return [whole, ...parts];
}

test('it refers to nothing outside itself, and every field tells what it means', () => {
  const text = editorSchemaText();
  const bundle = JSON.parse(text) as Record<string, unknown>;
  const references = [...text.matchAll(/"\$ref": "([^"]*)"/g)].map(([, path]) => path as string);
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    const target = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], bundle);
    expect([reference, target]).toEqual([reference, expect.objectContaining({ description: expect.any(String) })]);
  }
  const snippets = bundle['defaultSnippets'] as { body: unknown }[];
  expect(snippets).toHaveLength(kinds.length);
  for (const { body } of snippets) expect([body, complaints(body)]).toEqual([body, []]);
});
