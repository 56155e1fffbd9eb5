/** Calls in memory, for tests: a workspace's operations, and an upstream that answers as told. */
import type { Manifests } from '../build/workspace.fixture.ts';
import { buildOf } from '../build/workspace.fixture.ts';
import type { Net, NetAnswer, NetRequest } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { TenantState } from '../table/routes.ts';
import { createCall } from './call.ts';
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

/** Calls a capability of tenant `demo`. */
export async function callDemo(
  manifests: Manifests,
  net: Net,
  options: { capability?: string; args?: Json; secrets?: Readonly<Record<string, string>> } = {},
): Promise<Reply> {
  const { capability = 'orders.get', args = {}, secrets = {} } = options;
  const { table, problems } = buildOf(manifests);
  const shard = table.tenants['demo'];
  const operation = shard?.operations[capability];
  if (shard === undefined || operation === undefined) throw new Error(JSON.stringify(problems, null, 2));
  const call = createCall({ net, secrets: { read: (_owner, name) => secrets[name], where: (_owner, name) => name } });
  return call({ shard, operation, arguments: args });
}

/** The refusal of a reply, or an error that shows what came instead. */
export function refusalOf(reply: Reply) {
  if (reply.kind !== 'refusal') throw new Error(`no refusal: ${JSON.stringify(reply)}`);
  return reply.refusal;
}

/** Serves manifests at a moment that the test chooses, with the local key `local-key`. */
export function servingOf(manifests: Manifests, facts: { startedAt?: number; now?: number } = {}): Serving {
  const { table, states } = buildOf(manifests);
  const { startedAt = 0, now = 0 } = facts;
  const all: ReadonlyMap<string, TenantState> = states;
  return createServingHolder({ localKey: 'local-key', startedAt, now: () => now }, table, all).current();
}
