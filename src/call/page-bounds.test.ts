/** What APIs do that do not keep to their own pages, and what a walk does then. */
import { expect, test } from 'vitest';
import type { Json } from '../schema.ts';
import { refusalOf } from './call.fixture.ts';
import { answering, entries, idsOf, listed, openShop, shopPage, ways } from './pages.fixture.ts';

/** A shop with a list of 100 in which the page that holds `id` is answered otherwise. */
const failingAt = (id: number, status: number) =>
  answering((asked, response) => {
    const page = shopPage(entries(100), asked);
    if (!page.body.items.some((item) => item.id === id)) return page;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end('{"message":"no luck"}');
    return null;
  });

const only = (way: string, change: object = {}) => ({ [way]: { ...(ways[way] as object), ...change } as Json });

test('a first page that fails is a refusal, and one that is followed by a cursor, too', async () => {
  const { call } = await openShop(failingAt(1, 404));
  expect(refusalOf((await call('page.list')).reply)).toMatchObject({ code: 'upstream-rejected' });
  const later = await openShop(failingAt(15, 400));
  const first = await listed(later.call('cursor.list', { limit: 14 }));
  const { reply } = await later.call('cursor.list', { limit: 14, cursor: first.nextCursor });
  expect(refusalOf(reply)).toMatchObject({ code: 'upstream-rejected', upstream: { message: 'no luck' } });
});

test('what was had before a later page failed is given, with a cursor to that page', async () => {
  let isBroken = true;
  const whole = answering((asked) => shopPage(entries(100), asked));
  const broken = failingAt(15, 400);
  const { call } = await openShop((request, response) => (isBroken ? broken : whole)(request, response));
  const part = await listed(call('offset.list', { limit: 21 }));
  expect(idsOf(part)).toEqual(entries(14).map(({ id }) => id));
  expect(part.incomplete).toMatch(/rejected the request with 400.*no luck\. What was had.*"nextCursor"/);
  isBroken = false;
  const rest = await listed(call('offset.list', { limit: 7, cursor: part.nextCursor }));
  expect(idsOf(rest)[0]).toBe(15);
});

test.each([204, 404])(
  'a page behind the last one that is answered with %i ends a list that is counted',
  async (status) => {
    const listener = answering((asked, response) => {
      const page = shopPage(entries(9), asked);
      if (page.body.items.length > 0) return page;
      response.writeHead(status).end();
      return null;
    });
    const { call } = await openShop(listener);
    const part = await listed(call('page.list', { limit: 20 }));
    expect(part).toEqual({ items: entries(9), total: 9, nextCursor: null });
  },
);

test.each(['page', 'offset', 'cursor', 'link', 'next'])(
  'an API that gives the same page again ends the walk, and that is told: %s',
  async (way) => {
    const listener = answering(({ url }) => ({
      body: { items: entries(3), next: way === 'next' ? `${url.origin}/api/next?x=${Math.random()}` : Math.random() },
      headers: { link: `<${url.origin}/api/link?x=${Math.random()}>; rel=next` },
    }));
    const { call, asked } = await openShop(listener);
    const part = await listed(call(`${way}.list`, { limit: 30 }));
    expect(part).toMatchObject({ items: entries(3), nextCursor: null });
    expect(part.incomplete).toMatch(/same items again/);
    expect(asked).toHaveLength(2);
  },
);

test('a page that is repeated over two calls is told as well', async () => {
  const { call } = await openShop(answering(() => ({ body: { items: entries(3), next: null } })));
  const first = await listed(call('page.list', { limit: 3 }));
  const second = await listed(call('page.list', { limit: 3, cursor: first.nextCursor }));
  expect(second).toMatchObject({ items: [], nextCursor: null });
  expect(second.incomplete).toMatch(/same items again/);
});

test('the same cursor again ends the walk, also where the items are others', async () => {
  let id = 0;
  const { call, asked } = await openShop(answering(() => ({ body: { items: [{ id: ++id }], next: 'again' } })));
  const part = await listed(call('cursor.list', { limit: 30 }));
  expect(idsOf(part)).toEqual([1, 2]);
  expect(part).toMatchObject({ nextCursor: null, incomplete: expect.stringMatching(/same items/) as string });
  expect(asked).toHaveLength(2);
});

