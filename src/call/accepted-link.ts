/** Where an API tells how a call stands that it has accepted (202): its status URL, and what is read there. */
import type { Json } from '../schema.ts';
import { createReader } from '../table/path.ts';
import type { Operation, PollingRule } from '../table/table.ts';
import { headerOf, jsonIn, type Answered } from './answer-text.ts';

/** Headers that name the status URL, the most telling first. */
const linkHeaders = ['operation-location', 'azure-asyncoperation', 'location'] as const;

/** RFC 9110 section 15.3.3 and `Location`: nothing is known of the body, the status alone says when it is over. */
const byStatus: PollingRule = { link: null, state: null, done: [], failed: [], result: null, message: [] };

/** The other two headers come with a body of known form (Microsoft REST API Guidelines, long-running operations). */
const byOperation: PollingRule = {
  link: null,
  state: ['status'],
  done: ['succeeded'],
  failed: ['failed', 'canceled', 'cancelled'],
  result: ['resourceLocation'],
  message: [['error']],
};

/** A status URL as it stands in a request, and how what it answers is read. */
export interface AcceptedLink {
  /** Path and query. */
  readonly path: string;
  readonly rule: PollingRule;
}

/**
 * The status URL of an answer 202; null for an answer that is none, and where nothing is to be followed or nothing leads on.
 *
 * @param from the URL that was asked
 */
export function acceptedLink(answer: Answered, polling: Operation['polling'], from: URL): AcceptedLink | null {
  if (answer.status !== 202 || polling === 'none') return null;
  const declared = polling === null ? null : declaredPath(answer, polling, from);
  if (polling !== null && declared !== null) return { path: declared, rule: polling };
  for (const name of linkHeaders) {
    const path = pathAt(headerOf(answer, name), from);
    if (path !== null) return { path, rule: polling ?? (name === 'location' ? byStatus : byOperation) };
  }
  return null;
}

function declaredPath(answer: Answered, { link }: PollingRule, from: URL): string | null {
  return link === null ? null : pathAt(createReader(link)(jsonIn(answer)), from);
}

/** Path and query of a URL of the API's own origin: the credential goes there. Null for any other. */
export function pathAt(link: Json | undefined, from: URL): string | null {
  const url = typeof link === 'string' && link !== '' ? URL.parse(link, from.href) : null;
  if (url === null || url.origin !== from.origin || url.username !== '' || url.password !== '') return null;
  return url.pathname + url.search;
}
