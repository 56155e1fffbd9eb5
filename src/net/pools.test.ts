import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openNet, requestTo, serveHttp, serveSockets } from './loopback.fixture.ts';
import { createPools } from './pools.ts';

function openPools(origins: number): ReturnType<typeof createPools> {
  const pools = createPools({ origins });
  onTestFinished(() => pools.close());
  return pools;
}

describe('pools', () => {
  it('stay bounded when origins come and go; the one unused for longest is closed', () => {
    const pools = openPools(3);
    const poolOf = (name: string) => pools.poolFor(requestTo(`http://${name}.example`)) as { closed: boolean };
    const [a, b, c] = [poolOf('a'), poolOf('b'), poolOf('c')];
    expect(poolOf('a')).toBe(a);
    const d = poolOf('d');
    expect([a, b, c, d].map((pool) => pool.closed)).toEqual([false, true, false, false]);
    const all = Array.from({ length: 1000 }, (_, at) => poolOf(`host-${at}`));
    expect(all.filter((pool) => !pool.closed)).toHaveLength(3);
  });

  it('are apart for the public and the private network', () => {
    const pools = openPools(5);
    const open = (network: 'public' | 'private') => pools.poolFor(requestTo('http://same.example', { network }));
    expect(open('public')).not.toBe(open('private'));
    expect(open('public')).toBe(open('public'));
  });

  it('are closed when unused for two minutes', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const pools = openPools(5);
    const used = requestTo('http://used.example');
    const [idle, kept] = [pools.poolFor(requestTo('http://idle.example')), pools.poolFor(used)];
    vi.advanceTimersByTime(60_000);
    expect(pools.poolFor(used)).toBe(kept);
    vi.advanceTimersByTime(60_000);
    expect(idle).toHaveProperty('closed', true);
    expect(kept).toHaveProperty('closed', false);
  });

  it('let a request under way end before they close', async () => {
    const answers: (() => void)[] = [];
    const slow = await serveHttp((_request, response) => void answers.push(() => response.end('late')));
    const other = await serveHttp((_request, response) => void response.end('other'));
    const net = openNet({ origins: 1 });
    const underWay = net.send(requestTo(slow));
    await vi.waitUntil(() => answers.length === 1);
    expect(await net.send(requestTo(other))).toMatchObject({ ok: true });
    answers[0]!();
    expect(await underWay).toMatchObject({ ok: true, body: Buffer.from('late') });
  });
});

describe('closing the net', () => {
  it('gives up what is under way or waiting, also in pools that were closing, and refuses what comes later', async () => {
    let requests = 0;
    const silent = await serveSockets(() => void requests++);
    const alsoSilent = await serveSockets(() => void requests++);
    const net = openNet({ origins: 1, connections: 1 });
    const underWay = [net.send(requestTo(silent)), net.send(requestTo(silent)), net.send(requestTo(alsoSilent))];
    await vi.waitUntil(() => requests === 2);
    await net.close();
    for (const answer of await Promise.all(underWay)) expect(answer).toMatchObject({ ok: false, reason: 'aborted' });
    expect(await net.send(requestTo(silent))).toMatchObject({ ok: false, reason: 'aborted', sent: false });
    await net.close();
  });
});
