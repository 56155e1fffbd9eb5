import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import type { Problem } from '../problem.ts';
import { notAManifest, parseManifest } from './parse.ts';
import { hashOf } from './read.ts';
import type { ParsedFile } from './resource.ts';

function parse(text: string, path = 'tenants/demo/tenant.yaml'): ParsedFile {
  return parseManifest({ path, text, hash: hashOf(text) });
}

function caseText(name: string): string {
  return readFileSync(new URL(`cases/${name}`, import.meta.url), 'utf8');
}

type Fields = Record<string, unknown>;

/** Every valid document of the cases, with the path that its file pretends to have. */
const valid = ['valid-tenant.yaml', 'valid-installation.yaml'].flatMap((name) => {
  const text = caseText(name);
  const path = /^# path: (\S+)/.exec(text)?.[1] as string;
  return parseAllDocuments(text).map((document) => ({ path, value: document.toJS() as Fields }));
});

/** Below these, authors choose the names. */
const freeMaps = ['schema', 'map', 'constant', 'headers', 'default', 'const', 'each', 'fields'];

/** Paths of all fields that a schema names, in one document. */
function fieldPaths(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = path.at(-1) ?? '';
  if (freeMaps.includes(parent) || (parent === 'arguments' && path.includes('examples'))) return [];
  const isNamed = !Array.isArray(value) && parent !== 'arguments';
  return Object.entries(value).flatMap(([key, child]) => {
    const here = [...path, key];
    return [...(isNamed ? [here] : []), ...fieldPaths(child, here)];
  });
}

const fields = valid.flatMap(({ path, value }) =>
  fieldPaths(value).map((field) => ({ path, value, field, title: `${value['kind']} ${field.join('.')}` })),
);

/** The document with one field renamed (null: dropped), the order kept. */
function edited(value: Fields, field: readonly string[], name: string | null): string {
  const rebuild = (node: unknown, at: number): unknown => {
    if (Array.isArray(node))
      return node.map((item, index) => (String(index) === field[at] ? rebuild(item, at + 1) : item));
    const entries = Object.entries(node as Fields).flatMap(([key, child]) => {
      if (key !== field[at]) return [[key, child]];
      if (at < field.length - 1) return [[key, rebuild(child, at + 1)]];
      return name === null ? [] : [[name, child]];
    });
    return Object.fromEntries(entries) as Fields;
  };
  return stringify(rebuild(value, 0));
}

function lineOf(text: string, span: Problem['span']): string {
  return text.split('\n')[span.line - 1] ?? '';
}

describe('a valid document with one mistake has exactly one problem, at the mistake', () => {
  test('the documents themselves have none, and use every kind of field', () => {
    expect(fields.length).toBeGreaterThan(100);
    for (const { path, value } of valid)
      expect(parse(stringify(value), path)).toMatchObject({
        problems: [],
        broken: [],
        resources: [{ kind: value['kind'] }],
      });
  });

  test.each(fields)('renamed: $title', ({ path, value, field }) => {
    const text = edited(value, field, 'zzzzz');
    const { problems, resources } = parse(text, path);
    expect(problems.map((problem) => problem.code)).toEqual(['unknown-field']);
    expect(lineOf(text, (problems[0] as Problem).span)).toMatch(/^[\s-]*zzzzz:/);
    expect(resources).toEqual([]);
  });

  const longFields = fields.filter(({ field }) => (field.at(-1) as string).length > 2);
  test.each(longFields)('with a slip: $title', ({ path, value, field }) => {
    const name = field.at(-1) as string;
    const { problems } = parse(edited(value, field, `${name}${name.at(-1)}`), path);
    expect(problems).toMatchObject([{ code: 'unknown-field', hint: `Did you mean "${name}"?` }]);
  });

  test.each(fields)('dropped: $title', ({ path, value, field }) => {
    const { problems } = parse(edited(value, field, null), path);
    const codes = problems.map((problem) => problem.code);
    expect([[], ['missing-field'], ['misplaced-file'], ['private-address']]).toContainEqual(codes);
    expect(codes[0] !== 'missing-field' || problems[0]?.message.includes(`"${field.at(-1)}"`)).toBe(true);
  });
});

