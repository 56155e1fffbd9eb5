/** Calls that have ended, for tests of what watches them. */
import type { EndedCall } from './telemetry.ts';

/** A successful call over HTTP, with changes. */
export function endedCall(changes: Partial<EndedCall> = {}): EndedCall {
  return {
    callId: '11111111-2222-4333-8444-555555555555',
    trace: {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      parentId: '00f067aa0ba902b7',
      sampled: true,
      state: null,
    },
    face: 'http',
    tenant: 'demo',
    capability: 'orders.search',
    provider: 'shop',
    caller: 'client:demo/agent',
    decision: 'ok',
    outcome: null,
    status: 200,
    upstreamStatus: 200,
    attempts: 1,
    startedAt: 1_800_000_000_000,
    totalMs: 12.5,
    upstreamMs: 10,
    requestBytes: 17,
    answerBytes: 1024,
    ...changes,
  };
}
