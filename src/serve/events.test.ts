/** Event streams of a company's API, as their callers get them. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import {
  capability,
  client,
  keyOfClient,
  provider,
  system,
  tenant,
  type Manifests,
} from '../build/workspace.fixture.ts';
import { fixedSecrets } from '../call/ports.fixture.ts';
import { serveHttp } from '../net/loopback.fixture.ts';
import { send, serveManifests, type TestGateway } from './gateway.fixture.ts';

const secret = 's3cr3t-of-the-shop';
const key = keyOfClient('demo', 'agent');
const path = '/api/tenant/demo/proxy/chat.say';

function workspace(origin: string, spec: object = {}, more: object = {}, limits: object = {}): Manifests {
  return {
    ...system({ limits }),
    ...tenant('demo'),
    ...client('demo', 'agent', ['*']),
    ...provider(
      'demo',
      'chat',
      origin,
      { say: { method: 'POST', path: '/say', body: { schema: { type: 'object' } } } },
      {
        auth: { type: 'bearer', token: { secret: 'key' } },
        retry: { attempts: 1 },
        ...more,
      },
    ),
    ...capability('demo', 'chat.say', 'chat/say', { arguments: {}, timeoutMs: 3000, ...spec }),
  };
}

/** An API that streams as told, with the gateway before it; `response` of the latest request. */
async function open(
  answer: (response: ServerResponse) => void,
  options: { spec?: object; more?: object; limits?: object } = {},
) {
  const seen: ServerResponse[] = [];
  const origin = await serveHttp((request, response) => {
    request.resume();
    seen.push(response);
    answer(response);
  });
  const gateway = await serveManifests(workspace(origin, options.spec, options.more, options.limits), {
    ports: { secrets: fixedSecrets({ key: secret }) },
  });
  return { gateway, seen };
}

function begin(response: ServerResponse, first = '', headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...headers });
  response.flushHeaders();
  if (first !== '') response.write(first);
}

/** The head of the answer to a call, once it has come. */
async function call(gateway: TestGateway, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const request = httpRequest(gateway.url, {
    path,
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...headers },
    agent: false,
  });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  return response;
}

/** All that comes, however it ends. */
async function rest(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response as AsyncIterable<string>) text += chunk;
  return text;
}

/** What the audit has of how it ended, once it has. */
async function ended(gateway: TestGateway) {
  await vi.waitFor(() => expect(gateway.happened.audit.at(-1)?.event).toBe('end'));
  const last = gateway.happened.audit.at(-1);
  return last?.event === 'end' ? last.end : null;
}

function lastEvent(text: string) {
  const [, data = 'null'] = /event: error\ndata: (.*)\n\n$/.exec(text) ?? [];
  return JSON.parse(data) as { type: string; status: number; outcome?: string; detail: string } | null;
}

describe('over HTTP', () => {
  test('the head comes before the first event, each event as it is sent, and the end is recorded', async () => {
    const { gateway, seen } = await open((response) => begin(response));
    const response = await call(gateway);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers).not.toHaveProperty('content-length');
    expect(gateway.happened.audit.map(({ event }) => event)).toEqual(['begin']);
    for (const event of ['data: 1\n\n', 'data: ñ\r\n\r\n', 'data: 3\r\r']) {
      seen[0]?.write(event);
      expect((await once(response, 'data'))[0]).toBe(event);
    }
    seen[0]?.end();
    expect(await rest(response)).toBe('');
    expect(await ended(gateway)).toMatchObject({ decision: 'ok', outcome: 'committed', answerBytes: 30, attempts: 1 });
  });

  test('a secret is taken out, however the bytes come', async () => {
    const { gateway, seen } = await open((response) => begin(response, `data: 1\n\ndata: key=${secret.slice(0, 8)}`));
    const response = await call(gateway);
    expect((await once(response, 'data'))[0]).toBe('data: 1\n\n');
    seen[0]?.end(`${secret.slice(8)}\n\n`);
    expect(await rest(response)).toBe('data: key=[redacted]\n\n');
  });

  test('one that breaks off ends with an error, and what is not whole is not passed on', async () => {
    const { gateway, seen } = await open((response) => begin(response, 'data: 1\n\ndata: {"half'));
    const response = await call(gateway);
    expect((await once(response, 'data'))[0]).toBe('data: 1\n\n');
    seen[0]?.destroy();
    const text = await rest(response);
    expect(text).not.toContain('half');
    expect(lastEvent(text)).toMatchObject({
      type: 'urn:smarteros:problem:upstream-unreachable',
      outcome: 'unknown',
      detail: expect.stringContaining('broke off') as string,
    });
    expect(await ended(gateway)).toMatchObject({
      decision: 'upstream-unreachable',
      outcome: 'unknown',
      answerBytes: 21,
    });
  });

  test('one in which nothing moves is given up, one in which something does is not', async () => {
    let timer: NodeJS.Timeout;
    const { gateway } = await open(
      (response) => {
        begin(response);
        let beats = 0;
        timer = setInterval(() => (++beats <= 6 ? response.write(':\n\n') : clearInterval(timer)), 300);
      },
      { spec: { timeoutMs: 1500 } },
    );
    const text = await rest(await call(gateway));
    expect(text.startsWith(':\n\n'.repeat(6))).toBe(true);
    expect(lastEvent(text)).toMatchObject({
      type: 'urn:smarteros:problem:upstream-timeout',
      detail: expect.stringContaining('Nothing moved for 1500 ms') as string,
    });
  });

  test('one that is larger than an answer may be is cut there', async () => {
    const { gateway } = await open((response) => begin(response, `data: ${'x'.repeat(3000)}\n\n`.repeat(3)), {
      limits: { answerBytes: 4096 },
    });
    const text = await rest(await call(gateway));
    expect(lastEvent(text)).toMatchObject({ type: 'urn:smarteros:problem:upstream-too-large' });
    expect(text.length).toBeLessThan(5000);
  });

  test('a caller that goes away ends the request there', async () => {
    const { gateway, seen } = await open((response) => begin(response, 'data: 1\n\n'));
    const response = await call(gateway);
    await once(response, 'data');
    const closed = once(seen[0] as ServerResponse, 'close');
    response.destroy();
    await closed;
    expect(await ended(gateway)).toMatchObject({ decision: 'cancelled', outcome: 'unknown' });
    expect(gateway.failures).toEqual([]);
  });

  test('it holds one of the places that the provider has until it ends', async () => {
    const { gateway, seen } = await open((response) => begin(response, 'data: 1\n\n'), {
      more: { limits: { concurrent: 1 } },
      spec: { timeoutMs: 1000 },
    });
    const first = await call(gateway);
    await once(first, 'data');
    // It waits for the place for its whole time, or until it is free.
    const second = call(gateway);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen).toHaveLength(1);
    seen[0]?.end();
    await rest(first);
    expect((await second).statusCode).toBe(200);
    expect(seen).toHaveLength(2);
    seen[1]?.end();
    await rest(await second);
  });

  test('with an Idempotency-Key, or compressed, it is given whole', async () => {
    const { gateway } = await open((response) => {
      begin(response, 'data: 1\n\n');
      response.end('data: 2\n\n');
    });
    const headers = { 'idempotency-key': 'k1' };
    const first = await call(gateway, headers);
    expect(first.headers['content-length']).toBe('18');
    expect(await rest(first)).toBe('data: 1\n\ndata: 2\n\n');
    const again = await call(gateway, headers);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await rest(again)).toBe('data: 1\n\ndata: 2\n\n');

    const packed = await open((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      response.end(gzipSync('data: 1\n\n'));
    });
    const whole = await call(packed.gateway);
    expect(whole.headers['content-length']).toBe('9');
    expect(await rest(whole)).toBe('data: 1\n\n');
  });

  test('where JSON was declared there is none', async () => {
    const { gateway } = await open(
      (response) => {
        begin(response, 'data: 1\n\n');
        response.end();
      },
      { spec: { result: { fields: { id: '$.id' } } } },
    );
    const response = await call(gateway);
    expect(response.statusCode).toBe(502);
    expect(JSON.parse(await rest(response))).toMatchObject({ type: 'urn:smarteros:problem:upstream-content-type' });
  });
});

