import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { redisTargetOf } from './redis-url.ts';
import { openRedis, RedisFailure } from './redis.ts';
import { hasRedis, startRedis } from './redis.fixture.ts';

// Servers and processes are started, on machines that may have other things to do.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

describe('the URL', () => {
  test.each([
    ['redis://localhost', { place: 'redis://localhost:6379/0', host: 'localhost', port: 6379, tls: false }],
    ['rediss://cache.example:6380/3', { place: 'rediss://cache.example:6380/3', port: 6380, tls: true, database: 3 }],
    ['redis://[::1]:7000', { place: 'redis://[::1]:7000/0', host: '::1' }],
    ['redis://:p%40ss@cache', { place: 'redis://cache:6379/0', username: '', password: 'p@ss' }],
    ['redis://user:pass@cache/1', { place: 'redis://cache:6379/1', username: 'user', password: 'pass' }],
  ])('%s', (url, target) => {
    expect(redisTargetOf(url)).toMatchObject(target);
  });

  test.each([
    'http://user:hunter2@cache',
    'redis://user:hunter2@cache/one',
    'redis://user:hunter2%zz@cache',
    'redis://user:hunter2@cache:port',
    'hunter2',
    '',
  ])('%s is refused without being shown', (url) => {
    expect(() => openRedis(url)).toThrow(/^The URL of Redis has to be of the form redis:/);
    try {
      openRedis(url);
    } catch (error) {
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2');
    }
  });

  test('what a server repeats of the password is not shown', () => {
    const target = redisTargetOf('redis://:p%40ss@cache');
    expect(target.hide(new Error("unknown command 'HELLO' with 'p@ss' or 'p%40ss'"))).toBe(
      "redis://cache:6379/0: unknown command 'HELLO' with '***' or '***'",
    );
  });
});

describe('without a server', () => {
  test('nothing waits, and the loss is told once', async () => {
    const onState = vi.fn<(state: string, detail: string) => void>();
    const redis = openRedis('redis://:hunter2@127.0.0.1:1', { onState });
    onTestFinished(() => redis.close());
    await expect(redis.script('return 1', 60_000).run([], [])).rejects.toThrow(RedisFailure);
    expect(await redis.whenReady(300)).toBe(false);
    await vi.waitUntil(() => onState.mock.calls.length > 0, 5000);
    expect(onState.mock.calls).toEqual([
      ['lost', expect.stringMatching(/^redis:\/\/127\.0\.0\.1:1\/0: .*ECONNREFUSED/)],
    ]);
  });

  test('closing is possible at any time, also before the client is there', async () => {
    const redis = openRedis('redis://127.0.0.1:1');
    await redis.close();
    expect(redis.isReady()).toBe(false);
    await redis.close();
  });

  test('one that says nothing is no connection', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const redis = openRedis(`redis://127.0.0.1:${port}`);
    onTestFinished(async () => {
      await redis.close();
      server.close();
    });
    expect(await redis.whenReady(500)).toBe(false);
  });
});

describe.skipIf(!hasRedis)('with a redis-server', () => {
  test('a password opens it, a wrong one is refused and not shown', async () => {
    const server = await startRedis(['--requirepass', 'hunter2']);
    onTestFinished(() => server.end());
    const onState = vi.fn<(state: string, detail: string) => void>();
    const right = openRedis(server.url.replace('//', '//:hunter2@'));
    const wrong = openRedis(server.url.replace('//', '//:hunter3@'), { onState });
    onTestFinished(async () => {
      await right.close();
      await wrong.close();
    });
    expect(await right.whenReady(5000)).toBe(true);
    expect(await right.script('return {KEYS[1], ARGV[1], 1}', 5000).run(['key'], ['ñ'])).toEqual(['key', 'ñ', 1]);
    await vi.waitUntil(() => onState.mock.calls.length > 0, 5000);
    expect(onState.mock.calls[0]).toEqual(['lost', expect.stringContaining('WRONGPASS')]);
    expect(JSON.stringify(onState.mock.calls)).not.toContain('hunter');
  });

  test('it finds its way back, also to a server that has lost the scripts, and tells both', async () => {
    const server = await startRedis();
    onTestFinished(() => server.end());
    const onState = vi.fn<(state: string) => void>();
    const redis = openRedis(server.url, { onState: (state) => onState(state) });
    onTestFinished(() => redis.close());
    await redis.whenReady(5000);
    const script = redis.script('return 1', 5000);
    expect(await script.run([], [])).toBe(1);
    await server.kill();
    await vi.waitUntil(() => !redis.isReady(), 5000);
    await server.start();
    expect(await redis.whenReady(5000)).toBe(true);
    expect(await script.run([], [])).toBe(1);
    expect(onState.mock.calls.flat()).toEqual(['ready', 'lost', 'ready']);
  });

  test('an answer that does not come in time is not waited for', async () => {
    const server = await startRedis();
    onTestFinished(() => server.end());
    const redis = openRedis(server.url);
    onTestFinished(() => redis.close());
    await redis.whenReady(5000);
    server.pause();
    await expect(redis.script('return 1', 50).run([], [])).rejects.toThrow(/did not answer within 50 ms/);
    server.resume();
    expect(await redis.script('return 1', 5000).run([], [])).toBe(1);
  });

  test('what the server refuses is said', async () => {
    const server = await startRedis();
    onTestFinished(() => server.end());
    const redis = openRedis(server.url);
    onTestFinished(() => redis.close());
    await redis.whenReady(5000);
    await expect(redis.script('nonsense', 5000).run([], [])).rejects.toThrow(RedisFailure);
  });
});
