/** Which exchanges are calls of an API, and what the others are. */
import { type Exchange, headerOf } from './exchange.ts';
import { member, textMember } from './json.ts';

/** Kinds of what is no call, as people are told of them. */
export type LeftOut =
  | 'preflight'
  | 'page'
  | 'file'
  | 'beacon'
  | 'stream'
  | 'not found'
  | 'method'
  | 'graphql'
  | 'token'
  | 'redirect';

const callMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const fileTypes =
  /^(?:image|font|audio|video)\/|^text\/(?:css|javascript)$|[/+](?:javascript|wasm|x-font)|^application\/(?:font|x-font|vnd\.ms-fontobject)/;
const fileNames =
  /\.(?:css|m?js|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|wasm|webmanifest)$/i;
const fileResources = new Set(['image', 'font', 'stylesheet', 'script', 'media', 'manifest', 'texttrack']);
const beacons = new Set(['ping', 'beacon', 'csp-violation-report', 'cspviolationreport']);
const analytics = /^(?:collect|beacon|beacons|analytics|telemetry|gtm|rum|pixel|g\/collect|batch-events|sentry)$/i;

/** Why an exchange is no call; null for one that is. */
export function leftOutAs(exchange: Exchange): LeftOut | null {
  const { method, answer, resourceType, headers } = exchange;
  if (method === 'OPTIONS') return 'preflight';
  if (!callMethods.has(method)) return 'method';
  if (headerOf(headers, 'upgrade') !== '' || resourceType === 'websocket') return 'stream';
  if (beacons.has(resourceType) || isAnalytics(exchange)) return 'beacon';
  if (isGraphql(exchange)) return 'graphql';
  if (asksForToken(exchange)) return 'token';
  const contentType = answer?.content?.contentType ?? '';
  if (contentType === 'text/event-stream' || resourceType === 'eventsource') return 'stream';
  if (fileResources.has(resourceType) || fileTypes.test(contentType)) return 'file';
  if (isFileName(exchange) && contentType !== 'application/json') return 'file';
  if (contentType === 'text/html' || contentType === 'application/xhtml+xml')
    return isSubmission(exchange) ? null : 'page';
  if (resourceType === 'document' && answer?.content?.as !== 'json') return 'page';
  if (answer !== null && [301, 302, 303, 307, 308].includes(answer.status)) return 'redirect';
  return answer !== null && [404, 405, 501].includes(answer.status) ? 'not found' : null;
}

/** An exchange that surely is a call: JSON came back, or was sent. */
export function isJsonCall({ answer, body }: Exchange): boolean {
  return answer?.content?.as === 'json' || body?.as === 'json';
}

/** What changes something counts, though the answer be a page. */
function isSubmission({ method, body, resourceType }: Exchange): boolean {
  return method !== 'GET' && method !== 'HEAD' && body?.as === 'json' && resourceType !== 'document';
}

function isFileName({ target, method }: Exchange): boolean {
  const last = target.path.at(-1);
  return (method === 'GET' || method === 'HEAD') && typeof last === 'string' && fileNames.test(last);
}

function isAnalytics({ target, answer }: Exchange): boolean {
  const last = target.path.at(-1);
  return typeof last === 'string' && analytics.test(last) && answer?.content?.as !== 'json';
}

function isGraphql({ method, body, target }: Exchange): boolean {
  if (method !== 'POST' || body?.as !== 'json') return false;
  const first: unknown = Array.isArray(body.value) ? body.value[0] : body.value;
  if (typeof member(first, 'query') !== 'string') return false;
  const last = target.path.at(-1);
  return (
    /^(?:graphql|gql)$/i.test(typeof last === 'string' ? last : '') ||
    /^\s*(?:query|mutation|subscription|\{)/.test(textMember(first, 'query'))
  );
}

/** RFC 6749 section 4: the gateway asks for tokens itself. */
function asksForToken({ method, body }: Exchange): boolean {
  if (method !== 'POST' || body === null) return false;
  if (body.as === 'json') return member(body.value, 'grant_type') !== undefined;
  return body.as === 'form' && body.fields.some(({ name }) => name === 'grant_type');
}
