import { describe, expect, test } from 'vitest';
import { buildOf, capability, provider, system, tenant } from '../build/workspace.fixture.ts';
import type { Json, JsonSchema } from '../schema.ts';

const pages = { by: 'page', page: 'page', size: 'per_page' };
const parameters = [
  { name: 'page', in: 'query', schema: { type: 'integer' } },
  { name: 'per_page', in: 'query', schema: { type: 'integer', maximum: 50 } },
  { name: 'q', in: 'query' },
];
const response = { schema: { type: 'object', properties: { data: { type: 'array', items: { type: 'object' } } } } };
const result = { items: '$.data[*]', each: { id: '$.id' } };

interface Says {
  readonly capability?: object;
  readonly endpoint?: object;
  readonly provider?: object;
}

/** The capability `orders.list`, and what is wrong. */
function compiled({ capability: own = {}, endpoint = {}, provider: its = {} }: Says) {
  const { table, problems } = buildOf({
    ...system(),
    ...tenant('demo'),
    ...provider(
      'demo',
      'shop',
      'http://127.0.0.1:1',
      { list: { method: 'GET', path: '/orders', parameters, response, ...endpoint } },
      its as never,
    ),
    ...capability('demo', 'orders.list', 'shop/list', { result, ...own } as never),
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  return { operation: table.tenants['demo']?.operations['orders.list'], errors };
}

describe('what declares pages', () => {
  test.each<[string, Says]>([
    ['the capability', { capability: { pagination: pages } }],
    ['the endpoint', { endpoint: { pagination: pages } }],
    ['the provider', { provider: { pagination: pages } }],
    ['the endpoint before the provider', { endpoint: { pagination: pages }, provider: { pagination: { by: 'link' } } }],
    ['the capability before all', { capability: { pagination: pages }, endpoint: { pagination: { by: 'none' } } }],
  ])('%s', (_, says) => {
    const { operation, errors } = compiled(says);
    expect(errors).toEqual([]);
    expect(operation?.paging).toMatchObject({ by: 'page', first: 1, maxSize: 50, limit: 20, most: 1000 });
    const input = operation?.input['properties'] as JsonSchema;
    expect(Object.keys(input)).toEqual(['q', 'limit', 'cursor']);
    expect(Object.keys(operation?.output?.['properties'] as JsonSchema)).toEqual(['items', 'nextCursor', 'incomplete']);
    expect(operation?.output?.['required']).toEqual(['items', 'nextCursor']);
    expect(operation?.bindings.map(({ argument }) => argument)).toEqual(['q']);
  });

  test('"none" undoes it', () => {
    const { operation } = compiled({ capability: { pagination: { by: 'none' } }, provider: { pagination: pages } });
    expect(operation?.paging).toBeNull();
    expect(Object.keys(operation?.input['properties'] as JsonSchema)).toEqual(['page', 'per_page', 'q']);
  });

  test('the most that a call may ask for follows from the size of pages', () => {
    const { operation } = compiled({ capability: { pagination: { ...pages, maxSize: 3, limit: 500 } } });
    expect(operation?.paging).toMatchObject({ limit: 60, most: 60 });
  });
});

const cannot: [string, Says, RegExp][] = [
  ['no list', { capability: { result: { fields: { id: '$.id' } } } }, /does not say where its list is/],
  ['a parameter that is not declared', { endpoint: { parameters: [] } }, /does not declare the query parameter "page"/],
  ['a size that is not declared', { endpoint: { parameters: [parameters[0]] } }, /does not declare .*"per_page"/],
  [
    'an argument that goes to the page',
    { capability: { arguments: { p: { to: 'query.page' } } } },
    /"p" goes to query.page/,
  ],
  ['a constant size', { capability: { arguments: { per_page: { const: 5 } } } }, /"per_page" goes to query.per_page/],
  ['an argument "limit"', { capability: { arguments: { limit: { to: 'query.q' } } } }, /an argument "limit" already/],
  [
    'an argument "cursor"',
    { capability: { arguments: { cursor: { to: 'query.q' } } } },
    /an argument "cursor" already/,
  ],
  [
    'a field "nextCursor"',
    { capability: { result: { ...result, fields: { nextCursor: '$.n' } } } },
    /a field "nextCursor"/,
  ],
  [
    'a field "incomplete"',
    { capability: { result: { ...result, fields: { incomplete: '$.n' } } } },
    /a field "incomplete"/,
  ],
  ['a write', { endpoint: { method: 'POST' } }, /calls POST/],
];

describe.each(cannot)('with %s', (_, says, words) => {
  test('what the capability or the endpoint declares is a mistake, at its line', () => {
    for (const by of ['capability', 'endpoint'] as const) {
      const { errors } = compiled({ ...says, [by]: { ...says[by], pagination: pages } });
      expect(errors.filter(({ code }) => code === 'pagination')).toMatchObject([
        { message: expect.stringMatching(words) as string, hint: expect.stringMatching(/by: none/) as string },
      ]);
    }
  });

  test('what the provider declares does not apply', () => {
    const { operation, errors } = compiled({ ...says, provider: { pagination: pages } });
    expect(errors).toEqual([]);
    expect(operation?.paging).toBeNull();
    expect(Object.hasOwn((operation?.output?.['properties'] ?? {}) as object, 'nextCursor')).toBe(
      JSON.stringify(says).includes('nextCursor'),
    );
  });
});

test.each<[string, Json, string]>([
  ['an unknown way', { by: 'pages', page: 'page' }, 'unknown-value'],
  ['no way', { page: 'page' }, 'missing-field'],
  ['a field of another way', { by: 'link', page: 'page' }, 'unknown-field'],
  ['a path that is none', { by: 'next', from: 'next' }, 'invalid-value'],
  ['a path to many values', { by: 'next', from: '$.next[*]' }, 'invalid-value'],
  ['a total that is neither path nor header', { ...pages, totalPages: 'X-Total' }, 'invalid-value'],
  ['an empty name in the body', { by: 'page', page: 'body.' }, 'invalid-value'],
])('%s is told by each kind that has it', (_, pagination, code) => {
  for (const by of ['capability', 'endpoint', 'provider'] as const) {
    const found = compiled({ [by]: { pagination } }).errors.filter((error) => error.code === code);
    expect(found, by).toHaveLength(1);
  }
});
