import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { draftProvider } from '../introspect/draft.ts';
import { everything } from '../introspect/everything.fixture.ts';
import { introspectDocument } from '../introspect/from-document.ts';
import type { Introspection } from '../introspect/introspection.ts';
import { parseManifest } from '../manifest/parse.ts';
import { hashOf, type SourceFile } from '../manifest/read.ts';
import type { ResourceOf } from '../manifest/resource.ts';
import { refreshEndpoints } from './refresh-endpoints.ts';
import { refreshDocument } from './refresh.ts';
import type { Refresh, RefreshInput } from './refreshed.ts';

type Texts = ReadonlyMap<string, string>;

const folder = 'tenants/demo/providers/shop';
const documentPath = `${folder}/openapi.json`;
const capabilityPath = (name: string) => `tenants/demo/capabilities/${name}.yaml`;

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly schema?: object;
}

const operation = (operationId: string, summary: string, parameters: readonly Parameter[], path = false) => ({
  operationId,
  summary,
  parameters: parameters.map((one) => ({
    in: path ? 'path' : 'query',
    required: path,
    schema: { type: 'string' },
    ...one,
  })),
  responses: {
    200: {
      description: 'fine',
      content: { 'application/json': { schema: { type: 'object', properties: { id: { type: 'integer' } } } } },
    },
  },
});

const list = operation('listOrders', 'List orders', [
  { name: 'status', description: 'Which orders.' },
  { name: 'page', description: 'Which page.' },
]);
const get = operation('getOrder', 'One order', [{ name: 'id' }], true);

const api = (paths: object) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://shop.example' }],
    paths,
  });

const first = api({ '/orders': { get: list }, '/orders/{id}': { get } });

const read = (text: string): Introspection => introspectDocument({ name: 'openapi.json', text });

function imported(source: Introspection): Texts {
  const draft = draftProvider(source, everything);
  if ('misuse' in draft) throw new Error(draft.misuse);
  return new Map(draft.files.map(({ path, text }) => [path, text]));
}

function inputOf(texts: Texts, now: Introspection): RefreshInput {
  const files = new Map(
    [...texts].map(([path, text]): [string, SourceFile] => [path, { path, text, hash: hashOf(text) }]),
  );
  const resources = [...files.values()]
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap((file) => parseManifest(file).resources);
  const document = texts.get(documentPath);
  return {
    tenant: 'demo',
    provider: resources.find((one) => one.kind === 'Provider') as ResourceOf<'Provider'>,
    endpoints: resources.filter((one) => one.kind === 'Endpoint'),
    capabilities: resources.filter((one) => one.kind === 'Capability'),
    files,
    documentPath: document === undefined ? null : documentPath,
    before: document === undefined ? null : read(document),
    now,
    broken: [],
    otherNames: new Set(),
    schemaFor: () => null,
  };
}

function refresh(texts: Texts, text: string): { result: Refresh; after: Texts } {
  const input = inputOf(texts, read(text));
  const result = refreshDocument({ ...input, before: input.before as Introspection });
  return { result, after: applied(texts, result) };
}

function applied(texts: Texts, { changes }: Refresh): Texts {
  return new Map([...texts, ...changes.map(({ path, after }) => [path, after] as const)]);
}

const edited = (texts: Texts, path: string, edit: (text: string) => string): Texts =>
  new Map([...texts, [path, edit(texts.get(path) as string)]]);

const untouched = { followed: [], conflicts: [], vanished: [], operations: { added: [], removed: [], renamed: [] } };

