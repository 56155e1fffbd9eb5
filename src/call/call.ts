/** One call, from arguments to reply: the page to read first. Each step stands in the order in which it happens. */
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import { createRedactor } from '../secret/redact.ts';
import { isSchema } from '../table/schema-walk.ts';
import type { BoundRequest } from '../table/bind.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { readAnswer } from './answer.ts';
import { argumentErrors, sentence } from './argument-errors.ts';
import { bearerProof, type Credential, type Proof } from './credential.ts';
import { nestsDeeperThan } from './nesting.ts';
import { createPreparer, type CallPorts, type Prepared } from './prepare.ts';
import { refuse } from './refuse.ts';
import type { Reply } from './reply.ts';

/** What a face asks for, after it has found out who calls and what may be called (`authorize.ts`). */
export interface Call {
  /** The shard it was matched in: a reload in mid-call changes nothing for it. */
  readonly shard: TenantShard;
  readonly operation: Operation;
  readonly arguments: Json;
  /** Aborts when the caller goes away. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs calls. Rejects only for our own mistakes; everything else is a reply. */
export type Caller = (call: Call) => Promise<Reply>;

/** Makes the one function that both faces call. */
export function createCall(ports: CallPorts): Caller {
  const prepare = createPreparer(ports);

  return async function call({ shard, operation, arguments: args, signal }) {
    const prepared = prepare(shard, operation);

    const refused = checkArguments(prepared, operation, args);
    if (refused !== null) return refused;

    const { credential } = prepared;
    const proof = credential.kind === 'static' ? credential.proof : await tokenProof(credential);
    if ('kind' in proof) return proof;

    const bound = prepared.bind(args as Record<string, Json>, proof.path);
    if ('error' in bound) return invalid([bound.error]);

    const send = (withProof: Proof): Promise<NetAnswer> =>
      ports.net.send(request(shard, operation, prepared, bound, withProof, signal));
    if (credential.kind !== 'token') return readAnswer(await send(proof), operation, prepared);

    const { answer, tokens } = await sendWithToken(credential.source, proof, send);
    return readAnswer(answer, operation, redacting(prepared, tokens));
  };
}

/** Nobody's orders are deeper, and a stack that overflows would be our failure instead of the caller's. */
const deepestArguments = 64;

function checkArguments(prepared: Prepared, operation: Operation, args: Json): Reply | null {
  if (!isSchema(args))
    return refuse('invalid-arguments', 'Arguments are a JSON object, for example {}.', {
      errors: [{ argument: '', message: 'must be a JSON object.' }],
    });
  if (nestsDeeperThan(args, deepestArguments))
    return refuse('invalid-arguments', `Arguments may nest ${deepestArguments} levels deep, and these are deeper.`, {
      errors: [{ argument: '', message: `must not nest deeper than ${deepestArguments} levels.` }],
    });
  const errors = prepared.check(args);
  return errors === null ? null : invalid(argumentErrors(errors, operation.input, args));
}

function invalid(errors: readonly { argument: string; message: string }[]): Reply {
  return refuse('invalid-arguments', sentence(errors), { errors });
}

async function tokenProof(
  credential: Exclude<Credential, { kind: 'static' }>,
): Promise<Proof | Extract<Reply, { kind: 'refusal' }>> {
  if (credential.kind === 'missing') return refuse('missing-credential', credential.detail);
  const token = await credential.source.token();
  return token.ok ? bearerProof(token.token) : refuse('upstream-token', token.detail);
}

/** A token may end before its time: one fresh one, one more try. The upstream refused the first, so nothing was done twice. */
async function sendWithToken(
  source: Extract<Credential, { kind: 'token' }>['source'],
  proof: Proof,
  send: (proof: Proof) => Promise<NetAnswer>,
): Promise<{ readonly answer: NetAnswer; readonly tokens: readonly string[] }> {
  const used = (proof.headers['authorization'] as string).slice('Bearer '.length);
  const answer = await send(proof);
  if (!answer.ok || answer.status !== 401) return { answer, tokens: [used] };
  const fresh = await source.refresh(used);
  // The source asks for new ones at its own pace: the same token again would be refused again.
  if (!fresh.ok || fresh.token === used) return { answer, tokens: [used] };
  return { answer: await send(bearerProof(fresh.token)), tokens: [used, fresh.token] };
}

/** Access tokens come and go; what the upstream says about one of them must not show it either. */
function redacting(prepared: Prepared, tokens: readonly string[]): Prepared {
  return { ...prepared, redact: (text) => createRedactor(tokens)(prepared.redact(text)) };
}

function request(
  shard: TenantShard,
  operation: Operation,
  prepared: Prepared,
  bound: BoundRequest,
  proof: Proof,
  signal: AbortSignal | undefined,
) {
  const { upstream } = prepared;
  return {
    origin: upstream.origin,
    network: upstream.network,
    method: operation.method,
    path: proof.query === null ? bound.path : withQuery(bound.path, proof.query),
    // The credential comes last: no argument and no constant header can take its place.
    headers: Object.assign(bound.headers, proof.headers),
    body: bound.body,
    timeoutMs: operation.timeoutMs,
    answerBytes: shard.limits.answerBytes,
    signal,
  };
}

/** Adds `name=value`, in the place of whatever an argument of that name has put there. */
function withQuery(path: string, pair: string): string {
  const [target, query = ''] = path.split('?', 2);
  const name = pair.slice(0, pair.indexOf('=') + 1);
  const others = query.split('&').filter((other) => other !== '' && !other.startsWith(name));
  return `${target}?${[...others, pair].join('&')}`;
}
