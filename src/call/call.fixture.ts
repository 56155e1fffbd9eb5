/** Calls in memory, for tests: a workspace's operations, and an upstream that answers as told. */
import type { Manifests } from '../build/workspace.fixture.ts';
import { buildOf } from '../build/workspace.fixture.ts';
import type { TokenVerifier } from '../identity/tokens.ts';
import type { Net, NetAnswer, NetRequest } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { TenantState } from '../table/routes.ts';
import { createCalls, type CallPorts, type CallResult } from './call.ts';
import type { CallOrigin } from './origin.ts';
import { fixedSecrets, testPorts, testTrace } from './ports.fixture.ts';
import type { Reply } from './reply.ts';
import { createServingHolder, type Serving } from './serving.ts';

/** An answer of an upstream; JSON with status 200 unless said. */
export function answered(
  body: Json | string | Buffer,
  changes: { status?: number; contentType?: string; retryAfter?: string } = {},
): NetAnswer {
  const { status = 200, contentType = 'application/json', retryAfter = null } = changes;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { ok: true, status, contentType, retryAfter, body: bytes };
}

/** A net that keeps what was sent; `answer` is asked each time. */
export function scriptedNet(
  answer: (request: NetRequest, count: number) => NetAnswer,
): Net & { readonly sent: NetRequest[] } {
  const sent: NetRequest[] = [];
  return {
    sent,
    send: async (request) => answer(request, sent.push({ ...request, headers: { ...request.headers } })),
    close: async () => {},
  };
}

/** A call that comes by HTTP from whoever started the gateway, without anything beside its arguments. */
export const plainOrigin: CallOrigin = {
  principal: { kind: 'local' },
  face: 'http',
  callId: '00000000-0000-4000-8000-000000000000',
  trace: testTrace,
  idempotencyKey: null,
  requestBytes: 2,
  startedAt: 0,
};

/** Calls of tenant `demo`: what to call, and how it came. */
export type DemoCaller = (capability: string, args?: Json, origin?: Partial<CallOrigin>) => Promise<CallResult>;

/** Makes a caller of tenant `demo` over ports of the test's choice. */
export function demoCaller(manifests: Manifests, ports: CallPorts): DemoCaller {
  const { table, problems } = buildOf(manifests);
  const calls = createCalls(ports);
  return (capability, args = {}, origin = {}) => {
    const shard = table.tenants['demo'];
    const operation = shard?.operations[capability];
    if (shard === undefined || operation === undefined) throw new Error(JSON.stringify(problems, null, 2));
    return calls.run({
      shard,
      operation,
      arguments: args,
      table: table.version,
      origin: { ...plainOrigin, ...origin },
    });
  };
}

/** Calls a capability of tenant `demo` once. */
export async function callDemo(
  manifests: Manifests,
  net: Net,
  options: { capability?: string; args?: Json; secrets?: Readonly<Record<string, string>> } = {},
): Promise<Reply> {
  const { capability = 'orders.get', args = {}, secrets = {} } = options;
  const call = demoCaller(manifests, testPorts(net, { secrets: fixedSecrets(secrets) }));
  return (await call(capability, args)).reply;
}

/** The refusal of a reply, or an error that shows what came instead. */
export function refusalOf(reply: Reply) {
  if (reply.kind !== 'refusal') throw new Error(`no refusal: ${JSON.stringify(reply)}`);
  return reply.refusal;
}

/** Knows no token. */
const noTokens: TokenVerifier = {
  verify: () => ({ ok: false, reason: 'unknown-issuer', detail: 'Nobody’s token counts here.' }),
  close: async () => {},
};

/** Serves manifests at a moment that the test chooses, with the local key `local-key`. */
export function servingOf(
  manifests: Manifests,
  facts: { startedAt?: number; now?: number; verifier?: TokenVerifier } = {},
): Serving {
  const { table, states } = buildOf(manifests);
  const { startedAt = 0, now = 0, verifier = noTokens } = facts;
  const all: ReadonlyMap<string, TenantState> = states;
  return createServingHolder(
    { localKey: 'local-key', verifier, trials: { startOf: () => startedAt }, startedAt, now: () => now },
    table,
    all,
  ).current();
}
