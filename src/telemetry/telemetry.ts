/** The port through which a running gateway is watched: metrics, traces, logs. */

/** A W3C trace context (https://www.w3.org/TR/trace-context/): the caller's when it sent a valid one, else a new one. */
export interface Trace {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** Our span: 16 lower-case hex digits. */
  readonly spanId: string;
  /** The caller's span; null for a trace that begins here. */
  readonly parentId: string | null;
  readonly sampled: boolean;
  /** `tracestate` as it came, bounded; null when there was none. */
  readonly state: string | null;
}

/** One call that has ended, for metrics, a span and a log line. Holds no argument, no result and no secret. */
export interface EndedCall {
  readonly callId: string;
  readonly trace: Trace;
  readonly face: 'http' | 'mcp' | 'cli';
  /** Null when the caller was refused before a tenant was found. */
  readonly tenant: string | null;
  readonly capability: string | null;
  readonly provider: string | null;
  /** `client:demo/agent`, `token:issuer` (never the subject), `local`, `unknown`. */
  readonly caller: string;
  /** `ok`, or the code of the refusal. */
  readonly decision: string;
  readonly outcome: string | null;
  /** Status of the HTTP answer, or that it would have had. */
  readonly status: number;
  readonly upstreamStatus: number | null;
  readonly attempts: number;
  /** Pages of a list that were had; absent for a call that walks none. */
  readonly pages?: number;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly totalMs: number;
  readonly upstreamMs: number;
  readonly requestBytes: number;
  readonly answerBytes: number;
}

/** Things that are counted beside calls; each becomes a counter. */
export type TelemetryEvent =
  | 'audit-record-lost'
  | 'audit-write-refused'
  | 'limiter-degraded'
  | 'limiter-recovered'
  | 'state-unavailable'
  | 'breaker-opened'
  | 'breaker-closed'
  | 'call-shed'
  | 'approval-asked'
  | 'approval-granted'
  | 'approval-denied'
  | 'approval-used'
  | 'upstream-retry'
  | 'jwks-refresh-failed'
  | 'embeddings-failed'
  | 'reload'
  | 'reload-failed';

/** Watches. Every function is cheap, synchronous and never throws. */
export interface Telemetry {
  /** A trace for a call that comes in, from its `traceparent` and `tracestate`. */
  trace(traceparent: string | undefined, tracestate: string | undefined): Trace;
  ended(call: EndedCall): void;
  /** `subject` names a provider, an issuer or a tenant for the log; it is no label of a metric. */
  count(event: TelemetryEvent, subject?: string): void;
  /** Current values that are read when someone asks for metrics. */
  gauge(name: string, help: string, read: () => number): void;
  /** The text that `GET /metrics` answers (Prometheus exposition format), and its content type. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** Exports what waits; then ends. */
  close(): Promise<void>;
}
