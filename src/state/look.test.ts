import { expect, test } from 'vitest';
import { onlyLooking } from './look.ts';
import { createMemoryState } from './memory.ts';

test('what is only looked at stays as it is, whatever is done to it', async () => {
  const state = createMemoryState();
  await state.putIfAbsent('there', 'a', 1000);
  const entry = await state.get('there');
  const look = onlyLooking(state);
  expect(await look.putIfAbsent('new', 'b', 1000)).toBeNull();
  expect(await look.putIfAbsent('there', 'b', 1000)).toEqual(entry);
  expect(await look.replace('there', entry?.version ?? '', 'b', 1000)).toBe(true);
  expect(await look.replace('there', 'another', 'b', 1000)).toBe(false);
  expect(await look.remove('there', entry?.version ?? '')).toBe(true);
  expect([await state.get('there'), await state.get('new')]).toEqual([entry, null]);
});
