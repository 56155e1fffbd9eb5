import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answering,
  entries,
  idsOf,
  listed,
  openShop,
  shopPage,
  ways,
  type Entry,
  type Listed,
} from './pages.fixture.ts';

const shopOf = (list: readonly Entry[]) => answering((asked) => shopPage(list, asked));

describe.each(Object.keys(ways))('pages by %s', (way) => {
  test('a call gets as many items as it asks for, and its cursor leads on to the end', async () => {
    const { call } = await openShop(shopOf(entries(50)));
    const first = await listed(call(`${way}.list`, { limit: 17 }));
    expect(idsOf(first)).toEqual(entries(17).map(({ id }) => id));
    const second = await listed(call(`${way}.list`, { limit: 30, cursor: first.nextCursor }));
    const third = await listed(call(`${way}.list`, { limit: 40, cursor: second.nextCursor }));
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(entries(50).map(({ id }) => id));
    expect(third.incomplete).toBeUndefined();
  });

  test('any sequence of limits gives the whole list, once and in order', async () => {
    let list: Entry[] = [];
    const { call } = await openShop(answering((asked) => shopPage(list, asked)));
    const limits = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60 }), limits, async (count, wanted) => {
        list = entries(count);
        const got: number[] = [];
        let cursor: string | null = null;
        for (let calls = 0; calls === 0 || cursor !== null; calls++) {
          const limit = wanted[calls % wanted.length] as number;
          const part: Listed = await listed(call(`${way}.list`, { limit, ...(cursor !== null && { cursor }) }));
          expect(part.items.length).toBeLessThanOrEqual(limit);
          got.push(...idsOf(part));
          ({ nextCursor: cursor } = part);
          expect(calls).toBeLessThan(200);
        }
        expect(got).toEqual(list.map(({ id }) => id));
      }),
      { numRuns: 5 },
    );
  });

  test('an empty list is empty, and nothing follows', async () => {
    const { call } = await openShop(shopOf([]));
    expect(await listed(call(`${way}.list`))).toMatchObject({ items: [], nextCursor: null });
  });
});
