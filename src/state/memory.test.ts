import { expect, test } from 'vitest';
import { promisesOfState } from './contract.fixture.ts';
import { createMemoryState } from './memory.ts';
import { StateUnavailable } from './state.ts';

promisesOfState(async () => {
  const state = createMemoryState();
  return [state, state];
});

test('when it is full it takes nothing new, and room comes as entries end', async () => {
  const time = { now: 0 };
  const state = createMemoryState(() => time.now);
  const large = 'x'.repeat(1024 * 1024);
  for (let count = 0; count < 64; count++) await state.putIfAbsent(`key:${count}`, large, 1000 + count);
  await expect(state.putIfAbsent('one-more', large, 1000)).rejects.toThrow(StateUnavailable);
  const entry = await state.get('key:0');
  expect(await state.replace('key:0', entry?.version ?? '', 'small', 10_000)).toBe(true);
  time.now = 2000;
  for (let count = 0; count < 20; count++) await state.putIfAbsent(`new:${count}`, large, 1000).catch(() => {});
  expect(await state.putIfAbsent('now-it-fits', large, 1000)).toBeNull();
  expect(await state.get('key:0')).toMatchObject({ value: 'small' });
});
