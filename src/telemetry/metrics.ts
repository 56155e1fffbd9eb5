/**
 * Metrics for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/), by prom-client. A call adds to
 * plain numbers; they become series when somebody asks. Labels are bounded: past so many tenants or providers, further ones
 * are counted together as `other`.
 */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { addHistogram } from './histogram.ts';
import type { EndedCall, TelemetryEvent } from './telemetry.ts';

/** Different values of a label that callers or manifests choose. */
const labelValues = 200;

/** Bounds in seconds: from an answer out of memory to the longest timeout. */
const secondsBounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** The metrics of one process. */
export interface Metrics {
  ended(call: EndedCall): void;
  count(event: TelemetryEvent): void;
  gauge(name: string, help: string, read: () => number): void;
  text(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Makes an empty set of metrics; those of the process itself (memory, event loop, garbage collection) are in it. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
  const tenantLabel = createLabel();
  const providerLabel = createLabel();
  const calls = tally(
    registry,
    'smarteros_calls_total',
    'Calls by face, tenant and decision (ok or the refusal’s code).',
    ['face', 'tenant', 'decision'],
  );
  const outcomes = tally(
    registry,
    'smarteros_writes_total',
    'Calls that may change something, by what became of them.',
    ['outcome'],
  );
  const requests = tally(registry, 'smarteros_upstream_requests_total', 'Requests sent to companies’ APIs.', [
    'provider',
    'status',
  ]);
  const events = tally(registry, 'smarteros_events_total', 'Things worth an alert, by kind.', ['event']);
  const received = tally(registry, 'smarteros_request_bytes_total', 'Bytes of calls’ bodies.', []);
  const answered = tally(registry, 'smarteros_upstream_answer_bytes_total', 'Bytes of companies’ answers.', []);
  const duration = addHistogram(registry, {
    name: 'smarteros_call_duration_seconds',
    help: 'From a call’s arrival to its answer.',
    bounds: secondsBounds,
  });
  const waiting = addHistogram(registry, {
    name: 'smarteros_upstream_duration_seconds',
    help: 'What of that companies’ APIs took.',
    bounds: secondsBounds,
  });

  return {
    ended(call) {
      calls(1, call.face, tenantLabel(call.tenant), call.decision);
      if (call.outcome !== null) outcomes(1, call.outcome);
      duration(call.totalMs / 1000);
      received(call.requestBytes);
      if (call.attempts === 0) return;
      const provider = providerLabel(`${call.tenant}/${call.provider}`);
      requests(call.attempts, provider, call.upstreamStatus === null ? 'none' : statusClass(call.upstreamStatus));
      answered(call.answerBytes);
      waiting(call.upstreamMs / 1000);
    },
    count: (event) => events(1, event),
    gauge: (name, help, read) => {
      const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read()) });
    },
    text: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function statusClass(status: number): string {
  return `${Math.floor(status / 100)}xx`;
}

/** The value itself for the first two hundred, `other` for those that come later. */
function createLabel(): (value: string | null) => string {
  const known = new Set<string>();
  return (value) => {
    if (value === null) return 'none';
    if (known.has(value)) return value;
    if (known.size >= labelValues) return 'other';
    known.add(value);
    return value;
  };
}

interface Tallied {
  readonly labels: Record<string, string>;
  told: number;
  count: number;
}

/** What is counted under one label's value: the next label's, or the count after the last one. */
interface Branch {
  readonly next: Map<string, Branch>;
  tallied: Tallied | null;
}

/** A counter whose additions cost a look-up for each label; its series are made of them when they are asked for. */
function tally(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
): (amount: number, ...values: readonly string[]) => void {
  const root: Branch = { next: new Map(), tallied: null };
  const all: Tallied[] = [];
  const counter: Counter = new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect: () => {
      for (const entry of all) {
        counter.inc(entry.labels, entry.count - entry.told);
        entry.told = entry.count;
      }
    },
  });
  // A key made of all values would have to be put together and hashed for each call.
  return (amount, ...values) => {
    let branch = root;
    for (const value of values) {
      let next = branch.next.get(value);
      if (next === undefined) branch.next.set(value, (next = { next: new Map(), tallied: null }));
      branch = next;
    }
    if (branch.tallied === null)
      all.push((branch.tallied = { labels: labelsOf(labelNames, values), told: 0, count: 0 }));
    branch.tallied.count += amount;
  };
}

function labelsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] as string]));
}
