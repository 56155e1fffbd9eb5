/**
 * What a call answers: a result, or a `Refusal` that says whose fault it is and what to do next. Both faces render the
 * same value: HTTP as a body or RFC 9457 problem details, MCP as a tool result or a tool error.
 */

/** The outcome of one call, the same for both faces. */
export type Reply =
  /** JSON, serialised once: shaped results and passed-through upstream JSON alike. */
  | { readonly kind: 'json'; readonly text: string }
  /** Anything else that an upstream sent: text or binary, passed on with its type. */
  | {
      readonly kind: 'bytes';
      readonly contentType: string;
      readonly bytes: Uint8Array;
      /** The upstream's `Content-Disposition`, where it sent one. */
      readonly disposition?: string;
    }
  /** The upstream answered with no content (204, or an empty body). */
  | { readonly kind: 'empty' }
  /** An event stream that goes on, for faces that pass it on as it comes: to be read to its end, or left (`return()`). */
  | {
      readonly kind: 'events';
      readonly contentType: string;
      readonly events: AsyncGenerator<Uint8Array, void>;
      /** Settles after the events: what its caller is told of a stream that broke; null for a whole one. */
      readonly ended: Promise<Refused | null>;
    }
  | Refused;

/** A reply that refuses. */
export interface Refused {
  readonly kind: 'refusal';
  readonly refusal: Refusal;
}

/**
 * What became of a write: it never left (`not_sent`), the API refused it (`rejected`), it was carried out (`committed`),
 * or nobody here can tell (`unknown`). Only the last one has to be looked into before it is tried again.
 */
export type Outcome = 'not_sent' | 'rejected' | 'committed' | 'unknown';

/** Why a call has no result. `detail` is written for the caller, human or model: what happened and what to do. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  /** Present for `invalid-arguments`: one entry an argument. */
  readonly errors?: readonly ArgumentError[];
  /** Present when an upstream answered: its status and, when it gave one, its own message (bounded, secrets removed). */
  readonly upstream?: { readonly status: number; readonly message: string | null };
  /** Overrides the code's HTTP status: an upstream's 404 stays a 404. */
  readonly status?: number;
  /** Seconds, for a `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Present for a write: what became of it. */
  readonly outcome?: Outcome;
  /**
   * Present where a person has to approve the call, or has refused it: the approval, and until when it may be decided (RFC
   * 3339). The face adds where people find it.
   */
  readonly approval?: { readonly id: string; readonly expiresAt: string; readonly url?: string };
  /** Present for `unauthenticated` when a token was sent: what RFC 6750 section 3.1 calls it. */
  readonly error?: 'invalid_token';
  /** Present for `insufficient-scope`: all scopes that the call needs (RFC 6750 section 3.1). */
  readonly scopes?: readonly string[];
}

/** One argument that cannot be accepted. */
export interface ArgumentError {
  /** The argument's name, with a JSON-pointer-like tail for places inside it: `status`, `lines/0/sku`. Empty for the arguments as a whole. */
  readonly argument: string;
  /** A sentence: what was wrong and what is accepted. */
  readonly message: string;
}

/**
 * Every reason, with its HTTP status and the short title of its problem type. The type's URI is `refusalType(code)`;
 * codes are stable.
 */
