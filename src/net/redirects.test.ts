import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openNet, requestTo, serveHttp } from './loopback.fixture.ts';
import type { NetAnswer, NetRequest } from './net.ts';
import { followRedirects, mayFollow } from './redirects.ts';

const home = 'https://shop.example';
const files = 'https://files.example';
const secret = {
  accept: 'application/json',
  authorization: 'Bearer k',
  'x-api-key': 'k',
  cookie: 'k',
  'user-agent': 'x',
};

function redirect(location?: string, status = 302): NetAnswer {
  const answer = { ok: true, status, contentType: '', retryAfter: null, body: Buffer.alloc(0) } as const;
  return location === undefined ? answer : { ...answer, location };
}

const done = redirect(undefined, 200);

/** Follows through scripted answers; gives what was sent and the final one. */
async function follow(answers: readonly NetAnswer[], changes: Partial<NetRequest> = {}) {
  const sent: NetRequest[] = [];
  const left = [...answers];
  const request = requestTo(home, {
    path: '/v1/orders?key=k',
    network: 'public',
    headers: secret,
    redirects: { origins: [files] },
    ...changes,
  });
  const answer = await followRedirects(request, (hop) => {
    sent.push(hop);
    return Promise.resolve(left.shift() ?? done);
  });
  return { sent, answer, urls: sent.map((hop) => hop.origin + hop.path) };
}