test('a list without an end is left after twenty pages, and read on from there', async () => {
  let id = 0;
  const endless = answering(({ url }) => ({
    body: { items: [{ id: ++id }], next: `${url.origin}/api/next?after=${id}` },
  }));
  const { call, asked } = await openShop(endless);
  const part = await listed(call('next.list', { limit: 1000 }));
  expect(part.items).toHaveLength(20);
  expect(part.incomplete).toMatch(/20 pages at most/);
  expect(asked).toHaveLength(20);
  const more = await listed(call('next.list', { limit: 1, cursor: part.nextCursor }));
  expect(idsOf(more)).toEqual([21]);
});

test('empty pages that lead on are walked, and are bounded too', async () => {
  let pages = 0;
  const { call } = await openShop(answering(() => ({ body: { items: [], next: `c${++pages}` } })));
  expect(await listed(call('cursor.list'))).toMatchObject({ items: [], incomplete: expect.anything() as string });
  expect(pages).toBe(20);
});

test('pages together have no more bytes than one answer may', async () => {
  const padded = answering(({ url }) => {
    const from = Number(url.searchParams.get('offset'));
    return { body: { items: [{ id: from + 1, text: 'x'.repeat(400) }] } };
  });
  const { call, asked } = await openShop(padded, ways, { system: { limits: { answerBytes: 1024 } } });
  const part = await listed(call('offset.list', { limit: 10 }));
  expect(idsOf(part)).toEqual([1, 2]);
  expect(part.incomplete).toMatch(/larger than this gateway reads/);
  expect(asked).toHaveLength(3);
  expect(idsOf(await listed(call('offset.list', { limit: 1, cursor: part.nextCursor })))).toEqual([3]);
});

test('a walk ends in time, with what was had by then', async () => {
  const slow = answering((asked, response) => {
    const page = shopPage(entries(100), asked);
    setTimeout(
      () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page.body)),
      300,
    );
    return null;
  });
  const { call } = await openShop(slow, ways, { spec: { timeoutMs: 1500 } });
  const part = await listed(call('page.list', { limit: 100 }));
  expect(part.items.length).toBeGreaterThan(0);
  expect(part.items.length).toBeLessThan(100);
  expect(part).toMatchObject({ nextCursor: expect.any(String) as string, incomplete: expect.any(String) as string });
});

test('an API that takes no notice of the size is read all the same', async () => {
  const stubborn = answering((asked) => {
    const from = Number(asked.url.searchParams.get('after') ?? 0);
    const items = entries(100).slice(from, from + 10);
    return { body: { items, next: from + 10 < 100 ? String(from + 10) : null } };
  });
  const { call } = await openShop(stubborn);
  const first = await listed(call('cursor.list', { limit: 13 }));
  const second = await listed(call('cursor.list', { limit: 3, cursor: first.nextCursor }));
  const third = await listed(call('cursor.list', { limit: 14, cursor: second.nextCursor }));
  expect([first, second, third].flatMap(idsOf)).toEqual(entries(30).map(({ id }) => id));
});

test('an API whose pages are smaller than asked for is not taken to be at its end', async () => {
  const small = answering((asked) => {
    const from = Number(asked.url.searchParams.get('offset'));
    return { body: { items: entries(20).slice(from, from + 4) } };
  });
  const { call } = await openShop(small);
  expect((await listed(call('offset.list', { limit: 20 }))).items).toEqual(entries(20));
});

