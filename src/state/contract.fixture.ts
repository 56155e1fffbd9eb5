/** What every store promises: one suite for all adapters. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { State, StateEntry } from './state.ts';

/** Two handles on one store, as two processes have them; one that cannot be shared is given twice. */
export type OpenBoth = () => Promise<readonly [State, State]>;

const hour = 3_600_000;
let keys = 0;

/** Every test uses keys of its own, so that a store may be shared by them. */
function freshKey(): string {
  return `test:${process.pid}:${++keys}`;
}

/** Registers the suite. */
export function promisesOfState(open: OpenBoth): void {
  testVersions(open);
  testTimes(open);
  testBounds(open);
  testOrder(open);
}

function testVersions(open: OpenBoth): void {
  test('keeps the first value, and tells the others', async () => {
    const [one, other] = await open();
    const key = freshKey();
    expect(await one.get(key)).toBeNull();
    expect(await one.putIfAbsent(key, 'first', hour)).toBeNull();
    const entry = (await other.putIfAbsent(key, 'second', hour)) as StateEntry;
    expect(entry).toEqual({ value: 'first', version: expect.any(String) });
    expect(await other.get(key)).toEqual(entry);
  });

  test('replaces and removes only the version that is known, and no version comes back', async () => {
    const [one, other] = await open();
    const key = freshKey();
    const versions: string[] = [];
    const remember = async () => versions.push((await one.get(key))?.version as string);
    await one.putIfAbsent(key, 'same', hour);
    await remember();
    expect(await other.replace(key, versions[0] as string, 'same', hour)).toBe(true);
    await remember();
    expect(await one.replace(key, versions[0] as string, 'late', hour)).toBe(false);
    expect(await one.remove(key, versions[0] as string)).toBe(false);
    expect(await one.remove(key, versions[1] as string)).toBe(true);
    expect(await one.remove(key, versions[1] as string)).toBe(false);
    expect(await other.replace(key, versions[1] as string, 'gone', hour)).toBe(false);
    expect(await other.get(key)).toBeNull();
    await other.putIfAbsent(key, 'same', hour);
    await remember();
    expect(new Set(versions).size).toBe(3);
  });

  test('gives a key to one of many who ask at once', async () => {
    const both = await open();
    const key = freshKey();
    const asked = Array.from({ length: 20 }, (_, index) =>
      (both[index % 2] as State).putIfAbsent(key, `${index}`, hour),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    const { version } = (await both[0].get(key)) as StateEntry;
    const replaced = await Promise.all(both.map((state) => state.replace(key, version, 'new', hour)));
    expect(replaced.toSorted()).toEqual([false, true]);
  });
}

function testTimes(open: OpenBoth): void {
  test('forgets a value when its time is over; a new value begins a new time', async () => {
    const [one, other] = await open();
    const [short, replaced] = [freshKey(), freshKey()];
    await one.putIfAbsent(short, 'value', 20);
    await one.putIfAbsent(replaced, 'value', hour);
    const { version } = (await one.get(replaced)) as StateEntry;
    expect(await one.replace(replaced, version, 'shorter', 20)).toBe(true);
    for (const key of [short, replaced]) {
      await vi.waitUntil(async () => (await other.get(key)) === null, { timeout: 5000, interval: 5 });
      expect(await one.replace(key, version, 'late', hour)).toBe(false);
      expect(await one.putIfAbsent(key, 'again', hour)).toBeNull();
      expect(await other.get(key)).toMatchObject({ value: 'again' });
    }
  });
}

function testBounds(open: OpenBoth): void {
  test('takes any text as a value', async () => {
    const [one, other] = await open();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter }), async (value) => {
        const key = freshKey();
        await one.putIfAbsent(key, value, hour);
        expect(await other.get(key)).toMatchObject({ value });
      }),
      { numRuns: 50 },
    );
  });

  test('takes no key and no value beyond its bounds', async () => {
    const [one, other] = await open();
    const largest = 'ñ'.repeat(512 * 1024);
    const longest = `${freshKey()}:${'k'.repeat(512)}`.slice(0, 512);
    expect(await one.putIfAbsent(longest, largest, hour)).toBeNull();
    expect((await other.get(longest))?.value === largest).toBe(true);
    await expect(one.putIfAbsent(freshKey(), `${largest}.`, hour)).rejects.toThrow('1 MiB');
    await expect(one.putIfAbsent(freshKey(), '\ud800', hour)).rejects.toThrow('well-formed');
    await expect(one.putIfAbsent(freshKey(), '', 0)).rejects.toThrow('time to live');
    for (const key of ['', 'k'.repeat(513), 'a\nb', 'a\0b', '\udc00'])
      await expect(one.get(key)).rejects.toThrow('printable text');
  });
}

/** Any code point but halves of surrogate pairs. */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10f7ff })
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));

function testOrder(open: OpenBoth): void {
  test('is the map that one would expect, whatever the order of operations', async () => {
    const both = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async (steps) => {
        const { told, expected } = await play(both, freshKey(), steps);
        expect(told).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
}

interface Step {
  readonly handle: 0 | 1;
  readonly key: string;
  readonly what: 'put' | 'replace' | 'remove';
  readonly isStale: boolean;
  readonly value: string;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  handle: fc.constantFrom(0 as const, 1 as const),
  key: fc.constantFrom('a', 'b'),
  what: fc.constantFrom('put' as const, 'replace' as const, 'remove' as const),
  isStale: fc.boolean(),
  value: fc.string({ maxLength: 5 }),
});

/** Runs steps on the store and on a map; gives what the store told, and what it should have. */
async function play(both: readonly [State, State], prefix: string, steps: readonly Step[]) {
  const model = new Map<string, string>();
  const [told, expected]: [unknown[], unknown[]] = [[], []];
  for (const step of steps) {
    const key = `${prefix}:${step.key}`;
    told.push(await runStep(both[step.handle], key, step));
    expected.push(modelStep(model, key, step));
    told.push((await both[1 - step.handle]?.get(key))?.value);
    expected.push(model.get(key));
  }
  return { told, expected };
}

async function runStep(state: State, key: string, { what, isStale, value }: Step): Promise<unknown> {
  if (what === 'put') return (await state.putIfAbsent(key, value, hour))?.value;
  const version = isStale ? 'stale' : ((await state.get(key))?.version ?? 'none');
  return what === 'replace' ? state.replace(key, version, value, hour) : state.remove(key, version);
}

function modelStep(model: Map<string, string>, key: string, { what, isStale, value }: Step): unknown {
  const before = model.get(key);
  if (what === 'put' && before === undefined) model.set(key, value);
  if (what === 'put') return before;
  if (before === undefined || isStale) return false;
  if (what === 'replace') model.set(key, value);
  else model.delete(key);
  return true;
}