describe('a request that may be redirected', () => {
  it.each([
    ['GET', true],
    ['HEAD', true],
    ['POST', false],
    ['PUT', false],
    ['DELETE', false],
    ['OPTIONS', false],
  ])('of %s: %s', (method, expected) => {
    expect(mayFollow(requestTo(home, { method, redirects: { origins: [] } }))).toBe(expected);
    expect(mayFollow(requestTo(home, { method, redirects: null }))).toBe(false);
    expect(mayFollow(requestTo(home, { method }))).toBe(false);
    expect(mayFollow(requestTo(home, { method, redirects: { origins: [] }, isWrite: true }))).toBe(false);
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('of %d is followed', async (status) => {
    const { urls, answer } = await follow([redirect('/v2/orders', status)]);
    expect(urls).toEqual([`${home}/v1/orders?key=k`, `${home}/v2/orders`]);
    expect(answer).toBe(done);
  });

  it.each([
    [300, '/v2'],
    [304, '/v2'],
    [305, '/v2'],
    [201, '/v2'],
    [302, undefined],
  ])('of %d to %s is an answer', async (status, location) => {
    const { sent, answer } = await follow([redirect(location, status)]);
    expect(sent).toHaveLength(1);
    expect(answer).toMatchObject({ status });
  });

  it.each([
    ['/v2', `${home}/v2`],
    ['v2?page=2#part', `${home}/v1/v2?page=2`],
    ['?page=2', `${home}/v1/orders?page=2`],
    ['../../../etc', `${home}/etc`],
    ['//files.example/x', `${files}/x`],
    ['https://files.example:443/x', `${files}/x`],
    ['https:///shop.example/x', `${home}/x`],
    ['HTTPS://FILES.EXAMPLE/ñ', `${files}/%C3%B1`],
  ])('to %s leads to %s', async (location, url) => {
    expect((await follow([redirect(location)])).urls[1]).toBe(url);
  });

  it.each([
    'https://other.example/',
    'https://shop.example.evil.example/',
    'https://shop.example:8443/',
    'https://sub.shop.example/',
    'http://shop.example/',
    'http://files.example/',
    'https://user:pass@files.example/',
    'https://shop.example@evil.example/',
    '//evil.example',
    '\\\\evil.example\\x',
    'https://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'ftp://shop.example/',
    'http://[',
    'https://',
  ])('to %s is not followed', async (location) => {
    const { sent, answer } = await follow([redirect(location)]);
    expect(sent).toHaveLength(1);
    expect(answer).toMatchObject({ status: 302, location });
  });

  it('keeps the headers at home, and takes nothing but accept anywhere else', async () => {
    const { sent } = await follow([redirect('/v2'), redirect(`${files}/a`), redirect(`${files}/b`)]);
    expect(sent.map((hop) => hop.headers)).toEqual([
      secret,
      secret,
      { accept: 'application/json' },
      { accept: 'application/json' },
    ]);
    expect(sent.every((hop) => hop.network === 'public' && hop.body === null)).toBe(true);
  });

  it('that leads back home brings no credential: another origin has chosen the URL', async () => {
    const { sent, urls } = await follow([redirect(`${files}/a`), redirect(`${home}/delete-all`)]);
    expect(urls[2]).toBe(`${home}/delete-all`);
    expect(sent[2]!.headers).toEqual({ accept: 'application/json' });
  });

  it('never leads from https to http, even where that is listed', async () => {
    const { sent } = await follow([redirect('http://plain.example/')], {
      redirects: { origins: ['http://plain.example'] },
    });
    expect(sent).toHaveLength(1);
  });

  it('is followed five times; the sixth is the answer', async () => {
    const { sent, answer } = await follow(Array.from({ length: 20 }, () => redirect('/v1/orders?key=k')));
    expect(sent).toHaveLength(6);
    expect(answer).toMatchObject({ status: 302 });
  });

  it('gives the next request the time that is left', async () => {
    const { sent } = await follow([redirect('/a'), redirect('/b')], { timeoutMs: 500 });
    for (const { timeoutMs } of sent) expect(timeoutMs).toBeLessThanOrEqual(500);
    const late = await follow([redirect('/a')], { timeoutMs: 0 });
    expect(late.answer).toMatchObject({ ok: false, reason: 'timeout', sent: true });
    expect(late.sent).toHaveLength(1);
  });

  it('whose target cannot be reached was sent all the same', async () => {
    const failure: NetAnswer = { ok: false, reason: 'unreachable', detail: '', phase: 'connect', sent: false };
    expect((await follow([failure])).answer).toBe(failure);
    expect((await follow([redirect('/a'), failure])).answer).toMatchObject({ ok: false, phase: 'connect', sent: true });
  });
});

describe('redirects over real connections', () => {
  it('lead from one origin to another, which sees no credential', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const other = await serveHttp((request, response) => {
      seen.push(request.headers);
      response.end(request.url);
    });
    const first = await serveHttp((_request, response) => {
      response.writeHead(307, { location: `${other}/file?signature=1` }).end('moved');
    });
    const request = requestTo(first, { headers: { ...secret }, redirects: { origins: [other] } });
    expect(await openNet().send(request)).toMatchObject({ ok: true, body: Buffer.from('/file?signature=1') });
    expect(seen).toEqual([{ accept: 'application/json', host: new URL(other).host, connection: 'keep-alive' }]);
  });

  it.each(['127.0.0.1', '169.254.169.254', '[::1]', '0x7f.1', 'localhost', 'inside.example', '[fd00:ec2::254]'])(
    'to %s are refused on the public network, also when listed: the guard looks at each',
    async (host) => {
      let requests = 0;
      const inside = await serveHttp((_request, response) => void response.end(String(++requests)));
      const { origin } = new URL(`http://${host}:${new URL(inside).port}`);
      const net = openNet({ resolve: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) });
      const request = requestTo('http://outside.example', { network: 'public', redirects: { origins: [origin] } });
      const send = (hop: NetRequest) =>
        hop.origin === request.origin ? Promise.resolve(redirect(`${origin}/`)) : net.send({ ...hop, redirects: null });
      expect(await followRedirects(request, send)).toMatchObject({ ok: false, reason: 'forbidden-address' });
      expect(requests).toBe(0);
    },
  );

  it('end with the total deadline, however many hops there are', async () => {
    const origin = await serveHttp((_request, response) => {
      setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 60);
    });
    const answer = await openNet().send(requestTo(origin, { timeoutMs: 150, redirects: { origins: [] } }));
    expect(answer).toMatchObject({ ok: false, reason: 'timeout', sent: true });
  });
});