describe('any text', () => {
  const pieces = [
    'apiVersion: smarteros/v1',
    'kind: Tenant',
    'kind: Client',
    'metadata:',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|',
    '>',
    '- ',
    '? ',
    ': ',
    ',',
    '---',
    '...',
    '&a ',
    '*a',
    '!!str ',
    '<<: ',
    '%YAML 1.1',
    '#',
    '\n',
    '\r\n',
    '  ',
    '\t',
    '🙂',
    '\u0000',
    '\uFEFF',
    'spec: {}',
    'name: demo',
    '__proto__: 1',
    '.nan',
    '12',
  ];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
  const spliced = fc
    .tuple(
      fc.constantFrom('valid-tenant.yaml', 'yaml-subset.yaml', 'provider-auth.yaml', 'carriage-returns.yaml'),
      fc.nat(),
      fc.nat(40),
      soup,
    )
    .map(([name, at, cut, piece]) => {
      const text = caseText(name);
      const start = at % text.length;
      return text.slice(0, start) + piece + text.slice(start + cut);
    });
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    soup,
    soup.map((parts) => `apiVersion: smarteros/v1\n${parts}`),
    spliced,
  );

  test('is read without a throw, every span lies inside the file, and what is broken has a problem', () => {
    fc.assert(
      fc.property(text, (content) => {
        const { problems, broken, resources, isManifest } = parse(content);
        const spans = [...problems, notAManifest({ path: 'x.yaml', text: content })].map((problem) => problem.span);
        expect(spans.filter((span) => !isInside(content, span))).toEqual([]);
        expect(broken.length > 0 && problems.length === 0).toBe(false);
        expect(isManifest || problems.length + broken.length + resources.length === 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  function isInside(content: string, span: Problem['span']): boolean {
    const line = content.split('\n')[span.line - 1];
    const isOrdered = span.column >= 1 && span.endColumn >= span.column && span.endLine === span.line;
    return line !== undefined && isOrdered && span.endColumn <= line.length + 1;
  }
});

test.each([
  ['as indentation', '\u00a0\u00a0name: p\n  title: P\n'],
  ['behind a colon', '  name:\u00a0p\n  title: P\n'],
])('a space that is none, %s, is the error, and the YAML that it breaks is none', (_title, fields) => {
  const { problems, broken } = parse(
    `apiVersion: smarteros/v1\nkind: Plan\nmetadata:\n${fields}spec: {}\n`,
    'plans/p.yaml',
  );
  expect(new Set(problems.map(({ code, severity }) => `${code} ${severity}`))).toEqual(
    new Set(['hidden-characters error']),
  );
  expect(broken).toHaveLength(1);
});

describe('what is a manifest', () => {
  test.each([
    ['an OpenAPI document', 'openapi: 3.1.0\ninfo: { description: "see smarteros/v1" }\n'],
    ['another system’s document', 'apiVersion: apps/v1\nkind: Deployment\nspec: {}\n'],
    ['a document with anchors', 'a: &a 1\nb: *a\n'],
    ['nothing', ''],
    ['broken YAML of no one', 'a: [\n'],
  ])('%s is none, and has no problems of its own', (_title, text) => {
    const none = { isManifest: false, problems: [], resources: [], broken: [] };
    expect(parse(text, 'tenants/demo/notes.yaml')).toMatchObject(none);
  });

  test.each([
    ['tenants/demo/tenant.yaml', { kind: 'Tenant', name: 'demo', tenant: 'demo' }],
    ['tenants/demo/providers/shop/provider.yml', { kind: 'Provider', name: 'shop', tenant: 'demo' }],
    ['providers/pay/provider.yaml', { kind: 'Provider', name: 'pay', tenant: null }],
    ['plans/basic.yaml', { kind: 'Plan', name: 'basic', tenant: null }],
  ])('anything at %s is one with a mistake, which others may refer to', (path, declared) => {
    const expected = {
      isManifest: true,
      problems: [{ code: 'not-a-manifest' }],
      broken: [{ ...declared, file: path }],
    };
    expect(parse('resource "x" "y" {}\n', path)).toMatchObject(expected);
  });

  test.each([
    ['JSON', '{"apiVersion": "smarteros/v1", "kind": "Plan", "metadata": {"name": "a"}, "spec": {}}'],
    ['a misspelt version', 'apiVersion: smartros/v1\nkind: Tenant\nspec: {}\n'],
    ['broken YAML that says so', 'apiVersion: smarteros/v1\nkind: [\n'],
    ['quoted keys', '"apiVersion": "smarteros/v1"\n"kind": "Plan"\n'],
  ])('%s is one', (_title, text) => {
    expect(parse(text, 'plan.yaml').isManifest).toBe(true);
  });

  test('more than 256 KB are too large for a manifest, and no matter for other documents', () => {
    const filler = `# ${'á'.repeat(130_000)}\n`.repeat(2);
    expect(parse(`apiVersion: smarteros/v1\nkind: Plan\n${filler}`)).toMatchObject({
      isManifest: true,
      problems: [{ code: 'file-too-large' }],
      broken: [{ tenant: 'demo' }],
    });
    const document = `openapi: 3.1.0\nkind: x\n${filler}`;
    expect(parse(document, 'tenants/demo/api.yaml')).toMatchObject({ isManifest: false, problems: [] });
  });

  test('brackets without end are one problem', () => {
    expect(parse(`apiVersion: smarteros/v1\nspec: ${'['.repeat(50_000)}`)).toMatchObject({
      problems: [{ code: 'yaml-syntax' }],
      broken: [{ tenant: 'demo', kind: null }],
    });
  });
});

test('a secret in the wrong place is not repeated in what is said about it', () => {
  const text =
    'apiVersion: smarteros/v1\nkind: Provider\nmetadata: { name: a, tenant: demo }\nspec:\n  baseUrl: https://u:hunter2@a.cl\n  auth: { type: bearer, token: hunter2 }\n';
  const { problems } = parse(text);
  expect(problems.map((problem) => problem.code)).toEqual(['invalid-base-url', 'wrong-type']);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});
