/** Sends the requests of one call: each with the credential as it is then, within the time of the call, and as often as is safe. */
import type { Net, NetAnswer, NetRequest } from '../net/net.ts';
import type { Attempts, Resilience } from '../resilience/resilience.ts';
import { bearerProof, type Proof, type ReadyCredential } from './credential.ts';
import { inTime } from './in-time.ts';
import type { Progress } from './progress.ts';
import type { Outgoing } from './request.ts';

/** What sending leans on. */
export interface SenderPorts {
  readonly net: Net;
  readonly resilience: Resilience;
}

/** One request, as often as it has to be made. */
export interface Sent {
  /** Makes it, to be answered within so many milliseconds. */
  make(proof: Proof, timeoutMs: number): NetRequest;
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
  /** Told of each answer. */
  note(progress: Progress, answer: NetAnswer): void;
}

/** Sends for one call. */
export interface Sender {
  send(sent: Sent): Promise<Attempts>;
  /** The access tokens that were used until now. */
  readonly tokens: readonly string[];
  /** `performance.now()` at which the call has to be over. */
  readonly deadline: number;
}

type RenewableCredential = Extract<ReadyCredential, { kind: 'token' }>;

/** Makes the sender of a call; `proof` is what its first request carries. */
export function createSender(
  ports: SenderPorts,
  { shard, operation, upstream, signal }: Outgoing,
  credential: ReadyCredential,
  proof: Proof,
  progress: Progress,
): Sender {
  const owner = upstream.shared ? null : shard.name;
  const deadline = progress.startedAt + operation.timeoutMs;
  const tokens: string[] = [];
  let current = proof;

  const sendOnce = async ({ make, note }: Sent): Promise<NetAnswer> => {
    const leftMs = Math.ceil(deadline - performance.now());
    if (leftMs <= 0) return outOfTime;
    progress.attempts++;
    const leftBefore = progress.mayHaveLeft;
    progress.mayHaveLeft = true;
    const answer = await ports.net.send(make(current, leftMs));
    if (!answer.ok && answer.sent === false) progress.mayHaveLeft = leftBefore;
    note(progress, answer);
    return answer;
  };
  const sendRenewing = async (sent: Sent, renewable: RenewableCredential): Promise<NetAnswer> => {
    const answer = await sendOnce(sent);
    tokens.push(tokenIn(current));
    const renewed = await renewedProof(renewable, current, answer, { deadline, signal });
    if (renewed === null || performance.now() >= deadline) return answer;
    current = renewed;
    tokens.push(tokenIn(current));
    return sendOnce(sent);
  };
  const send = (sent: Sent): Promise<NetAnswer> =>
    credential.kind === 'static' ? sendOnce(sent) : sendRenewing(sent, credential);
  return {
    tokens,
    deadline,
    send: (sent) => {
      const { repeatable, signal: until } = sent;
      return ports.resilience.run(owner, upstream, { send: () => send(sent), repeatable, deadline, signal: until });
    },
  };
}

/**
 * A token may end before its time: one fresh one, one more try. The upstream refused the first, so nothing is done twice.
 * Null when there is no reason for another try, or no other token.
 */
async function renewedProof(
  credential: RenewableCredential,
  proof: Proof,
  answer: NetAnswer,
  { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal | undefined },
): Promise<Proof | null> {
  if (!answer.ok || answer.status !== 401) return null;
  const used = tokenIn(proof);
  const fresh = await inTime(credential.source.refresh(used), deadline, signal);
  if (fresh === 'late' || fresh === 'gone') return null;
  // The source asks for new ones at its own pace: the same token again would be refused again.
  return fresh.ok && fresh.token !== used ? bearerProof(fresh.token) : null;
}

/** Other things took all the time that the call had. That says nothing of the provider. */
const outOfTime: NetAnswer = {
  ok: false,
  reason: 'timeout',
  detail: 'The time of the call was over before it was sent.',
  phase: 'request',
  sent: false,
};

function tokenIn(proof: Proof): string {
  return (proof.headers['authorization'] as string).slice('Bearer '.length);
}
