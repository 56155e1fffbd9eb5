import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import { openNet, serveHttp } from '../net/loopback.fixture.ts';
import type { Json } from '../schema.ts';
import { demoCaller, refusalOf } from './call.fixture.ts';
import { fixedSecrets, testPorts } from './ports.fixture.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const secret = 's3cr3t-of-the-shop';

/** An API whose `POST /jobs` is answered by the first handler, and everything else by the second; what it was asked. */
async function openApi(start: Handler, status: Handler) {
  const asked: { line: string; headers: IncomingMessage['headers'] }[] = [];
  const origin = await serveHttp((request, response) => {
    request.resume();
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    (request.method === 'POST' ? start : status)(request, response, asked.length);
  });
  return { origin, asked };
}

function json(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0', ...headers });
  response.end(JSON.stringify(body));
}

function workspace(origin: string, spec: object = {}, more: object = {}): Manifests {
  const endpoint = {
    method: 'POST',
    path: '/jobs',
    body: { schema: { type: 'object' } },
    headers: { 'api-version': '3' },
  };
  return {
    ...system(),
    ...tenant('demo'),
    ...provider(
      'demo',
      'shop',
      origin,
      { make: endpoint },
      {
        auth: { type: 'bearer', token: { secret: 'key' } },
        retry: { attempts: 1 },
        ...more,
      },
    ),
    ...capability('demo', 'jobs.make', 'shop/make', { timeoutMs: 3000, arguments: {}, ...spec }),
  };
}

async function callJob(manifests: Manifests, origin = {}) {
  const ports = testPorts(openNet(), { secrets: fixedSecrets({ key: secret }) });
  const result = await demoCaller(manifests, ports)('jobs.make', {}, origin);
  return { ...result, happened: ports.happened };
}

const accepted =
  (headers: Record<string, string>, body: Json = {}): Handler =>
  (_request, response) =>
    json(response, 202, body, headers);

