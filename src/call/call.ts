/** One call, from arguments to reply: the page to read first. Each step stands in the order in which it happens. */
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import { isSchema } from '../table/schema-walk.ts';
import type { BoundRequest } from '../table/bind.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { readAnswer } from './answer.ts';
import { argumentErrors, sentence } from './argument-errors.ts';
import { bearerProof, type Credential, type Proof } from './credential.ts';
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

    const proof = staticProof(prepared.credential) ?? (await tokenProof(prepared.credential));
    if ('kind' in proof) return proof;

    const bound = prepared.bind(args as Record<string, Json>, proof.path);
    if ('error' in bound) return invalid([bound.error]);

    const send = (withProof: Proof): Promise<NetAnswer> =>
      ports.net.send(request(shard, operation, prepared, bound, withProof, signal));
    let answer = await send(proof);
    if (answer.ok && answer.status === 401 && prepared.credential.kind === 'token') {
      answer = await sendWithFreshToken(prepared.credential, proof, send, answer);
    }

    return readAnswer(answer, operation, prepared);
  };
}

function checkArguments(prepared: Prepared, operation: Operation, args: Json): Reply | null {
  if (!isSchema(args))
    return refuse('invalid-arguments', 'Arguments are a JSON object, for example {}.', {
      errors: [{ argument: '', message: 'must be a JSON object.' }],
    });
  const errors = prepared.check(args);
  return errors === null ? null : invalid(argumentErrors(errors, operation.input, args));
}

function invalid(errors: readonly { argument: string; message: string }[]): Reply {
  return refuse('invalid-arguments', sentence(errors), { errors });
}

/** The usual case, without waiting for anything. */
function staticProof(credential: Credential): Proof | null {
  return credential.kind === 'static' ? credential.proof : null;
}

async function tokenProof(
  credential: Exclude<Credential, { kind: 'static' }> | Credential,
): Promise<Proof | Extract<Reply, { kind: 'refusal' }>> {
  if (credential.kind === 'missing') return refuse('missing-credential', credential.detail);
  if (credential.kind === 'static') return credential.proof;
  const token = await credential.source.token();
  return token.ok ? bearerProof(token.token) : refuse('upstream-token', token.detail);
}

/** A token may end before its time: one fresh one, one more try. The upstream refused the first, so nothing was done twice. */
async function sendWithFreshToken(
  credential: Extract<Credential, { kind: 'token' }>,
  used: Proof,
  send: (proof: Proof) => Promise<NetAnswer>,
  refused: NetAnswer,
): Promise<NetAnswer> {
  const fresh = await credential.source.refresh((used.headers['authorization'] as string).slice('Bearer '.length));
  return fresh.ok ? send(bearerProof(fresh.token)) : refused;
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
    path: proof.query === null ? bound.path : `${bound.path}${bound.path.includes('?') ? '&' : '?'}${proof.query}`,
    // The credential comes last: no argument and no constant header can take its place.
    headers: Object.assign(bound.headers, proof.headers),
    body: bound.body,
    timeoutMs: operation.timeoutMs,
    answerBytes: shard.limits.answerBytes,
    signal,
  };
}
