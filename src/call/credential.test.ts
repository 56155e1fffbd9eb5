import { describe, expect, test } from 'vitest';
import { capability, provider, system, tenant } from '../build/workspace.fixture.ts';
import type { NetRequest } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { answered, callDemo, plainOrigin, refusalOf, scriptedNet } from './call.fixture.ts';
import { createCalls } from './call.ts';
import { fixedSecrets, testPorts } from './ports.fixture.ts';

const shopUrl = 'http://127.0.0.1:1/v1';
const endpoints = {
  get: {
    method: 'GET',
    path: '/orders',
    parameters: [
      ...['q', 'r'].map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
      ...['cart', 'session'].map((name) => ({ name, in: 'cookie' })),
      { name: 'all', in: 'cookie', schema: { type: 'object' } },
      { name: 'open', in: 'query', schema: { type: 'object' } },
    ],
  },
  make: { method: 'POST', path: '/orders', body: { schema: { type: 'object' } } },
};

function demoWith(auth: object | null, baseUrl = shopUrl) {
  return {
    ...system(),
    ...tenant('demo'),
    ...provider('demo', 'shop', baseUrl, endpoints, auth === null ? {} : { auth }),
    ...capability('demo', 'orders.get', 'shop/get'),
    ...capability('demo', 'orders.make', 'shop/make', { arguments: { order: { to: 'body' } } }),
  };
}

async function requestWith(auth: object | null, secrets: Record<string, string>, args: Json = {}, baseUrl = shopUrl) {
  const net = scriptedNet(() => answered({}));
  const reply = await callDemo(demoWith(auth, baseUrl), net, { secrets, args });
  expect(reply.kind).toBe('json');
  expect(net.sent).toHaveLength(1);
  return net.sent[0] as NetRequest;
}

describe('each kind of credential', () => {
  test('none', async () => {
    expect((await requestWith(null, {})).headers).not.toHaveProperty('authorization');
  });

  test('bearer', async () => {
    const sent = await requestWith({ type: 'bearer', token: { secret: 't' } }, { t: 'tok-en' });
    expect(sent.headers['authorization']).toBe('Bearer tok-en');
  });

  test('basic, in UTF-8', async () => {
    const auth = { type: 'basic', username: { secret: 'u' }, password: { secret: 'p' } };
    const sent = await requestWith(auth, { u: 'ana', p: 'contraseña:1' });
    const [scheme, encoded = ''] = (sent.headers['authorization'] ?? '').split(' ');
    expect([scheme, Buffer.from(encoded, 'base64').toString()]).toEqual(['Basic', 'ana:contraseña:1']);
  });

  test('a key in a header, with its prefix', async () => {
    const auth = { type: 'api_key', in: 'header', name: 'X-Shop-Key', key: { secret: 'k' }, prefix: 'Key ' };
    expect((await requestWith(auth, { k: 'abcd' })).headers['x-shop-key']).toBe('Key abcd');
  });

  test('a key in the query, encoded, behind what is there', async () => {
    const auth = { type: 'api_key', in: 'query', name: 'api_key', key: { secret: 'k' } };
    expect((await requestWith(auth, { k: 'a&b=c#' })).path).toBe('/v1/orders?api_key=a%26b%3Dc%23');
    expect((await requestWith(auth, { k: 'abcd' }, { q: 'x' })).path).toBe('/v1/orders?q=x&api_key=abcd');
  });

  test('a key in the query, which no argument of that name can stand before', async () => {
    const auth = { type: 'api_key', in: 'query', name: 'q', key: { secret: 'k' } };
    const more = { r: 'q=2', open: { q: 'of-the-caller' } };
    const sent = await requestWith(auth, { k: 'of-the-gateway' }, more);
    expect(sent.path).toBe('/v1/orders?r=q%3D2&q=of-the-gateway');
  });

  test('a cookie, with what would end it encoded', async () => {
    const auth = { type: 'api_key', in: 'cookie', name: 'session', key: { secret: 'k' } };
    expect((await requestWith(auth, { k: 's%3Aabc.d/e+f=' })).headers['cookie']).toBe('session=s%3Aabc.d/e+f=');
    const sent = await requestWith(auth, { k: 'a; admin="1",\\\r\nñ' });
    expect(sent.headers['cookie']).toBe('session=a%3B%20admin=%221%22%2C%5C%0D%0A%C3%B1');
  });

  test('a cookie, beside those of arguments, which cannot take its place', async () => {
    const auth = { type: 'api_key', in: 'cookie', name: 'session', key: { secret: 'k' } };
    const more = { cart: 'x; session=of-the-caller', all: { sessio: 'n', session: 'of-the-caller' } };
    const sent = await requestWith(auth, { k: 'of-the-gateway' }, more);
    expect(sent.headers['cookie']).toBe('cart=x%3B%20session%3Dof-the-caller; sessio=n; session=of-the-gateway');
  });

  test('a key in the path, encoded', async () => {
    const auth = { type: 'api_key', in: 'path', name: 'token', key: { secret: 'k' } };
    const sent = await requestWith(auth, { k: '12:a/../b?' }, {}, 'http://127.0.0.1:1/bot{token}');
    expect(sent.path).toBe('/bot12%3Aa%2F..%2Fb%3F/orders');
  });
});

