/**
 * Spans of calls by the OpenTelemetry SDK, exported by OTLP over HTTP. The SDK's packages are loaded only where an
 * endpoint is set; every setting is one of OpenTelemetry's own variables (`OTEL_EXPORTER_OTLP_ENDPOINT`, `…_HEADERS`,
 * `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`).
 */
import type { SpanContext } from '@opentelemetry/api';
import type { EndedCall } from './telemetry.ts';

/** Exports spans. */
export interface Spans {
  /** Queues the span of a call whose trace is sampled; drops it when the collector is too slow. */
  ended(call: EndedCall): void;
  /** Sends what waits, then ends. */
  close(): Promise<void>;
}

/** Whether the environment names a collector for traces. */
export function isExportAsked(environment: NodeJS.ProcessEnv): boolean {
  if (environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none')
    return false;
  const names = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  return names.some((name) => (environment[name] ?? '') !== '');
}

/** Loads the SDK and begins to export. */
export async function openSpans(version: string): Promise<Spans> {
  const [api, sdk, resources, otlp] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  // The ids of a call's span are made before it ends: the company's API and the log have them already.
  let next: { readonly traceId: string; readonly spanId: string } = { traceId: '', spanId: '' };
  const named = resources.resourceFromAttributes({ 'service.name': 'smarteros', 'service.version': version });
  const provider = new sdk.TracerProvider({
    resource: named.merge(
      resources.detectResources({ detectors: [resources.envDetector, resources.serviceNameEnvDetector] }),
    ),
    sampler: new sdk.AlwaysOnSampler(),
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new otlp.OTLPTraceExporter(),
        maxQueueSize: 8192,
        scheduledDelayMillis: 1000,
      }),
    ],
  });
  const tracer = provider.getTracer('smarteros', version);

  return {
    ended(call) {
      const { traceId, spanId, parentId, sampled } = call.trace;
      if (!sampled) return;
      next = { traceId, spanId };
      const parent: SpanContext | null =
        parentId === null ? null : { traceId, spanId: parentId, traceFlags: api.TraceFlags.SAMPLED, isRemote: true };
      const root = api.ROOT_CONTEXT;
      const context = parent === null ? root : api.trace.setSpanContext(root, parent);
      const span = tracer.startSpan(
        `${call.tenant ?? '?'} ${call.capability ?? '?'}`,
        { kind: api.SpanKind.SERVER, startTime: call.startedAt, attributes: attributesOf(call) },
        context,
      );
      if (call.status >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR, message: call.decision });
      span.end(call.startedAt + call.totalMs);
    },
    close: () => provider.shutdown(),
  };
}

/** Names of the semantic conventions where there is one (https://opentelemetry.io/docs/specs/semconv/http/). */
function attributesOf(call: EndedCall): Record<string, string | number> {
  return {
    'http.response.status_code': call.status,
    'smarteros.call_id': call.callId,
    'smarteros.face': call.face,
    'smarteros.tenant': call.tenant ?? '',
    'smarteros.capability': call.capability ?? '',
    'smarteros.provider': call.provider ?? '',
    'smarteros.caller': call.caller,
    'smarteros.decision': call.decision,
    'smarteros.outcome': call.outcome ?? '',
    'smarteros.upstream.status': call.upstreamStatus ?? 0,
    'smarteros.upstream.attempts': call.attempts,
    'smarteros.upstream.duration_ms': call.upstreamMs,
    ...(call.pages === undefined ? {} : { 'smarteros.upstream.pages': call.pages }),
  };
}
