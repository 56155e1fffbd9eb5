import { expect, test } from 'vitest';
import { capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import type { Net } from '../net/net.ts';
import { answered, demoCaller, refusalOf, scriptedNet } from './call.fixture.ts';
import { fixedSecrets, testPorts } from './ports.fixture.ts';

const auth = {
  type: 'oauth2',
  tokenUrl: 'http://127.0.0.1:1/token',
  clientId: { secret: 'client' },
  clientSecret: { secret: 'client' },
};

function demo(timeoutMs: number): Manifests {
  const make = { method: 'POST', path: '/orders', timeoutMs };
  return {
    ...system(),
    ...tenant('demo'),
    ...provider('demo', 'shop', 'http://127.0.0.1:1', { make }, { auth }),
    ...capability('demo', 'orders.make', 'shop/make'),
  };
}

/** Tokens by number, of which only the first `prompt` come; the API refuses them all. */
function slowTokens(prompt: number): Net & { readonly paths: string[] } {
  const paths: string[] = [];
  let tokens = 0;
  return {
    paths,
    send: async ({ path }) => {
      paths.push(path);
      if (path !== '/token') return answered({}, { status: 401 });
      if (++tokens > prompt) return new Promise(() => {});
      return answered({ access_token: `token-${tokens}`, token_type: 'Bearer' });
    },
    close: async () => {},
  };
}

const secrets = fixedSecrets({ client: 'client-secret-value' });

test('a token that does not come is waited for no longer than the call may take, and nothing is sent', async () => {
  const net = slowTokens(0);
  const { reply } = await demoCaller(demo(100), testPorts(net, { secrets }))('orders.make');
  expect(refusalOf(reply)).toMatchObject({ code: 'upstream-token', outcome: 'not_sent' });
  expect(net.paths).toEqual(['/token']);
});

test('a newer token that does not come leaves the answer to the one before', async () => {
  const net = slowTokens(1);
  const { reply } = await demoCaller(demo(100), testPorts(net, { secrets }))('orders.make');
  expect(refusalOf(reply)).toMatchObject({ code: 'upstream-unauthorized', outcome: 'rejected' });
  expect(net.paths).toEqual(['/token', '/orders', '/token']);
});

test('a caller who goes away waits for no token', async () => {
  const caller = new AbortController();
  const call = demoCaller(demo(60_000), testPorts(slowTokens(0), { secrets }));
  const called = call('orders.make', {}, { signal: caller.signal });
  setTimeout(() => caller.abort(), 5);
  expect(refusalOf((await called).reply)).toMatchObject({ code: 'cancelled', outcome: 'not_sent' });
});

test('a call whose time is over before it is sent is not sent', async () => {
  const net = scriptedNet(() => answered({}));
  const ports = testPorts(net, { secrets });
  const begin = () => new Promise<boolean>((resolve) => setTimeout(resolve, 120, true));
  const plain = {
    ...demo(100),
    ...provider('demo', 'shop', 'http://127.0.0.1:1', { make: { method: 'POST', path: '/orders', timeoutMs: 100 } }),
  };
  const { reply } = await demoCaller(plain, { ...ports, audit: { ...ports.audit, begin } })('orders.make');
  expect(refusalOf(reply)).toMatchObject({ code: 'upstream-timeout', outcome: 'not_sent' });
  expect(net.sent).toEqual([]);
});