describe('a secret that is not set', () => {
  test.each<[string, object]>([
    ['bearer', { type: 'bearer', token: { secret: 'absent' } }],
    ['basic', { type: 'basic', username: { secret: 'there' }, password: { secret: 'absent' } }],
    ['api_key', { type: 'api_key', in: 'query', name: 'k', key: { secret: 'absent' } }],
    [
      'oauth2',
      {
        type: 'oauth2',
        tokenUrl: 'http://127.0.0.1:1/token',
        clientId: { secret: 'there' },
        clientSecret: { secret: 'absent' },
      },
    ],
  ])('%s refuses before anything is sent', async (_type, auth) => {
    const net = scriptedNet(() => answered({}));
    const refusal = refusalOf(await callDemo(demoWith(auth), net, { secrets: { there: 'a-value-that-is-set' } }));
    expect(refusal.code).toBe('missing-credential');
    expect(refusal.detail).toContain('"absent"');
    expect(JSON.stringify(refusal)).not.toContain('a-value-that-is-set');
    expect(net.sent).toEqual([]);
  });
});

describe('what an argument or a constant says', () => {
  const auths = [
    { type: 'bearer', token: { secret: 'authorization' } } as const,
    { type: 'api_key', in: 'header', name: 'authorization', key: { secret: 'authorization' }, prefix: '' } as const,
  ];
  const shard = {
    name: 'demo',
    digest: '',
    limits: { requestBytes: 1000, answerBytes: 1000, rate: { limit: 1000, seconds: 60, burst: 1000 } },
    upstreams: {},
  } as unknown as TenantShard;
  const operation = {
    capability: 'orders.get',
    upstream: 'shop',
    method: 'GET',
    path: ['/'],
    input: { type: 'object' },
    output: null,
    body: null,
    result: null,
    paging: null,
    failure: null,
    polling: null,
    hints: {},
    timeoutMs: 1000,
    rate: null,
    idempotencyHeader: null,
    sensitive: { arguments: [], result: [] },
  } as unknown as Operation;

  test.each(
    auths.flatMap((auth) => ['authorization', 'Authorization', 'AUTHORIZATION'].map((name) => ({ auth, name }))),
  )('cannot take the place of the credential: $auth.type, $name', async ({ auth, name }) => {
    const upstream = {
      name: 'shop',
      shared: false,
      origin: 'http://127.0.0.1:1',
      basePath: [],
      network: 'private',
      auth,
      rate: null,
      concurrent: 64,
      retry: { attempts: 1 },
      redirects: null,
      connectTimeoutMs: 1000,
      firstByteTimeoutMs: null,
    };
    const net = scriptedNet(() => answered({}));
    const secrets = { ...fixedSecrets(), has: () => true, read: () => 'the-gateways-own' };
    const { reply } = await createCalls(testPorts(net, { secrets })).run({
      shard: { ...shard, upstreams: { shop: upstream } } as unknown as TenantShard,
      operation: {
        ...operation,
        headers: { authorization: 'a constant' },
        bindings: [{ argument: 'a', in: 'header', name, bodyPath: [], serialization: null, map: null, as: null }],
      } as unknown as Operation,
      arguments: { a: 'Bearer of-the-caller' },
      table: '',
      origin: plainOrigin,
    });
    expect(reply.kind).toBe('json');
    const headers = Object.entries(net.sent[0]?.headers ?? {}).filter(([key]) => key.toLowerCase() === 'authorization');
    expect(headers).toEqual([['authorization', expect.stringContaining('the-gateways-own')]]);
  });
});