test.each([
  ['another origin', 'https://evil.example/api/next'],
  ['another port', 'http://127.0.0.1:9/api/next'],
  ['another origin by its slashes', '//evil.example/api/next'],
  ['a path outside the base', '/admin/next'],
  ['a path that steps out of the base', '../../admin'],
  ['a path that steps out, encoded', '/api/%2e%2e/admin'],
  ['another scheme', 'file:///etc/passwd'],
  ['no URL', 'http://[::1'],
  ['no text', 7],
])('a next page of %s is not asked for, and that is told', async (_, next) => {
  const { call, asked } = await openShop(answering(() => ({ body: { items: entries(3), next } })));
  const part = await listed(call('next.list'));
  expect(part).toMatchObject({ items: entries(3), nextCursor: null });
  expect(part.incomplete).toMatch(/^The API gave a next page/);
  expect(asked).toHaveLength(1);
});

const auths = {
  query: [{ type: 'api_key', in: 'query', name: 'key', key: { secret: 'key' } }, ''],
  path: [{ type: 'api_key', in: 'path', name: 'token', key: { secret: 'key' } }, '/bot{token}'],
} as const;

test.each(Object.entries(auths))(
  'a key in the %s is sent once, and stands in no cursor and no record',
  async (_, [auth, base]) => {
    const repeating = answering((asked) => {
      const page = shopPage(entries(9), asked);
      return { ...page, body: { ...page.body, next: page.body.next } };
    });
    const shop = await openShop(repeating, only('next'), { provider: { auth }, base });
    const first = await listed(shop.call('next.list', { limit: 4 }));
    const rest = await listed(shop.call('next.list', { limit: 9, cursor: first.nextCursor }));
    expect([first, rest].flatMap(idsOf)).toEqual(entries(9).map(({ id }) => id));
    for (const asked of shop.asked) expect(asked.match(/s3cr3t/g)).toHaveLength(1);
    expect(JSON.stringify([first, rest, shop.happened])).not.toMatch(/s3cr3t/);
  },
);

test('a call is one call: one record with its pages, and each page one request', async () => {
  const { call, happened, asked } = await openShop(answering((request) => shopPage(entries(50), request)));
  await listed(call('page.list', { limit: 20 }));
  expect(asked).toHaveLength(3);
  expect(happened.audit).toMatchObject([{ event: 'end', end: { attempts: 3, pages: 3 } }]);
  expect(happened.ended).toMatchObject([{ attempts: 3, pages: 3 }]);
});

test('each page is counted against the provider’s own limit', async () => {
  const { call } = await openShop(
    answering((request) => shopPage(entries(50), request)),
    ways,
    { provider: { limits: { requestsPerSecond: 1, burst: 1 } } },
  );
  const part = await listed(call('page.list', { limit: 40 }));
  expect(part.items.length).toBeLessThan(40);
  expect(part).toMatchObject({ nextCursor: expect.any(String) as string, incomplete: expect.any(String) as string });
});

test.each([
  ['text', 'none'],
  ['a list', ['a']],
  ['an object', { a: 1 }],
])('a next cursor that is %s', async (kind, next) => {
  const { call, asked } = await openShop(answering(() => ({ body: { items: [{ id: asked.length }], next } })));
  const part = await listed(call('cursor.list'));
  expect(part.nextCursor).toBeNull();
  expect(part.incomplete).toMatch(kind === 'text' ? /same items/ : /neither text nor a number/);
});

test('totals that lie or are none never hide an item that was given', async () => {
  for (const total of [-1, 'many', null, 0.5, { a: 1 }]) {
    const { call } = await openShop(
      answering((asked) => {
        const page = shopPage(entries(9), asked);
        return { body: { ...page.body, total }, headers: { 'X-Pages': String(total) } };
      }),
    );
    for (const way of ['pages', 'total'])
      expect((await listed(call(`${way}.list`, { limit: 30 }))).items).toEqual(entries(9));
  }
});

test.each(['pages', 'total', 'short', 'last', 'cursor', 'link', 'next'])(
  'where the API tells the end of its list, nothing is asked for behind it: %s',
  async (way) => {
    const { call, asked } = await openShop(answering((request) => shopPage(entries(9), request)));
    const part = await listed(call(`${way}.list`, { limit: 30 }));
    expect(part).toMatchObject({ items: entries(9), nextCursor: null });
    expect(asked).toHaveLength(way === 'next' ? 3 : 2);
  },
);
