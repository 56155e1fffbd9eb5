import { expect, test } from 'vitest';
import { refusalOf } from './call.fixture.ts';
import { answering, entries, idsOf, listed, openShop, shopPage, ways } from './pages.fixture.ts';

const list = answering((asked) => shopPage(entries(50), asked));

const other = { principal: { kind: 'token', identity: { issuer: 'login', subject: 'eve', email: null } } } as never;

test('a cursor is refused for other arguments, and takes another limit', async () => {
  const { call } = await openShop(list);
  const { nextCursor: cursor } = await listed(call('page.list', { q: 'tea', limit: 3 }));
  expect(idsOf(await listed(call('page.list', { q: 'tea', limit: 5, cursor })))).toEqual([4, 5, 6, 7, 8]);
  for (const args of [{ cursor }, { q: 'coffee', cursor }])
    expect(refusalOf((await call('page.list', args)).reply)).toMatchObject({
      code: 'invalid-cursor',
      detail: expect.stringMatching(/other arguments/) as string,
    });
});

test('a cursor is refused for another capability, another caller, when it was changed, and when it is old', async () => {
  const { call, asked } = await openShop(list);
  const { nextCursor } = await listed(call('page.list', { limit: 3 }));
  const cursor = nextCursor as string;
  const changed = cursor.slice(0, -1) + (cursor.endsWith('A') ? 'B' : 'A');
  const before = asked.length;
  const refused = async (...asking: Parameters<typeof call>) => refusalOf((await call(...asking)).reply);
  expect(await refused('offset.list', { cursor })).toMatchObject({
    code: 'invalid-cursor',
    detail: expect.stringMatching(/given by "page.list"/) as string,
  });
  expect(await refused('page.list', { cursor: changed })).toMatchObject({ code: 'invalid-cursor' });
  expect(await refused('page.list', { cursor: 'x' })).toMatchObject({ code: 'invalid-cursor' });
  expect(await refused('page.list', { cursor }, other)).toMatchObject({
    code: 'invalid-cursor',
    detail: expect.stringMatching(/another caller/) as string,
  });
  expect(await refused('page.list', { cursor }, { startedAt: 3_600_000 })).toMatchObject({ code: 'expired-cursor' });
  expect(asked).toHaveLength(before);
});

test('nothing of the place can be read in a cursor', async () => {
  const { call } = await openShop(list);
  const { nextCursor } = await listed(call('link.list', { limit: 3 }));
  expect(Buffer.from(nextCursor as string, 'base64url').toString('latin1')).not.toMatch(/page|list|size/);
  expect((nextCursor as string).length).toBeLessThan(400);
});

test('a place that is too long for a cursor is told', async () => {
  const noise = Array.from({ length: 9000 }, () => Math.random().toString(36)[2]).join('');
  const { call } = await openShop(answering(() => ({ body: { items: entries(3), next: noise } })));
  expect(await listed(call('cursor.list', { limit: 3 }))).toMatchObject({
    nextCursor: null,
    incomplete: expect.stringMatching(/too long for a cursor/) as string,
  });
});

test('a cursor is refused once its capability is another one', async () => {
  const before = await openShop(list);
  const { nextCursor: cursor } = await listed(before.call('page.list', { limit: 3 }));
  const after = await openShop(list, ways, { state: before.state, spec: { timeoutMs: 9000 } });
  expect(refusalOf((await after.call('page.list', { cursor })).reply)).toMatchObject({
    code: 'invalid-cursor',
    detail: expect.stringMatching(/has been changed/) as string,
  });
});

test('a rehearsal tells what would be walked, with the first request', async () => {
  const { call, rehearse, asked } = await openShop(list);
  const first = await rehearse('page.list', { limit: 20 });
  expect(first.request?.url).toMatch(/\/api\/page\?page=1&size=7$/);
  expect(first.decisions.find(({ step }) => step === 'pages')?.why).toMatch(
    /^Walks pages by number in query.page, at most 7 items each by query.size, from the first page, until 20 items/,
  );
  const { nextCursor: cursor } = await listed(call('link.list', { limit: 3 }));
  const rest = await rehearse('link.list', { limit: 3, cursor });
  expect(rest.request?.url).toMatch(/\/api\/link\?size=3&page=2$/);
  expect((await rehearse('page.list', { cursor })).refused).toMatchObject({ refusal: { code: 'invalid-cursor' } });
  expect(asked).toHaveLength(1);
});
