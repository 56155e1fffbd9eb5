import { describe, expect, test } from 'vitest';
import { buildOf, capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import type { Json } from '../schema.ts';
import { answered, callDemo, refusalOf, scriptedNet } from './call.fixture.ts';

interface Said {
  readonly provider?: object;
  readonly endpoint?: object;
  readonly capability?: object;
}

const schema = { type: 'object', properties: { token: { type: 'string', format: 'password' } } };

function workspace(said: Said): Manifests {
  const failure = (spec: object | undefined) => (spec === undefined ? {} : { failure: spec });
  const endpoint = { method: 'GET', path: '/', ...failure(said.endpoint), response: { schema } };
  return {
    ...system(),
    ...tenant('demo'),
    ...provider(
      'demo',
      'shop',
      'http://127.0.0.1:1',
      { get: endpoint, raw: { method: 'GET', path: '/raw' } },
      failure(said.provider),
    ),
    ...capability('demo', 'orders.get', 'shop/get', failure(said.capability)),
    ...capability('demo', 'files.get', 'shop/raw', failure(said.capability)),
  };
}

async function messageFor(said: Said, body: Json): Promise<string | null> {
  const reply = await callDemo(
    workspace(said),
    scriptedNet(() => answered(body)),
  );
  if (reply.kind === 'json') return 'success';
  const { code, upstream } = refusalOf(reply);
  expect(code).toBe('upstream-reported-failure');
  return upstream?.message ?? null;
}

const slack = { when: '$.ok', equals: false, message: '$.error' };
const cloudflare = { when: '$.success', equals: false, message: '$.errors[*].message' };
const rpc = { when: '$.error', message: '$.error.message' };
const four = ['a', 'b', 'c', 'd'].map((message) => ({ message }));

describe('a failure that a provider declares', () => {
  test.each<[object, Json, string | null]>([
    [slack, { ok: false, error: 'channel_not_found' }, 'channel_not_found'],
    [slack, { ok: false }, null],
    [slack, { ok: true, error: 'x' }, 'success'],
    [slack, { error: 'x' }, 'success'],
    [slack, { ok: 'false' }, 'success'],
    [cloudflare, { success: false, errors: [{ message: 'Bad zone' }] }, 'Bad zone'],
    [cloudflare, { success: false, errors: four }, 'a; b; c'],
    [cloudflare, { success: false, errors: [] }, null],
    [rpc, { error: { message: 'Access Denied' } }, 'Access Denied'],
    [rpc, { result: 1 }, 'success'],
    [{ when: '$.status', equals: 'error', message: '$.why' }, { status: 'error' }, null],
    [{ when: '$.results[*].error' }, { results: [{ error: null }, { error: 'late' }] }, 'late'],
    [{ when: '$.code', equals: null }, { code: null }, null],
    [{ when: '$.failed', message: '$.token' }, { failed: true, token: 'hidden' }, null],
    [{ when: '$.token' }, { token: 'hidden' }, null],
  ])('%j reads %j as %j', async (failure, body, message) => {
    expect(await messageFor({ provider: failure }, body)).toBe(message);
  });

  test('is no affair of answers that are no JSON', async () => {
    const net = scriptedNet(() => answered('%PDF', { contentType: 'application/pdf' }));
    expect(await callDemo(workspace({ provider: slack }), net, { capability: 'files.get' })).toMatchObject({
      kind: 'bytes',
    });
  });
});

describe('the nearest that says something', () => {
  const body = { a: 'far', b: 'near', ok: false };
  test.each<[Said, string | null]>([
    [{ provider: { when: '$.a' }, endpoint: { when: '$.b' } }, 'near'],
    [{ provider: { when: '$.a' }, capability: { when: '$.b' } }, 'near'],
    [{ endpoint: { when: '$.a' }, capability: { when: '$.b' } }, 'near'],
    // As a whole: nothing of what stands further away is left.
    [{ provider: { when: '$.ok', equals: false, message: '$.a' }, capability: { when: '$.ok', equals: false } }, null],
    [{ provider: { when: '$.a' }, capability: { when: 'none' } }, 'success'],
    [{ provider: { when: '$.a' }, endpoint: { when: 'none' } }, 'success'],
    [{ endpoint: { when: 'none' }, capability: { when: '$.b' } }, 'near'],
  ])('%j counts: %j', async (said, message) => {
    expect(await messageFor(said, body)).toBe(message);
  });
});

test.each<[Said, string]>([
  [{ provider: { when: 'error' } }, 'tenants/demo/providers/shop/provider.yaml'],
  [{ capability: { when: '$.a', message: 'none' } }, 'tenants/demo/capabilities/orders.get.yaml'],
])('what is no path is told at its owner: %j', (said, file) => {
  const { problems } = buildOf(workspace(said));
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'invalid-path-expression', span: expect.objectContaining({ file }) }),
  );
});
