/** What becomes a capability, by words of a command line. */
import { describe, expect, test } from 'vitest';
import { nameOperations } from './names.ts';
import { operation } from './operation.fixture.ts';
import { type Selection, selectOperations } from './select.ts';

const operations = [
  operation('GET /orders', { tags: ['Orders'], name: 'listOrders' }),
  operation('GET /orders/{id}', { tags: ['Orders'], name: 'getOrder' }),
  operation('POST /orders', { tags: ['Orders'], name: 'createOrder' }),
  operation('DELETE /orders/{id}', { tags: ['Orders'], name: 'deleteOrder' }),
  operation('GET /orders/{id}/notes', { tags: ['Orders', 'Notes'] }),
  operation('GET /customers', { tags: ['Customers'], name: 'listCustomers' }),
  operation('GET /old-orders', { tags: ['Orders'], name: 'listOldOrders', deprecated: true }),
  operation('HEAD /orders', { tags: ['Orders'] }),
];
const names = nameOperations(operations);
const all = operations.map((each) => ({ operation: each, name: names.get(each) as string }));

function chosen(selection: Partial<Selection>): readonly string[] | string {
  const selected = selectOperations(all, { include: [], exclude: [], writes: false, most: null, ...selection });
  return 'misuse' in selected ? selected.misuse : selected.chosen.map(({ name }) => name);
}

describe('chooses', () => {
  test.each<[string, Partial<Selection>, string[]]>([
    [
      'what reads, things before their parts',
      {},
      ['customers.search', 'orders.search', 'orders.get', 'orders.notes.search'],
    ],
    ['a tag: what reads of it', { include: ['tag:orders'] }, ['orders.search', 'orders.get', 'orders.notes.search']],
    [
      'a tag narrowed by a method',
      { include: ['tag:Orders,GET'] },
      ['orders.search', 'orders.get', 'orders.notes.search'],
    ],
    ['a method that writes, as it is asked for', { include: ['tag:Orders,POST'] }, ['orders.create']],
    ['alternatives', { include: ['tag:Notes,op:listCustomers'] }, ['customers.search', 'orders.notes.search']],
    ['several includes', { include: ['tag:Notes', 'tag:Customers'] }, ['customers.search', 'orders.notes.search']],
    ['one that writes, named whole', { include: ['op:deleteOrder'] }, ['orders.delete']],
    ['one by method and path', { include: ['op:POST /orders'] }, ['orders.create']],
    ['one that is deprecated, named whole', { include: ['name:old-orders.search'] }, ['old-orders.search']],
    [
      'a pattern, which asks for no writes',
      { include: ['name:orders.*'] },
      ['orders.search', 'orders.get', 'orders.notes.search'],
    ],
    ['a path', { include: ['path:/orders/*'] }, ['orders.get', 'orders.notes.search']],
    ['writes, too', { include: ['path:/orders'], writes: true }, ['orders.search', 'orders.create']],
    [
      'all that reads',
      { include: ['all'] },
      ['customers.search', 'orders.search', 'orders.get', 'orders.notes.search'],
    ],
    [
      'all but some',
      { include: ['all'], exclude: ['tag:notes', 'op:getOrder'] },
      ['customers.search', 'orders.search'],
    ],
    ['so many', { most: 2 }, ['customers.search', 'orders.search']],
  ])('%s', (_what, selection, expected) => {
    expect(chosen(selection)).toEqual(expected);
  });
});

describe('refuses words that name nothing', () => {
  test.each([
    ['tag:Order', 'No tag is "Order". Did you mean "tag:Orders"? There are: Customers, Orders.'],
    ['op:listOrder', 'No operation is "listOrder". Did you mean "op:listOrders"?'],
    ['name:orders.serch', 'Did you mean "name:orders.search"?'],
    ['path:/nothing*', 'No path is "/nothing*".'],
    ['orders', '"orders" says nothing that can be chosen by. Write tag:…'],
  ])('%s', (word, said) => {
    expect(chosen({ include: [word] })).toContain(said);
  });
});

test('forty at most where nobody says which, and how to have the others', () => {
  const many = Array.from({ length: 50 }, (_, index) => ({
    operation: operation(`GET /things${index}`),
    name: `things${index}.search`,
  }));
  const selected = selectOperations(many, { include: [], exclude: [], writes: false, most: null });
  expect(selected).toMatchObject({ notes: [expect.stringContaining('10 more of 50 were left out')] });
  expect('chosen' in selected && selected.chosen).toHaveLength(40);
});

test.each<[Partial<Selection>, number]>([
  [{}, 1],
  [{ include: ['all'] }, 1],
  [{ include: ['tag:Customers'] }, 0],
  [{ include: ['op:listOldOrders'] }, 0],
  [{ exclude: ['path:/old*'] }, 0],
])('of %j so many deprecated ones are told as left out: %i', (selection, count) => {
  const selected = selectOperations(all, { include: [], exclude: [], writes: true, most: null, ...selection });
  const notes = 'misuse' in selected ? [] : selected.notes;
  expect(notes.filter((note) => note.startsWith('1 deprecated operation was left out'))).toHaveLength(count);
});