/** As documents of language models have it: which of both comes is said by an argument. */
const both = {
  openapi: '3.1.0',
  info: { title: 'Chat', version: '1' },
  paths: {
    '/say': {
      post: {
        operationId: 'say',
        responses: {
          200: {
            description: 'A completion.',
            content: {
              'application/json': { schema: { type: 'object', properties: { id: { type: 'string' } } } },
              'text/event-stream': { schema: { type: 'string' } },
            },
          },
        },
      },
    },
  },
};

describe('where a document declares JSON and events', () => {
  async function openBoth(answer: (response: ServerResponse) => void, spec: Readonly<Record<string, unknown>> = {}) {
    const origin = await serveHttp((request, response) => {
      request.resume();
      answer(response);
    });
    return serveManifests({
      ...system(),
      ...tenant('demo'),
      ...client('demo', 'agent', ['*']),
      ...provider('demo', 'chat', origin, {}, { openapi: 'openapi.json' }),
      'tenants/demo/providers/chat/openapi.json': both,
      ...capability('demo', 'chat.say', 'chat/say', spec),
    });
  }
  const events = (response: ServerResponse) => {
    begin(response, 'data: 1\n\n');
    response.end();
  };

  test('events are passed on as they come, and JSON is the result', async () => {
    const streaming = await call(await openBoth(events));
    expect(streaming.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
    expect(streaming.headers).not.toHaveProperty('content-length');
    expect(await rest(streaming)).toBe('data: 1\n\n');
    const whole = await call(
      await openBoth((response) => {
        response.setHeader('content-type', 'application/json').end('{"id":"c1"}');
      }),
    );
    expect(JSON.parse(await rest(whole))).toEqual({ id: 'c1' });
  });

  test('a kept answer has the events whole', async () => {
    const kept = await call(await openBoth(events), { 'idempotency-key': 'k1' });
    expect(kept.headers['content-length']).toBe('9');
    expect(await rest(kept)).toBe('data: 1\n\n');
  });

  test('a shaped result is JSON and nothing else', async () => {
    const refused = await call(await openBoth(events, { result: { fields: { id: '$.id' } } }));
    expect(JSON.parse(await rest(refused))).toMatchObject({ type: 'urn:smarteros:problem:upstream-content-type' });
  });
});

describe('over MCP', () => {
  async function callTool(gateway: TestGateway) {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'chat_say', arguments: {} },
    });
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const { text } = await send(gateway.url, '/mcp/demo', { method: 'POST', key, headers, body });
    const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
    return (JSON.parse(data) as { result: { content: { text: string }[]; isError?: boolean } }).result;
  }

  test('a stream that ends in time is the result, as text', async () => {
    const { gateway } = await open((response) => {
      begin(response, 'data: Ho\n\n');
      response.end('data: la\n\n');
    });
    expect(await callTool(gateway)).toMatchObject({ content: [{ text: 'data: Ho\n\ndata: la\n\n' }] });
  });

  test('one that does not is an error that says where it can be had', async () => {
    const { gateway } = await open((response) => begin(response, 'data: 1\n\n'), { spec: { timeoutMs: 300 } });
    const { isError, content } = await callTool(gateway);
    expect(isError).toBe(true);
    expect(content[0]?.text).toMatch(/event stream.*Over HTTP/);
  });
});
