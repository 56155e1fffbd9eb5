import { expect, test } from 'vitest';
import { createMemoryState } from '../state/memory.ts';
import { type State, StateUnavailable } from '../state/state.ts';
import { createTrials } from './trials.ts';

/** Lets what is asked in the background be answered. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a trial begins when its tenant is first asked for, over restarts and for every replica', async () => {
  const state = createMemoryState();
  const first = createTrials(state, () => 1000);
  expect(first.startOf('demo')).toBe(1000);
  await settle();
  const second = createTrials(state, () => 5000);
  expect(second.startOf('demo')).toBe(5000);
  await settle();
  expect(second.startOf('demo')).toBe(1000);
  expect(second.startOf('other')).toBe(5000);
});

test('one process tells the same start for as long as the store knows no other', () => {
  const time = { now: 1000 };
  const trials = createTrials(createMemoryState(), () => time.now);
  trials.startOf('demo');
  time.now = 9000;
  expect(trials.startOf('demo')).toBe(1000);
});

test('a store that is out of reach is asked again, and not for every call', async () => {
  const [state, time] = [createMemoryState(), { now: 1000 }];
  let asked = 0;
  let isGone = true;
  const flaky: State = {
    ...state,
    putIfAbsent: async (...entry) => {
      asked++;
      if (isGone) throw new StateUnavailable('gone');
      return state.putIfAbsent(...entry);
    },
  };
  await state.putIfAbsent('trial:demo', '500', 60_000);
  const trials = createTrials(flaky, () => time.now);
  for (let count = 0; count < 10; count++) {
    expect(trials.startOf('demo')).toBe(1000);
    await settle();
  }
  expect(asked).toBe(1);
  isGone = false;
  time.now += 30_000;
  trials.startOf('demo');
  await settle();
  expect(trials.startOf('demo')).toBe(500);
  expect(asked).toBe(2);
});

test('what is no time counts as none', async () => {
  const state = createMemoryState();
  await state.putIfAbsent('trial:demo', 'soon', 60_000);
  const trials = createTrials(state, () => 1000);
  trials.startOf('demo');
  await settle();
  expect(trials.startOf('demo')).toBe(1000);
});
