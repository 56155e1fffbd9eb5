import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openNet, serveHttp } from './loopback.fixture.ts';
import type { Net, NetAnswer, NetRequest } from './net.ts';
import { createTokenSource, type TokenConfig } from './oauth2.ts';

const config: TokenConfig = {
  tokenUrl: 'https://login.example/oauth/token?tenant=1',
  clientId: 'client',
  clientSecret: 'hunter22-secret',
  clientAuth: 'basic',
  scopes: [],
  audience: null,
  network: 'private',
  timeoutMs: 5000,
};

function json(fields: unknown, status = 200): NetAnswer {
  return {
    ok: true,
    status,
    contentType: 'application/json',
    retryAfter: null,
    body: Buffer.from(JSON.stringify(fields)),
  };
}

/** A token endpoint that gives what the test puts in, in turn and the last one for ever, and a clock to set. */
function fakeEndpoint(...answers: NetAnswer[]) {
  const requests: NetRequest[] = [];
  const clock = { ms: 1_000_000 };
  const net: Net = {
    async send(request) {
      requests.push(request);
      await Promise.resolve();
      return answers.length > 1 ? answers.shift()! : answers[0]!;
    },
    close: () => Promise.resolve(),
  };
  return {
    requests,
    clock,
    open: (changes: Partial<TokenConfig> = {}) => createTokenSource(net, { ...config, ...changes }, () => clock.ms),
  };
}

const tokens = (...names: string[]) =>
  names.map((name) => json({ access_token: name, token_type: 'Bearer', expires_in: 1000 }));
const token = (name: string) => ({ ok: true, token: name });

describe('a token request', () => {
  async function requestOf(
    changes: Partial<TokenConfig>,
  ): Promise<{ headers: IncomingHttpHeaders; url: string | undefined; body: string }> {
    let seen: { headers: IncomingHttpHeaders; url: string | undefined; body: string } | undefined;
    const origin = await serveHttp(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      seen = { headers: request.headers, url: request.url, body };
      response.end('{"access_token":"t","token_type":"bearer"}');
    });
    const source = createTokenSource(openNet(), { ...config, tokenUrl: `${origin}/oauth/token?tenant=1`, ...changes });
    expect(await source.token()).toEqual(token('t'));
    return seen!;
  }

  it('names the client by HTTP Basic, form-encoded first', async () => {
    const { headers, url, body } = await requestOf({ clientId: 'my:id', clientSecret: 'a b+c:ñ%' });
    expect(url).toBe('/oauth/token?tenant=1');
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    const credentials = Buffer.from(headers.authorization!.replace('Basic ', ''), 'base64').toString();
    expect(credentials).toBe('my%3Aid:a+b%2Bc%3A%C3%B1%25');
    expect(body).toBe('grant_type=client_credentials');
  });

  it('names the client in the body when the provider wants it there, with scopes and audience', async () => {
    const { headers, body } = await requestOf({
      clientAuth: 'body',
      scopes: ['orders:read', 'b&c'],
      audience: 'https://api.example',
    });
    expect(headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'orders:read b&c',
      audience: 'https://api.example',
      client_id: 'client',
      client_secret: 'hunter22-secret',
    });
  });
});

describe('a token', () => {
  it('is fetched once for callers who come together, and kept', async () => {
    const endpoint = fakeEndpoint(...tokens('first', 'second'));
    const source = endpoint.open();
    const results = await Promise.all(Array.from({ length: 50 }, () => source.token()));
    expect(new Set(results.map((result) => JSON.stringify(result)))).toEqual(new Set([JSON.stringify(token('first'))]));
    expect(await source.token()).toEqual(token('first'));
    expect(endpoint.requests).toHaveLength(1);
  });

  it('is renewed beside the calls before it ends', async () => {
    const endpoint = fakeEndpoint(...tokens('first', 'second'));
    const source = endpoint.open();
    await source.token();
    endpoint.clock.ms += 939_000;
    expect(await source.token()).toEqual(token('first'));
    expect(endpoint.requests).toHaveLength(1);
    endpoint.clock.ms += 2_000;
    expect(await Promise.all([source.token(), source.token()])).toEqual([token('first'), token('first')]);
    await new Promise(setImmediate);
    expect(await source.token()).toEqual(token('second'));
    expect(endpoint.requests).toHaveLength(2);
  });

  it('serves until its end when its renewal fails, and not longer', async () => {
    const endpoint = fakeEndpoint(...tokens('first'), json({}, 503));
    const source = endpoint.open();
    await source.token();
    for (const ms of [950_000, 20_000, 20_000]) {
      endpoint.clock.ms += ms;
      expect(await source.token()).toEqual(token('first'));
      await new Promise(setImmediate);
    }
    endpoint.clock.ms += 10_000;
    expect(await source.token()).toMatchObject({ ok: false });
  });

  it.each([
    ['is a string', { expires_in: '1000' }, 1_000_000],
    ['is absent', {}, 300_000],
    ['is no number', { expires_in: 'soon' }, 300_000],
    ['is null', { expires_in: null }, 300_000],
    ['is negative', { expires_in: -5 }, 0],
  ])('ends as told when expires_in %s', async (_name, fields, lifetimeMs) => {
    const endpoint = fakeEndpoint(json({ access_token: 'first', ...fields }), ...tokens('second'));
    const source = endpoint.open();
    expect(await source.token()).toEqual(token('first'));
    endpoint.clock.ms += Math.max(0, lifetimeMs - 1);
    const before = await source.token();
    expect(before).toEqual(token(lifetimeMs === 0 ? 'second' : 'first'));
    endpoint.clock.ms += 1;
    expect(await source.token()).toEqual(token('second'));
  });
});

