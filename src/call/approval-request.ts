/** What an approver gets to see of a call: the request that it would become, bounded in size. */
import type { Json } from '../schema.ts';
import type { AskedRequest } from './approval-record.ts';
import { withoutMarked } from './marked.ts';
import type { Call } from './origin.ts';
import type { ShownRequest } from './shown-request.ts';
import { withoutBytes } from './without-bytes.ts';

/** Characters that are kept, of each part. */
const kept = { url: 8_192, body: 65_536, arguments: 65_536, header: 2_048 } as const;
/** They say where a call comes from, and differ from one call to the next. */
const passing: ReadonlySet<string> = new Set(['traceparent', 'tracestate']);

/** Bounds a request that may be shown; whatever is cut off is told as cut off. */
export function askedRequest({ operation, arguments: args }: Call, shown: ShownRequest): AskedRequest {
  const headers = Object.entries(shown.headers).filter(
    ([name]) => !passing.has(name) && name !== operation.idempotencyHeader,
  );
  const known = withoutMarked(withoutBytes(args, operation), operation.sensitive.arguments);
  const areLarge = JSON.stringify(known).length > kept.arguments;
  return {
    method: shown.method,
    url: cut(shown.url, kept.url),
    headers: Object.fromEntries(headers.map(([name, value]) => [name, cut(value, kept.header)])),
    body: shown.body === null ? null : cut(shown.body, kept.body),
    arguments: areLarge ? null : (known as Json),
    isCut:
      areLarge ||
      shown.url.length > kept.url ||
      (shown.body?.length ?? 0) > kept.body ||
      headers.some(([, value]) => value.length > kept.header),
  };
}

/** The beginning of a text, with a word of what is missing. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}… [${text.length - most} more characters]`;
}
