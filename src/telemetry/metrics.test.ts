import { expect, test } from 'vitest';
import { createMetrics, type Metrics } from './metrics.ts';
import { endedCall } from './telemetry.fixture.ts';

async function linesOf(metrics: Metrics, name: string): Promise<string[]> {
  const { text } = await metrics.text();
  return text.split('\n').filter((line) => line.startsWith(name));
}

test('calls are counted by face, tenant and decision', async () => {
  const metrics = createMetrics();
  metrics.ended(endedCall());
  metrics.ended(endedCall());
  metrics.ended(endedCall({ face: 'mcp', decision: 'rate-limited', attempts: 0 }));
  metrics.ended(endedCall({ tenant: null, decision: 'unauthenticated', attempts: 0 }));
  expect(await linesOf(metrics, 'smarteros_calls_total{')).toEqual([
    'smarteros_calls_total{face="http",tenant="demo",decision="ok"} 2',
    'smarteros_calls_total{face="mcp",tenant="demo",decision="rate-limited"} 1',
    'smarteros_calls_total{face="http",tenant="none",decision="unauthenticated"} 1',
  ]);
});

test('asking twice counts nothing twice', async () => {
  const metrics = createMetrics();
  metrics.ended(endedCall());
  await metrics.text();
  expect(await linesOf(metrics, 'smarteros_calls_total{')).toEqual([
    'smarteros_calls_total{face="http",tenant="demo",decision="ok"} 1',
  ]);
  metrics.ended(endedCall());
  expect(await linesOf(metrics, 'smarteros_calls_total{')).toEqual([
    'smarteros_calls_total{face="http",tenant="demo",decision="ok"} 2',
  ]);
});

test('requests upstream are counted as often as they were sent', async () => {
  const metrics = createMetrics();
  metrics.ended(endedCall({ attempts: 3, upstreamStatus: 503 }));
  metrics.ended(endedCall({ attempts: 1, upstreamStatus: null }));
  metrics.ended(endedCall({ attempts: 0 }));
  expect(await linesOf(metrics, 'smarteros_upstream_requests_total{')).toEqual([
    'smarteros_upstream_requests_total{provider="demo/shop",status="5xx"} 3',
    'smarteros_upstream_requests_total{provider="demo/shop",status="none"} 1',
  ]);
});

test('past two hundred, tenants and providers are counted together: what reads metrics is not flooded', async () => {
  const metrics = createMetrics();
  for (let index = 0; index < 1000; index++) metrics.ended(endedCall({ tenant: `tenant-${index}` }));
  const lines = await linesOf(metrics, 'smarteros_calls_total{');
  expect(lines).toHaveLength(201);
  expect(lines.at(-1)).toBe('smarteros_calls_total{face="http",tenant="other",decision="ok"} 800');
});

test('durations are in seconds', async () => {
  const metrics = createMetrics();
  metrics.ended(endedCall({ totalMs: 40 }));
  const buckets = await linesOf(metrics, 'smarteros_call_duration_seconds_bucket');
  expect(buckets).toContain('smarteros_call_duration_seconds_bucket{le="0.025"} 0');
  expect(buckets).toContain('smarteros_call_duration_seconds_bucket{le="0.05"} 1');
});

test('events, writes and gauges are shown, and figures of the process', async () => {
  const metrics = createMetrics();
  metrics.count('breaker-opened');
  metrics.ended(endedCall({ outcome: 'unknown' }));
  let depth = 3;
  metrics.gauge('smarteros_test_depth', 'How deep.', () => depth);
  expect(await linesOf(metrics, 'smarteros_test_depth ')).toEqual(['smarteros_test_depth 3']);
  depth = 4;
  const { contentType, text } = await metrics.text();
  expect(contentType).toContain('text/plain; version=');
  expect(text).toContain('smarteros_test_depth 4\n');
  expect(text).toContain('smarteros_events_total{event="breaker-opened"} 1\n');
  expect(text).toContain('smarteros_writes_total{outcome="unknown"} 1\n');
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
});

test('a histogram has all that is below each bound, what is above the last, the sum and the count', async () => {
  const metrics = createMetrics();
  for (const totalMs of [1, 40, 40, 500_000]) metrics.ended(endedCall({ totalMs }));
  const lines = await linesOf(metrics, 'smarteros_call_duration_seconds');
  expect(lines).toContain('smarteros_call_duration_seconds_bucket{le="0.001"} 1');
  expect(lines).toContain('smarteros_call_duration_seconds_bucket{le="120"} 3');
  expect(lines.slice(-3)).toEqual([
    'smarteros_call_duration_seconds_bucket{le="+Inf"} 4',
    'smarteros_call_duration_seconds_sum 500.081',
    'smarteros_call_duration_seconds_count 4',
  ]);
});
