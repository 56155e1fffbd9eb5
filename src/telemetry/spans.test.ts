import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createTelemetry } from './create.ts';
import { isExportAsked } from './spans.ts';
import { endedCall } from './telemetry.fixture.ts';

/** A collector that keeps what it was sent. */
async function startCollector() {
  const received: { readonly url: string; readonly body: any }[] = []; // oxlint-disable-line typescript/no-explicit-any -- OTLP as it comes
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    received.push({ url: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

test('a sampled call becomes a span below its caller’s, with the ids that its log and its upstream have', async () => {
  const collector = await startCollector();
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const telemetry = await createTelemetry({ version: '1.2.3', log: null, environment: process.env });
  telemetry.ended(endedCall());
  telemetry.ended(endedCall({ status: 502, decision: 'upstream-failed' }));
  telemetry.ended(endedCall({ trace: { ...endedCall().trace, sampled: false } }));
  await telemetry.close();

  expect(collector.received.map(({ url }) => url)).toEqual(['/v1/traces']);
  const { resource, scopeSpans } = (collector.received[0] as { body: any }).body.resourceSpans[0]; // oxlint-disable-line typescript/no-explicit-any
  expect(resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'smarteros' } });
  const { spans } = scopeSpans[0];
  expect(spans).toHaveLength(2);
  const { traceId, spanId, parentId } = endedCall().trace;
  expect(spans[0]).toMatchObject({ traceId, spanId, parentSpanId: parentId, name: 'demo orders.search', kind: 2 });
  expect(BigInt(spans[0].endTimeUnixNano) - BigInt(spans[0].startTimeUnixNano)).toBe(12_500_000n);
  expect(spans[0].attributes).toContainEqual({ key: 'smarteros.decision', value: { stringValue: 'ok' } });
  expect(spans[1].status).toMatchObject({ code: 2, message: 'upstream-failed' });
});

test('a collector that is away costs no call, and no end of the process', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '200');
  onTestFinished(() => void vi.unstubAllEnvs());
  const telemetry = await createTelemetry({ version: '1', log: null, environment: process.env });
  telemetry.ended(endedCall());
  await telemetry.close();
});

test.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'true' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'TRUE' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_EXPORTER: 'none' }, false],
])('with %j spans are exported: %j', (environment, expected) => {
  expect(isExportAsked(environment)).toBe(expected);
});

test.each([
  ['1', true],
  ['0', false],
  // Set and empty is not set.
  ['', true],
  [' ', true],
  ['many', true],
])('of traces that begin here, the share "%s" samples: %j', async (share, expected) => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
  vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', share);
  onTestFinished(() => void vi.unstubAllEnvs());
  const telemetry = await createTelemetry({ version: '1', log: null, environment: process.env });
  expect(telemetry.trace(undefined, undefined).sampled).toBe(expected);
  await telemetry.close();
});
