/** `smarteros/client`: calls a tenant's capabilities, typed through the types that `smarteros build` generates. */
import createClient, { type Client } from 'openapi-fetch';

/** RFC 9457 problem details, as the gateway answers every refusal. */
export interface ProblemDetails {
  /** Stable identifier of the reason: `urn:smarteros:problem:<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What happened and what to do. */
  readonly detail: string;
  readonly instance?: string;
  /** One entry for each argument that cannot be accepted. */
  readonly errors?: readonly { readonly argument: string; readonly message: string }[];
  /** Present for a write: what became of it. After `unknown`, look before you try again. */
  readonly outcome?: 'not_sent' | 'rejected' | 'committed' | 'unknown';
  /** Present when the company's API answered. */
  readonly upstream?: { readonly status: number; readonly message: string | null };
  /** Present for a call that a person has to approve: once that is done, make the very same call again. */
  readonly approval?: { readonly id: string; readonly expiresAt: string; readonly url?: string };
}

/** The tenant that generated `paths` belong to. */
export type TenantOf<Paths> = keyof Paths extends infer Path
  ? Path extends `/api/tenant/${infer Tenant}/proxy/${string}`
    ? Tenant
    : never
  : never;

/** The names of the capabilities that generated `paths` hold. */
export type CapabilityOf<Paths> = keyof Paths extends infer Path
  ? Path extends `/api/tenant/${string}/proxy/${infer Name}`
    ? Name
    : never
  : never;

type Post<Paths, Capability extends string> = Paths[`/api/tenant/${TenantOf<Paths>}/proxy/${Capability}` &
  keyof Paths] extends {
  post: infer Operation;
}
  ? Operation
  : never;

/** The arguments object of a capability. */
export type ArgumentsOf<Paths, Capability extends CapabilityOf<Paths>> =
  Post<Paths, Capability> extends { requestBody?: { content: { 'application/json': infer Arguments } } }
    ? Arguments
    : never;

/** The result of a capability. */
export type ResultOf<Paths, Capability extends CapabilityOf<Paths>> =
  Post<Paths, Capability> extends { responses: { 200: { content: { 'application/json': infer Result } } } }
    ? Result
    : unknown;

/** What follows the capability's name: its arguments, which may be left out when none is required, and options of the call. */
export type CallParameters<Paths, Capability extends CapabilityOf<Paths>> =
  Post<Paths, Capability> extends { requestBody: unknown }
    ? [args: ArgumentsOf<Paths, Capability>, options?: CallOptions]
    : [args?: ArgumentsOf<Paths, Capability>, options?: CallOptions];

/** Options of one call. */
export interface CallOptions {
  /** Gives the call up; `call` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A call's outcome: the result, or why the gateway or the company's API refused. */
export type CallOutcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problem: ProblemDetails };

/** Where and as whom to call. */
export interface TenantClientOptions<Paths> {
  /** The gateway's base URL: `https://api.example.com`. */
  readonly baseUrl: string;
  /** An API key of the tenant, sent as a bearer token. */
  readonly key: string;
  /** The tenant that the types were generated for. Types are gone when the program runs, so it is said here again. */
  readonly tenant: TenantOf<Paths>;
  /** Replaces the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A client of one tenant. */
export interface TenantClient<Paths extends object> {
  /**
   * Calls a capability. A refusal is a value, not an exception.
   *
   * @throws TypeError when the gateway cannot be reached, Error when what answered is not the gateway or not JSON.
   */
  call<Capability extends CapabilityOf<Paths>>(
    capability: Capability,
    ...parameters: CallParameters<Paths, Capability>
  ): Promise<CallOutcome<ResultOf<Paths, Capability>>>;
  /** The openapi-fetch client below: for answers that are not JSON (`parseAs: 'blob'`), middleware and headers. */
  readonly raw: Client<Paths>;
}

/**
 * A client for one tenant's capabilities.
 *
 * @example
 * import { createTenantClient } from 'smarteros/client';
 * import type { paths } from './generated/demo/types.ts';
 *
 * const demo = createTenantClient<paths>({ baseUrl: 'https://api.example.com', key: process.env.DEMO_KEY!, tenant: 'demo' });
 * const orders = await demo.call('orders.search', { status: 'open' });
 * if (orders.ok) console.log(orders.result.items.length);
 * else console.error(orders.problem.detail);
 */
export function createTenantClient<Paths extends object>(options: TenantClientOptions<Paths>): TenantClient<Paths> {
  const settings = {
    baseUrl: options.baseUrl,
    headers: { Authorization: `Bearer ${options.key}` },
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  };
  const raw = createClient<Paths>(settings);
  const untyped = raw as unknown as Client<UntypedPaths>;
  return {
    raw,
    async call(capability, ...[args, callOptions]) {
      const path = `/api/tenant/${encodeURIComponent(options.tenant)}/proxy/${encodeURIComponent(capability)}`;
      const init = {
        body: args ?? {},
        parseAs: 'text',
        ...(callOptions?.signal ? { signal: callOptions.signal } : {}),
      } as const;
      const answer = await untyped.POST(path, init);
      // The types are the caller's claim about the gateway's table; a result is not checked against them again.
      return outcomeOf(path, answer.response, answer.data ?? answer.error) as CallOutcome<
        ResultOf<Paths, typeof capability>
      >;
    },
  };
}

/** Any path, as openapi-fetch sees it: the typed signature has done its work before. */
type UntypedPaths = Record<
  string,
  {
    post: {
      requestBody: { content: { 'application/json': unknown } };
      responses: {
        200: { content: { 'application/json': unknown } };
        default: { content: { 'application/problem+json': unknown } };
      };
    };
  }
>;

function outcomeOf(path: string, response: Response, body: unknown): CallOutcome<unknown> {
  if (!response.ok) {
    if (isProblem(body)) return { ok: false, problem: body };
    throw strangeAnswer(
      path,
      response,
      body,
      'which is no answer of the gateway. Check baseUrl and what stands between.',
    );
  }
  if (body === undefined || body === '') return { ok: true, result: undefined };
  if (!/[/+]json\b/i.test(contentType(response))) {
    throw strangeAnswer(
      path,
      response,
      body,
      "which is not JSON. Use raw.POST with parseAs: 'blob', 'text' or 'stream' for it.",
    );
  }
  try {
    return { ok: true, result: JSON.parse(String(body)) as unknown };
  } catch {
    throw strangeAnswer(path, response, body, 'but its body is not JSON. Check what stands between.');
  }
}

function isProblem(error: unknown): error is ProblemDetails {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number' &&
    'detail' in error &&
    typeof error.detail === 'string'
  );
}

function strangeAnswer(path: string, response: Response, body: unknown, meaning: string): Error {
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  const excerpt = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return new Error(
    `POST ${path} was answered ${response.status} with ${contentType(response)}, ${meaning} It begins: ${JSON.stringify(excerpt)}`,
  );
}

function contentType(response: Response): string {
  return response.headers.get('content-type') ?? 'no content type';
}
