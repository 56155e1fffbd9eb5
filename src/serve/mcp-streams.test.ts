import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Principal } from '../call/principal.ts';
import { createOpenStreams, type OpenStream } from './mcp-streams.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const client = { kind: 'client', tenant: 'demo', grant: {} } as Principal;
const token = (expiresAt: number) => ({ kind: 'token', identity: { expiresAt } }) as Principal;

function streamOf(principal: Principal, tenant = 'demo') {
  const destroy = vi.fn<() => void>();
  return {
    stream: { tenant, named: tenant, principal, request: {}, response: { destroy } } as unknown as OpenStream,
    destroy,
  };
}

const streamsThat = (mayListen: boolean) => createOpenStreams(() => mayListen, Date.now);

test('a token’s stream ends when the token does, however far that is', async () => {
  const streams = streamsThat(true);
  const days = 60 * 86_400_000;
  const { stream, destroy } = streamOf(token(Date.now() + days));
  streams.follow(stream);
  await vi.advanceTimersByTimeAsync(days - 1);
  expect(destroy).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(destroy).toHaveBeenCalledOnce();
});

test('one that is over leaves no timer, and is asked after no more', () => {
  const streams = streamsThat(false);
  const { stream, destroy } = streamOf(token(Date.now() + 1000));
  streams.follow(stream)();
  expect(vi.getTimerCount()).toBe(0);
  streams.endRevoked(new Set(['demo']));
  expect(destroy).not.toHaveBeenCalled();
});

test('a change ends those of changed tenants, and those of tokens wherever they are', () => {
  const streams = streamsThat(false);
  const [changed, unchanged, ofToken] = [streamOf(client), streamOf(client, 'other'), streamOf(token(1e15), 'other')];
  for (const { stream } of [changed, unchanged, ofToken]) streams.follow(stream);
  streams.endRevoked(new Set(['demo']));
  expect([changed, unchanged, ofToken].map(({ destroy }) => destroy.mock.calls.length)).toEqual([1, 0, 1]);
});

test.each([
  ['may go on', () => Promise.resolve(true), 0],
  ['may not', () => Promise.resolve(false), 1],
  ['cannot be told', () => Promise.reject(new Error('down')), 1],
])('whose answer has to be waited for, and %s', async (_what, answer, ends) => {
  const streams = createOpenStreams(answer, Date.now);
  const { stream, destroy } = streamOf(token(1e15));
  streams.follow(stream);
  streams.endRevoked(new Set());
  await vi.advanceTimersByTimeAsync(0);
  expect(destroy).toHaveBeenCalledTimes(ends);
});