describe('a refused token', () => {
  it('is replaced once for all who were refused', async () => {
    const endpoint = fakeEndpoint(...tokens('first', 'second', 'third'));
    const source = endpoint.open();
    await source.token();
    const together = await Promise.all([source.refresh('first'), source.refresh('first'), source.token()]);
    expect(together).toEqual([token('second'), token('second'), token('second')]);
    expect(await source.refresh('first')).toEqual(token('second'));
    expect(endpoint.requests).toHaveLength(2);
  });

  it('is replaced at most once a second, as an API may refuse every token', async () => {
    const endpoint = fakeEndpoint(...tokens('first', 'second', 'third'));
    const source = endpoint.open();
    await source.token();
    expect(await source.refresh('first')).toEqual(token('second'));
    for (let call = 0; call < 20; call++) expect(await source.refresh('second')).toEqual(token('second'));
    expect(endpoint.requests).toHaveLength(2);
    endpoint.clock.ms += 1000;
    expect(await source.refresh('second')).toEqual(token('third'));
  });
});

describe('a token endpoint that fails', () => {
  const text = (body: string, status = 200): NetAnswer => ({
    ok: true,
    status,
    contentType: 'text/html',
    retryAfter: null,
    body: Buffer.from(body),
  });

  it.each([
    ['HTML', text('<html>hunter22-secret</html>'), /JSON object/],
    ['nothing', text(''), /JSON object/],
    ['an array', json(['hunter22-secret']), /JSON object/],
    ['null', json(null), /JSON object/],
    ['no token', json({ token_type: 'bearer' }), /access_token/],
    ['an empty token', json({ access_token: '' }), /access_token/],
    ['a number as token', json({ access_token: 7 }), /access_token/],
    ['a token with a line break', json({ access_token: 'a\r\nx: hunter22-secret' }), /access_token/],
    ['a token of 1 MB', json({ access_token: 'a'.repeat(1_000_000) }), /access_token/],
    ['a MAC token', json({ access_token: 'a', token_type: 'hunter22-secret' }), /Bearer/],
    ['an odd token type', json({ access_token: 'a', token_type: null }), /Bearer/],
    [
      'an error',
      json({ error: 'invalid_client', error_description: 'hunter22-secret is wrong' }, 401),
      /401 \(invalid_client\)/,
    ],
    ['an error of its own', json({ error: 'hunter22-secret' }, 400), /status 400\./],
    ['a redirect', text('', 302), /302/],
    [
      'no answer',
      { ok: false, reason: 'unreachable', detail: 'It refused the connection.' } as const,
      /refused the connection/,
    ],
  ])('by %s gives a detail without a secret', async (_name, answer, detail) => {
    const result = await fakeEndpoint(answer).open().token();
    expect(result).toEqual({ ok: false, detail: expect.stringMatching(detail) });
    expect(JSON.stringify(result)).not.toContain('hunter22');
  });

  it('is asked once a second, and its recovery is noticed', async () => {
    const endpoint = fakeEndpoint(json({}, 500), ...tokens('first'));
    const source = endpoint.open();
    for (let call = 0; call < 20; call++) expect(await source.token()).toMatchObject({ ok: false });
    expect(await source.refresh('gone')).toMatchObject({ ok: false });
    expect(endpoint.requests).toHaveLength(1);
    endpoint.clock.ms += 1000;
    expect(await source.token()).toEqual(token('first'));
  });

  it('is not asked when its URL is none', async () => {
    const endpoint = fakeEndpoint(...tokens('never'));
    for (const tokenUrl of ['', '/oauth/token', 'ftp://login.example/', 'https://id:secret@login.example/']) {
      expect(await endpoint.open({ tokenUrl }).token()).toMatchObject({ ok: false });
    }
    expect(endpoint.requests).toHaveLength(0);
  });
});
