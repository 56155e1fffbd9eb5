import { expect, test } from 'vitest';
import { buildOf, capability, client, provider, system, tenant } from '../build/workspace.fixture.ts';
import { isIntact } from './seal.ts';
import { headOf, lazyShard, operationCount, shardText } from './lazy-shard.ts';

const shard = buildOf({
  ...system(),
  ...tenant('a'),
  ...client('a', 'agent', ['*']),
  ...provider('a', 'shop', 'https://api.example.com', { list: { method: 'GET', path: '/orders' } }),
  ...capability('a', 'orders.list', 'shop/list'),
}).table.tenants['a']!;

/** The shard as a snapshot gives it, and how often its text was asked for. */
function kept() {
  const count = { of: 0 };
  const head = JSON.parse(JSON.stringify(headOf(shard))) as ReturnType<typeof headOf>;
  const text = JSON.stringify(shard);
  const lazy = lazyShard(head, 1, () => {
    count.of++;
    return text;
  });
  return { lazy, count };
}

test('a shard that was kept as text is the same data to whoever uses it', () => {
  const { lazy } = kept();
  expect(JSON.stringify(lazy)).toBe(JSON.stringify(shard));
  expect(lazy).toEqual(shard);
  expect({ ...lazy }).toEqual(shard);
  expect(Object.keys(lazy)).toEqual(Object.keys(shard));
  expect(
    Object.isFrozen(lazy) && Object.isFrozen(lazy.clients) && Object.isFrozen(lazy.operations['orders.list']),
  ).toBe(true);
  expect(isIntact(lazy)).toBe(true);
});

test('it is parsed once, and not for what a start needs of it', () => {
  const { lazy, count } = kept();
  expect([lazy.name, lazy.uid, lazy.digest, Object.keys(lazy.clients), operationCount(lazy)]).toEqual([
    'a',
    shard.uid,
    shard.digest,
    ['agent'],
    1,
  ]);
  headOf(lazy);
  expect(count.of).toBe(0);
  expect(lazy.operations).toBe(lazy.operations);
  expect(lazy.upstreams).toEqual(shard.upstreams);
  expect(count.of).toBe(1);
});

test('its text is given on as it is; another shard’s is made', () => {
  expect(shardText(kept().lazy)).toBe(JSON.stringify(shard));
  expect(shardText(shard)).toBe(JSON.stringify(shard));
  expect(operationCount(shard)).toBe(1);
});

test('a shard whose content is not what its digest says is told', () => {
  const operation = { ...shard.operations['orders.list']!, title: 'Another' };
  expect(isIntact({ ...shard, operations: { 'orders.list': operation } })).toBe(false);
  expect(isIntact({ ...shard, title: 'Another' })).toBe(false);
});
