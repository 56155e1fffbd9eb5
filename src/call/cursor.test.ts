import { expect, test } from 'vitest';
import { createMemoryState } from '../state/memory.ts';
import { StateUnavailable, type State } from '../state/state.ts';
import { createCursors, type CursorPlace } from './cursor.ts';
import { createCursorKeys } from './cursor-keys.ts';
import { longestCursor } from './cursor-seal.ts';

const now = Date.UTC(2026, 10, 23, 12);
const holder = { tenant: 'demo', caller: 'client:demo/agent' };
const place: CursorPlace = {
  capability: 'orders.list',
  digest: 'a'.repeat(64),
  arguments: { status: 'open', rut: '12.345.678-5' },
  offset: 40,
  of: 312,
  list: 'items',
};

/** A cursor, by whichever process makes it. */
async function made(state: State, what: Partial<CursorPlace> = {}, at = now): Promise<string> {
  const cursor = await createCursors(createCursorKeys(state)).make(holder, { ...place, ...what }, at);
  if (cursor.kind !== 'made') throw new Error(cursor.kind);
  return cursor.text;
}

function refusalOf(opened: object): string {
  return 'refusal' in opened ? (opened.refusal as { code: string }).code : 'opened';
}

test('a cursor leads back to its place, as often as it is sent, and in another process that shares the store', async () => {
  const state = createMemoryState();
  const text = await made(state);
  const other = createCursors(createCursorKeys(state));
  const opened = { ...place, digest: 'a'.repeat(32) };
  expect(await other.open(text, holder, now)).toEqual(opened);
  expect(await other.open(text, holder, now + 3_599_000)).toEqual(opened);
});

test('nothing of the call can be read in it', async () => {
  const text = Buffer.from(await made(createMemoryState()), 'base64url').toString('latin1');
  expect(text).not.toMatch(/orders|open|12\.345|demo|agent/);
});

test('with any of its bits changed, cut or made longer it is refused', async () => {
  const state = createMemoryState();
  const text = await made(state);
  const { open } = createCursors(createCursorKeys(state));
  const bytes = Buffer.from(text, 'base64url');
  for (let at = 0; at < bytes.length; at++)
    for (let bit = 0; bit < 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ (1 << bit);
      expect(refusalOf(await open(changed.toString('base64url'), holder, now))).toMatch(/^(invalid|expired)-cursor$/);
    }
  for (let length = 0; length < text.length; length++)
    expect(refusalOf(await open(text.slice(0, length), holder, now))).toBe('invalid-cursor');
  for (const wrong of [`${text}A`, `${text}=`, ` ${text}`, `${text}\n`, '', 'x'.repeat(9000), '🚚'])
    expect(refusalOf(await open(wrong, holder, now))).toBe('invalid-cursor');
  // Which day its key is of can be read, and is another one then.
  expect(refusalOf(await open(text.toUpperCase(), holder, now))).toMatch(/^(invalid|expired)-cursor$/);
});

test('spare bits of its last character are no second way to write it', async () => {
  const state = createMemoryState();
  const { open } = createCursors(createCursorKeys(state));
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let length = 0; length < 3; length++) {
    const text = await made(state, { arguments: { q: 'x'.repeat(length) } });
    const others = [...alphabet].filter((character) => !text.endsWith(character));
    for (const character of others)
      expect(refusalOf(await open(text.slice(0, -1) + character, holder, now))).toBe('invalid-cursor');
  }
});

test('another caller, another tenant and another time are refused, each with its own words', async () => {
  const state = createMemoryState();
  const text = await made(state);
  const { open } = createCursors(createCursorKeys(state));
  const cases = [
    [{ ...holder, caller: 'client:demo/web' }, now, 'invalid-cursor', /another caller/],
    [{ tenant: 'acme', caller: 'client:demo/agent' }, now, 'invalid-cursor', /another tenant/],
    [holder, now + 3_600_000, 'expired-cursor', /"orders.list" again/],
    [holder, now + 3 * 86_400_000, 'expired-cursor', /one hour/],
    [holder, now - 86_400_000, 'expired-cursor', /one hour/],
  ] as const;
  for (const [who, at, code, words] of cases) {
    const opened = await open(text, who, at);
    expect(opened).toMatchObject({ refusal: { code, detail: expect.stringMatching(words) as string } });
  }
});

test('one made in a day’s last minute is good in the next day', async () => {
  const state = createMemoryState();
  const lastMinute = Date.UTC(2026, 10, 23, 23, 59, 30);
  const text = await made(state, {}, lastMinute);
  expect(refusalOf(await createCursors(createCursorKeys(state)).open(text, holder, lastMinute + 120_000))).toBe(
    'opened',
  );
});

test('one of a store that is gone, or of another installation, is refused', async () => {
  const text = await made(createMemoryState());
  const other = createMemoryState();
  expect(refusalOf(await createCursors(createCursorKeys(other)).open(text, holder, now))).toBe('expired-cursor');
  await made(other);
  expect(refusalOf(await createCursors(createCursorKeys(other)).open(text, holder, now))).toBe('invalid-cursor');
});

test('arguments that are too long make none', async () => {
  const noise = Array.from({ length: longestCursor }, (_, index) => String.fromCharCode(33 + ((index * index) % 89)));
  const cursor = await createCursors(createCursorKeys(createMemoryState())).make(
    holder,
    { ...place, arguments: { q: noise.join('') + crypto.randomUUID().repeat(1), b: noise.map(() => Math.random()) } },
    now,
  );
  expect(cursor).toEqual({ kind: 'too-long' });
});

test('a store out of reach makes none and opens none, and a key that is known needs no store', async () => {
  const memory = createMemoryState();
  let isDown = false;
  const state: State = {
    ...memory,
    get: async (key) => (isDown ? Promise.reject(new StateUnavailable('down')) : memory.get(key)),
    putIfAbsent: async (...entry) => {
      if (isDown) throw new StateUnavailable('down');
      return memory.putIfAbsent(...entry);
    },
  };
  const text = await made(state);
  isDown = true;
  expect(await createCursors(createCursorKeys(state)).make(holder, place, now)).toEqual({ kind: 'unavailable' });
  expect(refusalOf(await createCursors(createCursorKeys(state)).open(text, holder, now))).toBe('state-unavailable');
  isDown = false;
  const warm = createCursors(createCursorKeys(state));
  await warm.make(holder, place, now);
  isDown = true;
  expect(refusalOf(await warm.open(text, holder, now))).toBe('opened');
});
