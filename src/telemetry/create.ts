/** Puts metrics, spans and the log behind the one port. */
import type { JsonLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { isExportAsked, openSpans } from './spans.ts';
import type { EndedCall, Telemetry, TelemetryEvent } from './telemetry.ts';
import { traceOf } from './trace.ts';

/** What to watch with. */
export interface TelemetryOptions {
  /** The product's version, for spans. */
  readonly version: string;
  /** Each call and event as a line of JSON; null logs none. */
  readonly log: JsonLog | null;
  readonly environment: NodeJS.ProcessEnv;
  /** Told of every event, for those who show them in words. */
  readonly onEvent?: (event: TelemetryEvent, subject: string | undefined) => void;
}

/** Begins to watch. Spans are exported where the environment names a collector. */
export async function createTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { log, environment, onEvent } = options;
  const metrics = createMetrics();
  const spans = isExportAsked(environment) ? await openSpans(options.version) : null;
  const isSampled = spans === null ? () => false : samplerOf(environment);
  return {
    trace: (traceparent, tracestate) => traceOf(traceparent, tracestate, isSampled()),
    ended: (call: EndedCall) => {
      metrics.ended(call);
      spans?.ended(call);
      log?.call(call);
    },
    count: (event, subject) => {
      metrics.count(event);
      log?.event(event, subject);
      onEvent?.(event, subject);
    },
    gauge: metrics.gauge,
    metrics: metrics.text,
    close: async () => {
      await spans?.close().catch(() => {});
      await log?.close();
    },
  };
}

/** Which traces that begin here are sampled: all, or the share that `OTEL_TRACES_SAMPLER_ARG` says. */
function samplerOf(environment: NodeJS.ProcessEnv): () => boolean {
  const written = (environment['OTEL_TRACES_SAMPLER_ARG'] ?? '').trim();
  const share = Number(written === '' ? '1' : written);
  if (!(share >= 0 && share < 1)) return () => true;
  return () => Math.random() < share;
}
