import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildOf, capability, provider, tenant } from '../build/workspace.fixture.ts';
import { checkerOf, type Json } from '../schema.ts';
import { selectFields } from './select.ts';
import { wholeOutput } from './selectable.ts';
import type { Operation, ResultShape } from './table.ts';

const customer = { name: '$.customer.name', email: '$.customer.email' };
const items = { items: '$[*]', each: { id: '$.id', total: '$.total', customer } };

function compile(result: object, more: object = {}) {
  const { table, problems } = buildOf({
    ...tenant('demo'),
    ...provider('demo', 'shop', 'https://shop.example', {
      list: {
        method: 'GET',
        path: '/orders',
        parameters: [{ name: 'fields', in: 'query', schema: { type: 'string' } }],
      },
      plain: { method: 'GET', path: '/plain' },
    }),
    ...capability('demo', 'orders.list', 'shop/plain', { result, ...more }),
  });
  const operation = table.tenants['demo']?.operations['orders.list'] as Operation;
  return { operation, problems: problems.filter(({ severity }) => severity === 'error') };
}

describe('what callers may choose among', () => {
  test('is every field of an item, those of an object inside it with a dot', () => {
    const { operation } = compile({ ...items, selectable: true });
    expect(operation.fields).toEqual(['id', 'total', 'customer', 'customer.name', 'customer.email']);
    expect(operation.input).toMatchObject({
      properties: { fields: { type: 'array', items: { enum: operation.fields }, minItems: 1, uniqueItems: true } },
    });
    expect(operation.bindings).toEqual([]);
  });

  test('is every field of a result without items', () => {
    const { operation } = compile({ fields: { id: '$.id', 'a.b': '$.x' }, selectable: true });
    expect(operation.fields).toEqual(['id', 'a.b']);
  });

  test('is what the manifest names', () => {
    expect(compile({ ...items, selectable: ['total', 'customer.name'] }).operation.fields).toEqual([
      'total',
      'customer.name',
    ]);
  });

  test.each([false, undefined])('is nothing for %s', (selectable) => {
    const { operation } = compile({ ...items, ...(selectable === undefined ? {} : { selectable }) });
    expect(operation.fields).toBeNull();
    expect(JSON.stringify(operation.input)).not.toContain('fields');
  });
});

describe('a choice that cannot be offered is told', () => {
  test.each<[string, object, object, string, string]>([
    [
      'a field that is not there',
      { ...items, selectable: ['totl'] },
      {},
      'unknown-result-field',
      'Did you mean "total"?',
    ],
    ['fields of which nothing is known', { items: '$[*]', selectable: true }, {}, 'unknown-result-field', 'Name them'],
    [
      'beside an argument of that name',
      { ...items, selectable: true },
      { endpoint: 'shop/list' },
      'argument-conflict',
      'columns: { to: query.fields }',
    ],
  ])('%s', (_what, result, more, code, hint) => {
    const { problems } = compile(result, more);
    expect(problems).toMatchObject([{ code, hint: expect.stringContaining(hint) as string }]);
  });
});

describe('the schema of the result', () => {
  test('takes whatever fields are chosen, and without a choice is as it was', () => {
    const { operation } = compile({ ...items, fields: { page: '$.page' }, selectable: true });
    const check = checkerOf(operation.output as object as Operation['input']);
    expect(check({ page: 1, items: [{ id: 1 }, { customer: { email: null } }, {}] })).toBeNull();
    expect(check({ items: [] })).not.toBeNull();
    expect(check({ page: 1, items: [{ other: 1 }] })).not.toBeNull();
    const plain = compile({ ...items, fields: { page: '$.page' } }).operation;
    expect(wholeOutput(operation)).toEqual(plain.output);
  });
});

describe('a choice', () => {
  const shape = {
    items: { path: [], each: { kind: 'constant', value: null } },
    fields: {},
  } as const satisfies ResultShape;
  const order = { id: 1, total: 2, customer: { name: 'Ana', email: null } };

  test.each<[readonly string[], Json]>([
    [['id'], { id: 1 }],
    [['total', 'id'], { id: 1, total: 2 }],
    [['customer.name'], { customer: { name: 'Ana' } }],
    [['customer', 'customer.name'], { customer: order.customer }],
    [['customer.email', 'id'], { id: 1, customer: { email: null } }],
  ])('of %j keeps the order of the result', (names, chosen) => {
    const result = selectFields({ items: [order, order], page: 3 }, shape, names);
    expect(JSON.stringify(result)).toBe(JSON.stringify({ items: [chosen, chosen], page: 3 }));
  });

  test('leaves null where an object is missing, and knows fields with dots and with the names of objects', () => {
    expect(
      selectFields({ items: [{ customer: null, 'a.b': 1, ['__proto__']: 2 }] }, shape, ['customer.name', 'a.b']),
    ).toEqual({
      items: [{ customer: null, 'a.b': 1 }],
    });
    const odd = JSON.parse('{"__proto__": {"x": 1}, "id": 2}') as Json;
    expect(JSON.stringify(selectFields(odd, { items: null, fields: {} }, ['__proto__']))).toBe('{"__proto__":{"x":1}}');
  });

  test('never adds anything', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.string()), (value, names) => {
        const all = [...names, ...Object.keys(value).slice(0, 2)];
        const chosen = selectFields(value as Json, { items: null, fields: {} }, all) as Record<string, Json>;
        for (const [name, member] of Object.entries(chosen))
          if (all.includes(name)) expect(member).toEqual(value[name]);
        expect(Object.keys(value)).toEqual(expect.arrayContaining(Object.keys(chosen)));
      }),
    );
  });
});
