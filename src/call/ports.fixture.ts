/** Everything that calls lean on, in memory: for tests, which look at what was recorded. */
import type { AuditBegin, AuditEnd } from '../audit/audit.ts';
import { createMemoryLimiter } from '../limit/memory.ts';
import type { Net } from '../net/net.ts';
import { createResilience } from '../resilience/run.ts';
import type { Secrets } from '../secret/secrets.ts';
import { createMemoryState } from '../state/memory.ts';
import type { EndedCall, Telemetry, TelemetryEvent, Trace } from '../telemetry/telemetry.ts';
import type { CallPorts } from './call.ts';

/** What happened, in order. */
export interface Happened {
  /** Records of the audit: a write has two. */
  readonly audit: (
    | ({ readonly event: 'begin' } & AuditBegin)
    | ({ readonly event: 'end' } & AuditBegin & { readonly end: AuditEnd })
  )[];
  readonly ended: EndedCall[];
  readonly events: TelemetryEvent[];
}

/** A trace that is the same in every test. */
export const testTrace: Trace = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentId: null,
  sampled: false,
  state: null,
};

/** Secrets by name, whoever owns them. */
export function fixedSecrets(values: Readonly<Record<string, string>> = {}): Secrets {
  return {
    has: (_owner, name) => Object.hasOwn(values, name),
    read: (_owner, name) => (Object.hasOwn(values, name) ? values[name] : undefined),
    where: (owner, name) => `${owner ?? 'shared'}/${name}`,
    generation: () => 0,
  };
}

/** Telemetry that only remembers. */
function rememberingTelemetry(happened: Happened): Telemetry {
  return {
    trace: () => testTrace,
    ended: (call) => void happened.ended.push(call),
    count: (event) => void happened.events.push(event),
    gauge: () => {},
    metrics: async () => ({ contentType: 'text/plain', text: '' }),
    close: async () => {},
  };
}

/** Ports with real limiter, state and resilience, whose audit and telemetry remember; any of them may be replaced. */
export function testPorts(net: Net, changes: Partial<CallPorts> = {}): CallPorts & { readonly happened: Happened } {
  const happened: Happened = { audit: [], ended: [], events: [] };
  return {
    net,
    secrets: fixedSecrets(),
    limiter: createMemoryLimiter(),
    state: createMemoryState(),
    resilience: createResilience({ onEvent: (event) => void happened.events.push(event) }),
    telemetry: rememberingTelemetry(happened),
    audit: {
      begin: async (begin) => happened.audit.push({ event: 'begin', ...begin }) > 0,
      end: async (begin, end) => happened.audit.push({ event: 'end', ...begin, end }) > 0,
      close: async () => {},
    },
    commit: () => null,
    payloadBytes: () => 4096,
    happened,
    ...changes,
  };
}
