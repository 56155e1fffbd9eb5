/** The log as lines of JSON, by pino: one for each call and one for each thing that happened. */
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';
import type { EndedCall, TelemetryEvent } from './telemetry.ts';

/** A log for programs. Lines are written in batches; `flush` writes what waits. */
export interface JsonLog {
  call(call: EndedCall): void;
  event(event: TelemetryEvent, subject: string | undefined): void;
  /** Anything else that people are told. `fields` hold no secret. */
  note(level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
  flush(): void;
}

/** Events that a person should look at; the others are the good news after them. */
const alarming: ReadonlySet<TelemetryEvent> = new Set([
  'audit-record-lost',
  'audit-write-refused',
  'limiter-degraded',
  'state-unavailable',
  'breaker-opened',
  'call-shed',
  'jwks-refresh-failed',
  'reload-failed',
]);

/** Logs to a file descriptor: 1 is stdout, as containers want it. */
export function createJsonLog(descriptor: number): JsonLog {
  const stream = destination({ dest: descriptor, sync: false, minLength: 4096 });
  const logger: Logger = pino({ base: { service: 'smarteros' }, timestamp: stdTimeFunctions.isoTime }, stream);
  // A line is not held back for long when nothing follows it.
  const timer = setInterval(() => stream.flush(), 200).unref();
  return {
    call: (call) => logger.info(lineOf(call), 'call'),
    event: (event, subject) => logger[alarming.has(event) ? 'warn' : 'info']({ event, subject }, event),
    note: (level, message, fields = {}) => logger[level](fields, message),
    flush: () => {
      clearInterval(timer);
      stream.flushSync();
    },
  };
}

function lineOf({ trace, totalMs, upstreamMs, ...call }: EndedCall): Record<string, unknown> {
  return {
    ...call,
    traceId: trace.traceId,
    spanId: trace.spanId,
    totalMs: Math.round(totalMs * 100) / 100,
    upstreamMs: Math.round(upstreamMs * 100) / 100,
  };
}
