/** Headers of requests that mean something to an API, among those that programs send by themselves. */
import { isCredentialHeader } from './credential.ts';

const ownNames = new Set(
  `accept accept-charset accept-encoding accept-language access-control-request-headers access-control-request-method age
  baggage cache-control client-hints connection content-encoding content-length content-type content-disposition content-md5 date
  device-memory dnt downlink dpr early-data ect expect forwarded from host http2-settings if-match if-modified-since
  if-none-match if-range if-unmodified-since keep-alive max-forwards newrelic next-action next-router-prefetch
  next-router-state-tree next-url origin postman-token pragma priority purpose range referer rsc rtt save-data sentry-trace
  service-worker te traceparent tracestate trailer transfer-encoding true-client-ip upgrade upgrade-insecure-requests
  user-agent via viewport-width warning width x-b3-flags x-b3-parentspanid x-b3-sampled x-b3-spanid x-b3-traceid
  x-client-data x-cloud-trace-context x-correlation-id x-csrf-token x-csrftoken x-http-method-override x-newrelic-id
  x-real-ip x-request-id x-requested-with x-trace-id x-xsrf-token`.split(/\s+/),
);
const ownPrefixes =
  /^(?::|sec-|proxy-|cf-|x-forwarded-|x-amzn-|x-amz-|x-datadog-|x-vercel-|x-envoy-|x-postman-|x-insomnia|x-mitmproxy|x-instana-|x-dynatrace|x-goog-|fly-|fastly-)/;
const idempotency = /^(?:x-)?idempotency-key$/;

/** Whether a header is a parameter of the API. Credentials, cookies and what browsers and proxies add are none. */
export function isApiHeader(name: string): boolean {
  const lower = name.toLowerCase();
  if (!/^[a-z][a-z0-9-]{1,60}$/.test(lower) || /\d{4}|[0-9a-f]{12}/.test(lower)) return false;
  return !ownNames.has(lower) && !ownPrefixes.test(lower) && !idempotency.test(lower) && !isCredentialHeader(name);
}

/** Whether a header holds an idempotency key. */
export function isIdempotencyHeader(name: string): boolean {
  return idempotency.test(name.toLowerCase());
}

/**
 * The value of a header that names a version of the API and nothing else: a small number or a date, in a header that says so,
 * or a vendor's media type in `Accept`. The only values that are ever kept; null for every other.
 */
export function versionIn(name: string, value: string): string | null {
  if (
    /(?:^|-)version$/i.test(name) &&
    /^v?\d{1,3}(?:\.\d{1,3}){0,2}$|^20\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?$/i.test(value)
  )
    return value;
  const isVendor = /^application\/vnd\.[a-z]{2,20}(?:\.v\d{1,2})?\+json(?:;\s?version=\d{1,2})?$/.test(value);
  return name.toLowerCase() === 'accept' && isVendor ? value : null;
}