describe('OAuth2', () => {
  const auth = {
    type: 'oauth2',
    tokenUrl: 'http://127.0.0.1:1/token',
    clientId: 'client',
    clientSecret: { secret: 'secret' },
  };
  const secrets = { secret: 'client-secret-value' };

  /** A token endpoint that numbers its tokens, and an API that answers 401 to those it refuses. */
  function shopNet(refuses: (token: string) => boolean) {
    let tokens = 0;
    return scriptedNet((request) => {
      if (request.path === '/token')
        return answered({ access_token: `token-number-${++tokens}`, token_type: 'Bearer', expires_in: 3600 });
      const token = (request.headers['authorization'] ?? '').slice('Bearer '.length);
      return refuses(token) ? answered({ message: `${token} has expired` }, { status: 401 }) : answered({ token });
    });
  }

  const sentTo = (net: ReturnType<typeof shopNet>) =>
    net.sent.map(({ path, headers }) => (path === '/token' ? path : `${path} ${headers['authorization']}`));

  test('a token is fetched first', async () => {
    const net = shopNet(() => false);
    expect((await callDemo(demoWith(auth), net, { secrets })).kind).toBe('json');
    expect(sentTo(net)).toEqual(['/token', '/v1/orders Bearer token-number-1']);
  });

  test('a refused one is renewed once, and the same request sent once more', async () => {
    const net = shopNet((token) => token === 'token-number-1');
    const options = { capability: 'orders.make', args: { order: { a: 1 } }, secrets };
    expect((await callDemo(demoWith(auth), net, options)).kind).toBe('json');
    expect(sentTo(net)).toEqual([
      '/token',
      '/v1/orders Bearer token-number-1',
      '/token',
      '/v1/orders Bearer token-number-2',
    ]);
    expect(net.sent[3]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  test('an API that refuses every token gets no third request, and what it says of them is not shown', async () => {
    const net = shopNet(() => true);
    const refusal = refusalOf(await callDemo(demoWith(auth), net, { secrets }));
    expect(refusal.code).toBe('upstream-unauthorized');
    expect(sentTo(net)).toHaveLength(4);
    expect(JSON.stringify(refusal)).toContain('[redacted] has expired');
    expect(JSON.stringify(refusal)).not.toContain('token-number');
  });

  test('without a token nothing is sent to the API', async () => {
    const net = scriptedNet(() => answered({ error: 'invalid_client', hint: secrets.secret }, { status: 401 }));
    const refusal = refusalOf(await callDemo(demoWith(auth), net, { secrets }));
    expect(refusal.code).toBe('upstream-token');
    expect(JSON.stringify(refusal)).not.toContain(secrets.secret);
    expect(sentTo(net)).toEqual(['/token']);
  });
});

describe('arguments', () => {
  const send = async (args: Json) => {
    const net = scriptedNet(() => answered({}));
    return { reply: await callDemo(demoWith(null), net, { capability: 'orders.make', args }), net };
  };

  test.each<[string, string]>([
    ['lists', `{"order":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
    ['objects', `{"order":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
  ])('that nest without end are refused: %s', async (_what, text) => {
    const { reply, net } = await send(JSON.parse(text) as Json);
    expect(refusalOf(reply).code).toBe('invalid-arguments');
    expect(net.sent).toEqual([]);
  });

  test('may nest as deep as anybody’s orders do', async () => {
    const { reply } = await send(JSON.parse(`{"order":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`) as Json);
    expect(reply.kind).toBe('json');
  });

  test('are data, whatever their members are called', async () => {
    const text = '{"__proto__":{"admin":true},"constructor":{"prototype":{}},"toString":1}';
    const { net } = await send(JSON.parse(`{"order":${text}}`) as Json);
    expect(net.sent[0]?.body).toBe(text);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    expect(refusalOf((await send(JSON.parse('{"__proto__":{"order":{}}}') as Json)).reply).code).toBe(
      'invalid-arguments',
    );
  });

  test.each<[Json]>([[null], [[]], ['x'], [1]])('that are no object are refused: %j', async (args) => {
    expect(refusalOf((await send(args)).reply).code).toBe('invalid-arguments');
  });
});
