import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openRedis } from '../net/redis.ts';
import { hasRedis, type RedisServer, startRedis } from '../net/redis.fixture.ts';
import { promisesOfState } from './contract.fixture.ts';
import { createRedisState } from './redis.ts';
import { StateUnavailable } from './state.ts';

// Servers and processes are started, on machines that may have other things to do.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

describe.skipIf(!hasRedis)('with a redis-server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.end());

  async function open() {
    const redis = openRedis(server.url);
    onTestFinished(() => redis.close());
    await redis.whenReady(5000);
    return createRedisState(redis);
  }

  promisesOfState(async () => [await open(), await open()]);

  test('one that is gone is said to be unavailable, and comes back by itself', async () => {
    const state = await open();
    await server.kill();
    await expect(state.get('key')).rejects.toThrow(StateUnavailable);
    await expect(state.putIfAbsent('key', 'value', 1000)).rejects.toThrow(/state in Redis .* redis:\/\/127\.0\.0\.1:/);
    await server.start();
    await vi.waitUntil(async () => (await state.get('key').catch(() => 'down')) === null, 5000);
  });
});
