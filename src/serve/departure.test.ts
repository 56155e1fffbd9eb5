/** Callers who leave before their call has begun: nothing may wait for them, and nothing is sent for them. */
import { describe, expect, test, vi } from 'vitest';
import { system, tenant } from '../build/workspace.fixture.ts';
import { startIssuer } from '../identity/issuer.fixture.ts';
import { createAdmission } from '../resilience/admission.ts';
import { connectTo, send, serveManifests } from './gateway.fixture.ts';
import { agentKey, openShop } from './shop.fixture.ts';

const message = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'orders_make', arguments: { order: {} } },
};

describe.each([
  ['HTTP', '/api/tenant/demo/proxy/orders.make', '{"order":{}}'],
  ['MCP', '/mcp/demo', JSON.stringify(message)],
])('by %s', (_face, path, body) => {
  test.each([
    ['whole', body.length],
    ['half', body.length + 1],
  ])('whoever leaves while a token is checked keeps no place, its request %s', async (_how, length) => {
    const issuer = await startIssuer();
    const declared = { name: 'login', issuer: issuer.url, network: 'private', audiences: ['test-audience'] };
    let sent = 0;
    const shop = await openShop((_request, response) => {
      sent++;
      response.setHeader('content-type', 'application/json').end('{}');
    });
    const rules = [{ issuer: 'login', when: { sub: 'ana' }, allow: ['orders.*'] }];
    const admission = createAdmission();
    const gateway = await serveManifests(
      { ...shop, ...system({ issuers: [declared] }), ...tenant('demo', { access: rules }) },
      { admission },
    );
    const token = await issuer.token();
    issuer.behave('slow');
    const { socket } = await connectTo(gateway.url);
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
        `accept: application/json, text/event-stream\r\ncontent-length: ${length}\r\n\r\n${body}`,
    );
    await vi.waitFor(() => expect(issuer.requests.length).toBeGreaterThan(0));
    expect(admission.underWay()).toBe(1);
    socket.destroy();
    await vi.waitFor(() => expect(admission.underWay()).toBe(0));
    expect(sent).toBe(0);
    expect(gateway.failures).toEqual([]);
  });
});

test('a write with a key goes on without its caller, who gets the answer when asking again', async () => {
  let [sent, gone] = [0, 0];
  const { promise: answerNow, resolve: letAnswer } = Promise.withResolvers<void>();
  const shop = await openShop(async (_request, response) => {
    sent++;
    response.on('close', () => (gone += response.writableFinished ? 0 : 1));
    await answerNow;
    response.setHeader('content-type', 'application/json').end('{"id":7}');
  });
  const admission = createAdmission();
  const gateway = await serveManifests(shop, { admission });
  const path = '/api/tenant/demo/proxy/orders.make';
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'k1' };
  const { socket } = await connectTo(gateway.url);
  const fields = Object.entries({ host: 'localhost', authorization: `Bearer ${agentKey}`, ...headers });
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`POST ${path} HTTP/1.1\r\n${head}content-length: 12\r\n\r\n{"order":{}}`);
  await vi.waitFor(() => expect(sent).toBe(1));
  socket.destroy();
  const ask = () => send(gateway.url, path, { method: 'POST', key: agentKey, headers, body: '{"order":{}}' });
  expect((await ask()).text).toContain('idempotency-running');
  letAnswer();
  await vi.waitFor(() => expect(admission.underWay()).toBe(0));
  const again = await ask();
  expect([again.status, again.text, again.headers['idempotency-replayed']]).toEqual([200, '{"id":7}', 'true']);
  expect([sent, gone]).toEqual([1, 0]);
});
