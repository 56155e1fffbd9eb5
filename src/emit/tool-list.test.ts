import { expect, test } from 'vitest';
import type { Operation } from '../table/table.ts';
import { operationOf } from '../table/operation.fixture.ts';
import { countTokens } from '../tokens.ts';
import { ownToolNames, ownTools } from './own-tools.ts';
import { directTools, isSearched, ownToolsIn, toolListTexts, type Listed } from './tool-list.ts';

const writing = { readOnly: false, destructive: false, idempotent: false };

function named(name: string, changes: Partial<Operation> = {}): Operation {
  return operationOf({ capability: name, tool: name.replaceAll('.', '_'), ...changes });
}

function many(count: number, changes: Partial<Operation> = {}): Operation[] {
  return Array.from({ length: count }, (_, index) => named(`orders.n${index}`, changes));
}

const names = (listed: Listed): string[] =>
  toolListTexts(listed, 'plain').map((text) => (JSON.parse(text) as { name: string }).name);

test('up to the limit each capability is a tool, beside the one that reads on', () => {
  expect(names({ operations: many(3), directTools: 3 })).toEqual(['orders_n0', 'orders_n1', 'orders_n2', 'read_more']);
  expect(isSearched({ operations: many(3), directTools: 3 })).toBe(false);
});

test('above it there are tools to search, describe and call, beside what is pinned', () => {
  const operations = [...many(3), named('stock.get', { isPinned: true }), named('orders.make', { hints: writing })];
  expect(names({ operations, directTools: 4 })).toEqual([
    'stock_get',
    'search_capabilities',
    'describe_capability',
    'call_read',
    'call_write',
    'read_more',
  ]);
});

test.each<[string, Partial<Operation>, string[]]>([
  ['only reads', {}, ['search_capabilities', 'describe_capability', 'call_read', 'read_more']],
  ['only writes', { hints: writing }, ['search_capabilities', 'describe_capability', 'call_write']],
])('who %s is not offered the other', (_, changes, expected) => {
  expect(ownToolsIn({ operations: many(2, changes), directTools: 1 })).toEqual(expected);
});

test('who may call nothing is offered nothing', () => {
  expect(names({ operations: [], directTools: 0 })).toEqual([]);
});

test('what clients would not take as a tool is left out, and all others stay', () => {
  const operations = [named('a.b'), named('c.d', { tool: 'no tool!' })];
  expect(directTools({ operations, directTools: 9 }).map(({ tool }) => tool)).toEqual(['a_b']);
});

test('the list of a large tenant costs as much as that of any other', () => {
  const tokensOf = (count: number) =>
    countTokens(
      `[${toolListTexts({ operations: [...many(count), named('a.b', { hints: writing })], directTools: 40 }, 'plain').join()}]`,
    );
  expect(tokensOf(1_000)).toBe(tokensOf(100));
  expect(tokensOf(1_000)).toBeLessThan(2_500);
});

test('the gateway’s own tools have the names that they go by, and hints that clients ask by', () => {
  expect(Object.entries(ownTools).map(([name, tool]) => [name, tool.name])).toEqual(
    ownToolNames.map((name) => [name, name]),
  );
  expect(ownToolNames.filter((name) => !ownTools[name].annotations.readOnlyHint)).toEqual(['call_write']);
});