export const refusals = {
  // the caller
  unauthenticated: { status: 401, title: 'A valid API key or token is required' },
  'identity-unavailable': { status: 503, title: 'The token cannot be checked now' },
  'insufficient-scope': { status: 403, title: 'The token lacks a scope' },
  forbidden: { status: 403, title: 'This key may not call that capability' },
  'tenant-required': { status: 400, title: 'Name the tenant' },
  'unknown-tenant': { status: 404, title: 'No such tenant for this key' },
  'unknown-capability': { status: 404, title: 'No such capability' },
  'unknown-route': { status: 404, title: 'Nothing is served here' },
  'method-not-allowed': { status: 405, title: 'Wrong HTTP method' },
  'invalid-json': { status: 400, title: 'The body is not valid JSON' },
  'invalid-arguments': { status: 422, title: 'The arguments do not fit' },
  'invalid-cursor': { status: 400, title: 'The cursor cannot be used' },
  'expired-cursor': { status: 410, title: 'The cursor is too old' },
  'unsupported-media-type': { status: 415, title: 'Arguments are sent as JSON' },
  'body-too-large': { status: 413, title: 'The request body is too large' },
  'rate-limited': { status: 429, title: 'Too many calls' },
  'invalid-idempotency-key': { status: 400, title: 'The idempotency key cannot be used' },
  'idempotency-conflict': { status: 422, title: 'The idempotency key was used for another call' },
  'idempotency-running': { status: 409, title: 'The call with this idempotency key is still running' },
  'idempotency-unknown': { status: 409, title: 'The outcome of the call with this idempotency key is not known' },
  'idempotency-answer-gone': { status: 409, title: 'The call was carried out, and its answer is not kept' },
  // approvals
  'approval-required': { status: 403, title: 'A person has to approve this call first' },
  'approval-denied': { status: 403, title: 'A person has refused this call' },
  'approval-running': { status: 409, title: 'The approved call is under way' },
  'too-many-approvals': { status: 429, title: 'Too many calls wait for approval' },
  'unknown-approval': { status: 404, title: 'No such approval' },
  'approval-closed': { status: 409, title: 'The approval is not open any more' },
  // operators
  'operators-only': { status: 403, title: 'Only operators may do this' },
  'unknown-version': { status: 404, title: 'No such version is kept' },
  'version-unusable': { status: 409, title: 'That version cannot be served' },
  // the tenant's state
  'tenant-suspended': { status: 403, title: 'The tenant is suspended' },
  'tenant-cancelled': { status: 403, title: 'The tenant is cancelled' },
  'trial-ended': { status: 403, title: 'The trial has ended' },
  'tenant-unavailable': { status: 503, title: 'The tenant’s configuration has problems' },
  'tenant-newer': { status: 503, title: 'The tenant is newer than the version that is served' },
  'missing-credential': { status: 503, title: 'A credential for the company’s API is not set' },
  // the company's API
  'upstream-rejected': { status: 502, title: 'The company’s API rejected the request' },
  'upstream-unauthorized': { status: 502, title: 'The company’s API refused the gateway’s credential' },
  'upstream-failed': { status: 502, title: 'The company’s API failed' },
  'upstream-redirected': { status: 502, title: 'The company’s API answered with a redirect' },
  'upstream-timeout': { status: 504, title: 'The company’s API did not answer in time' },
  'upstream-unreachable': { status: 502, title: 'The company’s API cannot be reached' },
  'upstream-forbidden-address': { status: 502, title: 'The company’s API resolves to an address that is not allowed' },
  'upstream-content-type': { status: 502, title: 'The company’s API answered with an unexpected content type' },
  'upstream-event-stream': { status: 502, title: 'The company’s API answered with an event stream that does not end' },
  'upstream-invalid-json': { status: 502, title: 'The company’s API answered with broken JSON' },
  'upstream-too-large': { status: 502, title: 'The answer of the company’s API is too large' },
  'upstream-reported-failure': { status: 502, title: 'The company’s API reported a failure' },
  'upstream-accepted': { status: 504, title: 'The company’s API has accepted the call and not finished it' },
  'upstream-busy': { status: 503, title: 'Too many requests to the company’s API are under way' },
  'upstream-suspended': { status: 503, title: 'The company’s API keeps failing and is left alone for a moment' },
  'upstream-token': { status: 502, title: 'No access token could be had for the company’s API' },
  // us
  cancelled: { status: 499, title: 'The caller went away' },
  overloaded: { status: 503, title: 'The gateway has too much to do' },
  'audit-unavailable': { status: 503, title: 'The call cannot be recorded, so it was not made' },
  'state-unavailable': { status: 503, title: 'What the gateway keeps between calls cannot be reached' },
  stopping: { status: 503, title: 'The gateway is stopping' },
  internal: { status: 500, title: 'Internal error' },
} as const satisfies Record<string, { status: number; title: string }>;

/** A stable reason; `refusals` holds each one's status and title. */
export type RefusalCode = keyof typeof refusals;

/** The problem type of a reason: a stable URI that identifies it and is not meant to be fetched (RFC 9457 section 3.1.1). */
export function refusalType(code: RefusalCode): string {
  return `urn:smarteros:problem:${code}`;
}

/** The HTTP status of a refusal. */
export function refusalStatus(refusal: Refusal): number {
  return refusal.status ?? refusals[refusal.code].status;
}
