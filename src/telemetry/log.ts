/** The log as lines of JSON, by pino: one for each call and one for each thing that happened. */
import { pino, stdTimeFunctions, type Logger } from 'pino';
import { openLogStream } from './log-stream.ts';
import type { EndedCall, TelemetryEvent } from './telemetry.ts';

/** A log for programs. Lines are written in batches, and none is waited for; `close` writes what is held. */
export interface JsonLog {
  call(call: EndedCall): void;
  event(event: TelemetryEvent, subject: string | undefined): void;
  /** Anything else that people are told. `fields` hold no secret. */
  note(level: 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
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
  const stream = openLogStream(descriptor, lostLine);
  const logger: Logger = pino({ base: { service: 'smarteros' }, timestamp: stdTimeFunctions.isoTime }, stream);
  return {
    call: (call) => logger.info(lineOf(call), 'call'),
    event: (event, subject) => logger[alarming.has(event) ? 'warn' : 'info']({ event, subject }, event),
    note: (level, message, fields = {}) => logger[level](fields, message),
    close: stream.close,
  };
}

/** As pino writes it; it stands where the lines would be that a reader has not taken, or a disk. */
function lostLine(lines: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: 40, time, service: 'smarteros', lines, msg: 'log lines were lost' })}\n`;
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
