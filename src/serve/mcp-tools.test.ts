/** What belongs to one call of a batch, and not to the others. */
import { expect, test } from 'vitest';
import { testPorts, testTrace } from '../call/ports.fixture.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { send, serveManifests } from './gateway.fixture.ts';
import { agentKey, openShop } from './shop.fixture.ts';

test('each call of a batch is part of the trace that its own message names', async () => {
  const { telemetry: remembering, happened } = testPorts({} as never);
  const telemetry: Telemetry = {
    ...remembering,
    trace: (parent) => ({ ...testTrace, parentId: parent ?? null }),
  };
  const gateway = await serveManifests(await openShop(), { telemetry, ports: { telemetry } });
  const call = (id: number, traceparent: string) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'orders_list', arguments: {}, _meta: { traceparent } },
  });
  await send(gateway.url, '/mcp/demo', {
    method: 'POST',
    key: agentKey,
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify([call(1, 'first'), call(2, 'second')]),
  });
  expect(happened.ended.map(({ trace }) => trace.parentId).toSorted()).toEqual(['first', 'second']);
});