describe('a 202 with a status link', () => {
  test.each([['location'], ['operation-location'], ['azure-asyncoperation']])(
    'is followed by its header %s until it is over, with the credential and the headers of the call',
    async (header) => {
      const { origin, asked } = await openApi(accepted({ [header]: '/jobs/1?v=2' }), (_request, response, count) =>
        count < 4 ? json(response, 202, {}) : json(response, 200, { id: 7 }),
      );
      const { reply, happened } = await callJob(workspace(origin));
      expect(reply).toMatchObject({ kind: 'json', text: '{"id":7}' });
      expect(asked.map(({ line }) => line)).toEqual([
        'POST /jobs',
        'GET /jobs/1?v=2',
        'GET /jobs/1?v=2',
        'GET /jobs/1?v=2',
      ]);
      expect(asked[1]?.headers).toMatchObject({ authorization: `Bearer ${secret}`, 'api-version': '3' });
      expect(asked[1]?.headers).not.toHaveProperty('content-type');
      expect(happened.audit.at(-1)).toMatchObject({ end: { outcome: 'committed', attempts: 4, upstreamStatus: 200 } });
    },
  );

  test('an operation that says in its body how it stands is not over before it says so', async () => {
    const states = ['Running', 'Succeeded'];
    const { origin } = await openApi(accepted({ 'operation-location': '/o/1' }), (_request, response) =>
      json(response, 200, { status: states.shift() ?? 'gone' }),
    );
    expect((await callJob(workspace(origin))).reply).toMatchObject({ text: '{"status":"Succeeded"}' });
  });

  test('is followed by what is declared: link, words, result', async () => {
    const polling = { link: '$.links.status', state: '$.job.state', done: ['READY'], result: '$.job.url' };
    const { origin, asked } = await openApi(
      accepted({}, { links: { status: '/jobs/1' } }),
      (request, response, count) =>
        request.url === '/files/1'
          ? json(response, 200, { state: 'failed is a word of the result here', total: 5 })
          : json(response, 200, { job: { state: count < 3 ? 'cooking' : 'ready', url: '/files/1' } }),
    );
    const manifests = workspace(origin, { polling, result: { fields: { total: '$.total' } } });
    expect((await callJob(manifests)).reply).toMatchObject({ text: '{"total":5}' });
    expect(asked.map(({ line }) => line)).toEqual(['POST /jobs', 'GET /jobs/1', 'GET /jobs/1', 'GET /files/1']);
  });

  test('a 303 leads to the result, whatever word stands in it', async () => {
    const { origin } = await openApi(accepted({ 'operation-location': '/jobs/1' }), (request, response) =>
      request.url === '/jobs/1'
        ? json(response, 303, {}, { location: '/orders/9' })
        : json(response, 200, { status: 'Failed' }),
    );
    expect((await callJob(workspace(origin))).reply).toMatchObject({ text: '{"status":"Failed"}' });
  });

  test('one that failed is a refusal with its reason, and what became of the write is not known', async () => {
    const { origin } = await openApi(accepted({ 'operation-location': '/o/1' }), (_request, response) =>
      json(response, 200, { status: 'Failed', error: { code: 3, message: `No stock for ${secret}` } }),
    );
    const refusal = refusalOf((await callJob(workspace(origin))).reply);
    expect(refusal).toMatchObject({ code: 'upstream-reported-failure', outcome: 'unknown' });
    expect(refusal.upstream?.message).toBe('No stock for [redacted]');
  });

  test('one that is not over in time goes on there, and the caller is told so', async () => {
    const { origin, asked } = await openApi(accepted({ location: '/jobs/1' }), (_request, response) =>
      json(response, 202, {}, { 'retry-after': '30' }),
    );
    const { reply, happened } = await callJob(workspace(origin, { timeoutMs: 2000 }));
    expect(refusalOf(reply)).toMatchObject({ code: 'upstream-accepted', outcome: 'unknown', retryAfterSeconds: 30 });
    expect(asked).toHaveLength(2);
    expect(happened.audit.at(-1)).toMatchObject({ end: { decision: 'upstream-accepted', outcome: 'unknown' } });
  });

  test('a status that cannot be asked any more is no answer, and one that is busy is asked again', async () => {
    const statuses = [503, 429, 404];
    const { origin, asked } = await openApi(accepted({ location: '/jobs/1' }), (_request, response) =>
      json(response, statuses.shift() ?? 200, { message: 'gone' }),
    );
    const refusal = refusalOf((await callJob(workspace(origin))).reply);
    expect(refusal).toMatchObject({ code: 'upstream-accepted', upstream: { status: 404 }, outcome: 'unknown' });
    expect(asked).toHaveLength(4);
  });

  test('redirects that lead in a circle are not run through', async () => {
    const { origin, asked } = await openApi(accepted({ location: '/a' }), (request, response) =>
      json(response, 307, {}, { location: request.url === '/a' ? '/b' : '/a' }),
    );
    const { reply } = await callJob(workspace(origin, { timeoutMs: 1000 }));
    expect(refusalOf(reply).code).toBe('upstream-accepted');
    expect(asked.length).toBeLessThan(20);
  });

  test('each question counts against what the provider takes', async () => {
    const { origin, asked } = await openApi(accepted({ location: '/jobs/1' }), (_request, response) =>
      json(response, 202, {}),
    );
    const limits = { requestsPerSecond: 1, burst: 1 };
    const { reply } = await callJob(workspace(origin, { timeoutMs: 900 }, { limits }));
    expect(refusalOf(reply).code).toBe('upstream-accepted');
    expect(asked).toHaveLength(1);
  });

  test.each<[string, Handler, object]>([
    ['no link', accepted({}, { id: 1 }), {}],
    ['a link to another origin', accepted({ location: 'https://evil.example/jobs/1' }, { id: 1 }), {}],
    ['a link that begins like a host', accepted({ location: '//evil.example/jobs/1' }, { id: 1 }), {}],
    ['a link with a password', accepted({ location: 'http://a:b@127.0.0.1:1/' }, { id: 1 }), {}],
    ['a link that is not to be followed', accepted({ location: '/jobs/1' }, { id: 1 }), { polling: { link: 'none' } }],
  ])('%s: the 202 is the result', async (_case, start, spec) => {
    const { origin, asked } = await openApi(start, () => {});
    const { reply, happened } = await callJob(workspace(origin, spec));
    expect(reply).toMatchObject({ kind: 'json', text: '{"id":1}' });
    expect(asked).toHaveLength(1);
    expect(happened.audit.at(-1)).toMatchObject({ end: { outcome: 'committed' } });
  });

  test('a caller that goes away ends the questions', async () => {
    const controller = new AbortController();
    const { origin, asked } = await openApi(accepted({ location: '/jobs/1' }), (_request, response) => {
      json(response, 202, {}, { 'retry-after': '1' });
      controller.abort();
    });
    const { reply } = await callJob(workspace(origin), { signal: controller.signal });
    expect(refusalOf(reply).code).toBe('cancelled');
    expect(asked).toHaveLength(2);
  });
});