describe('a newer document', () => {
  const start = imported(read(first));
  const search = capabilityPath('orders.search');

  test('that is the same changes nothing', () => {
    expect([...start.keys()]).toContain(search);
    const { result } = refresh(start, first);
    expect(result).toEqual({ ...untouched, changes: [], notes: [] });
  });

  test('brings what people left alone up to date, and leaves what they wrote', () => {
    const mine = edited(start, search, (text) => `# Ours.\n${text.replace('Which orders.', 'Cuáles.')}`);
    const parameters = [
      { name: 'status', description: 'Which orders.' },
      { name: 'page', description: 'From 1.' },
      { name: 'since', description: 'Orders after this day.' },
    ];
    const text = api({
      '/orders': { get: operation('listOrders', 'Find orders', parameters) },
      '/orders/{id}': { get },
    });
    const { result, after } = refresh(mine, text);
    const value = parse(after.get(search) as string) as { spec: { title: string; arguments: object } };
    expect(value.spec.title).toBe('Find orders');
    expect(after.get(search)).toMatch(/^# Ours\.\n/);
    expect(Object.keys(value.spec.arguments)).toContain('since');
    expect(result.conflicts).toEqual([]);
    expect(after.get(documentPath)).toBe(text);
    expect(refresh(after, text).result.changes).toEqual([]);
  });

  test('makes a conflict of what both changed, at its line', () => {
    const mine = edited(start, search, (text) => text.replace('title: List orders', 'title: Pedidos'));
    const text = api({ '/orders': { get: { ...list, summary: 'Find orders' } }, '/orders/{id}': { get } });
    const { result, after } = refresh(mine, text);
    const line = (after.get(search) as string).split('\n').findIndex((each) => each.includes('title:')) + 1;
    expect(result.conflicts).toMatchObject([
      { name: 'orders.search', file: search, line, path: ['spec', 'title'], ours: 'Pedidos', theirs: 'Find orders' },
    ]);
    expect(refresh(after, text).result).toMatchObject({ changes: [], conflicts: [] });
  });

  test('leaves a capability whose operation is gone, and tells it', () => {
    const { result, after } = refresh(start, api({ '/orders': { get: list } }));
    expect(result.vanished).toMatchObject([
      { name: 'orders.get', endpoint: 'shop/getOrder', reason: 'GET /orders/{id} is not there any more.' },
    ]);
    expect(after.get(capabilityPath('orders.get'))).toBe(start.get(capabilityPath('orders.get')));
    expect(result.operations.removed).toEqual([{ name: 'getOrder', method: 'GET', path: '/orders/{id}' }]);
  });

  test('leads capabilities to the new id of their operation, a renamed and a copied one too', () => {
    const old = start.get(search) as string;
    const mine = new Map(start);
    mine.delete(search);
    mine.set('tenants/demo/pedidos.yaml', old.replace('name: orders.search', 'name: pedidos.buscar'));
    mine.set(
      capabilityPath('orders.copy'),
      old.replace('name: orders.search', 'name: orders.copy').replace('List orders', 'Copia'),
    );
    mine.set(
      capabilityPath('orders.path'),
      old.replace('name: orders.search', 'name: orders.path').replace('shop/listOrders', 'shop/GET /orders'),
    );
    const text = api({ '/orders': { get: { ...list, operationId: 'find_orders' } }, '/orders/{id}': { get } });
    const { result, after } = refresh(mine, text);
    expect(result.operations.renamed).toEqual([
      { name: 'find_orders', method: 'GET', path: '/orders', before: 'listOrders' },
    ]);
    const endpointIn = (path: string) =>
      (parse(after.get(path) as string) as { spec: { endpoint: string } }).spec.endpoint;
    expect(endpointIn('tenants/demo/pedidos.yaml')).toMatch(/^shop\/(find_orders|GET \/orders)$/);
    expect(endpointIn(capabilityPath('orders.copy'))).toBe('shop/GET /orders');
    expect(after.get(capabilityPath('orders.copy'))).toContain('Copia');
    expect(after.get(capabilityPath('orders.path'))).toBe(mine.get(capabilityPath('orders.path')));
    expect(result.vanished).toEqual([]);
    expect(refresh(after, text).result.changes).toEqual([]);
  });

  test('brings no capability back that people deleted, and lists what is new', () => {
    const mine = new Map(start);
    mine.delete(search);
    const { result, after } = refresh(
      mine,
      api({ '/orders': { get: list }, '/orders/{id}': { get }, '/stock': { get: operation('stock', 'Stock', []) } }),
    );
    expect([...after.keys()]).toEqual([...mine.keys()]);
    expect(result.operations.added).toEqual([{ name: 'stock', method: 'GET', path: '/stock' }]);
  });

  test('leaves the provider as people have it', () => {
    const path = `${folder}/provider.yaml`;
    const mine = edited(
      start,
      path,
      (text) => `${text.replace('https://shop.example', 'https://shop.example/live')}  timeoutMs: 3000 # slow\n`,
    );
    const text = first.replace('https://shop.example', 'https://api.shop.example');
    const { result, after } = refresh(mine, text);
    expect(after.get(path)).toBe(mine.get(path));
    expect(result.conflicts).toMatchObject([{ kind: 'Provider', path: ['spec', 'baseUrl'] }]);
  });

  test('that says nothing is no reason to lose anything', () => {
    const { after } = refresh(start, '{"openapi":"3.0.0","info":{},"paths":{}}');
    for (const [path, text] of start) if (path !== documentPath) expect(after.get(path)).toBe(text);
  });
});

const word = fc.constantFrom('status', 'page', 'since', 'limit', 'q');
const described = fc.uniqueArray(
  fc.record({ name: word, description: fc.constantFrom('Which orders.', 'From 1.', 'A day.', '') }),
  { maxLength: 4, selector: ({ name }) => name },
);
const document = fc
  .record({
    id: fc.constantFrom('listOrders', 'find_orders'),
    summary: fc.constantFrom('List orders', 'Find orders'),
    described,
    hasOne: fc.boolean(),
  })
  .map(({ id, summary, described: parameters, hasOne }) =>
    api({ '/orders': { get: operation(id, summary, parameters) }, ...(hasOne ? { '/orders/{id}': { get } } : {}) }),
  );
const edit = fc.oneof(
  fc.constantFrom('title', 'description').map((key) => ({ key, value: `Nuestro ${key}` })),
  fc.constant({ key: 'pinned', value: 'true' }),
);

test('whatever people edit and the document changes, their fields survive, and a second time changes nothing', () => {
  fc.assert(
    fc.property(document, document, fc.array(edit, { maxLength: 3 }), (before, now, edits) => {
      const start = imported(read(before));
      const path = [...start.keys()].find((each) => each.includes('/capabilities/')) as string;
      const mine = edited(start, path, (text) =>
        edits.reduce((each, { key, value }) => {
          const line = new RegExp(`^  ${key}:.*$`, 'm');
          return line.test(each)
            ? each.replace(line, `  ${key}: ${value} # ours`)
            : each.replace('spec:\n', `spec:\n  ${key}: ${value} # ours\n`);
        }, text),
      );
      const { after } = refresh(mine, now);
      for (const { key, value } of edits) expect(after.get(path)).toContain(`  ${key}: ${value} # ours`);
      expect(refresh(after, now).result).toMatchObject({ changes: [], conflicts: [], followed: [] });
    }),
    { numRuns: 25 },
  );
}, 30_000);

describe('newer traffic', () => {
  const traffic = (text: string): Introspection => ({ ...read(text), document: null });
  const start = imported(traffic(first));
  const path = `${folder}/endpoints/orders-search.yaml`;

  test('adds what is not declared, and changes nothing else', () => {
    const mine = edited(start, path, (text) => `# Ours.\n${text.replace('integer', 'string')}`);
    const more = JSON.parse(first) as { paths: { '/orders': { get: { responses: object } } } };
    more.paths['/orders'].get.responses = {
      200: {
        description: '',
        content: {
          'application/json': {
            schema: { type: 'object', properties: { id: { type: 'integer' }, total: { type: 'number' } } },
          },
        },
      },
    };
    const now = traffic(JSON.stringify(more));
    const result = refreshEndpoints(inputOf(mine, now));
    expect(result.changes.map((change) => change.path)).toEqual([path]);
    const after = applied(mine, result).get(path) as string;
    expect(after).toMatch(/^# Ours\.\n/);
    expect(parse(after)).toMatchObject({
      spec: { response: { schema: { properties: { id: { type: 'string' }, total: { type: 'number' } } } } },
    });
    expect(refreshEndpoints(inputOf(applied(mine, result), now)).changes).toEqual([]);
  });
});
