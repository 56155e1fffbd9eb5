/** Sends a request with its credential, as often as is safe, and notes what came of it. */
import type { Net, NetAnswer } from '../net/net.ts';
import { outcomeOf } from '../resilience/outcome.ts';
import type { Resilience } from '../resilience/resilience.ts';
import { isRepeatable } from '../table/repeatable.ts';
import { bearerProof, type Proof, type ReadyCredential } from './credential.ts';
import { inTime } from './in-time.ts';
import type { Progress } from './progress.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import { requestOf, type Outgoing } from './request.ts';

/** An upstream's answer, and the access tokens that were used for it: nothing of them may be shown. */
export interface Delivered {
  readonly answer: NetAnswer;
  readonly tokens: readonly string[];
}

/** What delivering leans on. */
export interface DeliveryPorts {
  readonly net: Net;
  readonly resilience: Resilience;
}

/** The answer; a refusal when the provider may not be asked now. Notes attempts, status, time and outcome in `progress`. */
export async function deliver(
  ports: DeliveryPorts,
  outgoing: Outgoing,
  credential: ReadyCredential,
  proof: Proof,
  progress: Progress,
): Promise<Delivered | Refused> {
  const { shard, operation, upstream, signal } = outgoing;
  const startedAt = performance.now();
  const deadline = progress.startedAt + operation.timeoutMs;
  const tokens: string[] = [];
  let current = proof;

  const sendOnce = async (withProof: Proof): Promise<NetAnswer> => {
    const leftMs = Math.ceil(deadline - performance.now());
    if (leftMs <= 0) return outOfTime;
    progress.attempts++;
    const leftBefore = progress.mayHaveLeft;
    progress.mayHaveLeft = true;
    const answer = await ports.net.send(requestOf(outgoing, withProof, leftMs));
    if (!answer.ok && answer.sent === false) progress.mayHaveLeft = leftBefore;
    noteOutcome(progress, answer);
    return answer;
  };
  const send = async (): Promise<NetAnswer> => {
    if (credential.kind === 'static') return sendOnce(current);
    const answer = await sendOnce(current);
    tokens.push(tokenIn(current));
    const renewed = await renewedProof(credential, current, answer, { deadline, signal });
    if (renewed === null || performance.now() >= deadline) return answer;
    current = renewed;
    tokens.push(tokenIn(current));
    return sendOnce(current);
  };

  const repeatable = isRepeatable(operation);
  const owner = upstream.shared ? null : shard.name;
  const attempts = await ports.resilience.run(owner, upstream, { send, repeatable, deadline, signal });
  progress.upstreamMs = performance.now() - startedAt;
  if (attempts.kind === 'held') return held(attempts.why, attempts.retryAfterMs, upstream.name);
  noteAnswer(progress, attempts.answer);
  return { answer: attempts.answer, tokens };
}

/**
 * A token may end before its time: one fresh one, one more try. The upstream refused the first, so nothing is done twice.
 * Null when there is no reason for another try, or no other token.
 */
async function renewedProof(
  credential: Extract<ReadyCredential, { kind: 'token' }>,
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

/** What an earlier attempt may have done stays unknown, whatever becomes of a later one that is not carried out. */
function noteOutcome(progress: Progress, answer: NetAnswer): void {
  if (progress.outcome !== null) progress.outcome = outcomeOf(answer, progress.outcome === 'unknown');
}

function noteAnswer(progress: Progress, answer: NetAnswer): void {
  if (!answer.ok) return;
  progress.upstreamStatus = answer.status;
  progress.answerBytes = answer.body.length;
}

function held(why: 'breaker-open' | 'busy' | 'aborted', retryAfterMs: number, provider: string): Refused {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  switch (why) {
    case 'breaker-open':
      return refuse(
        'upstream-suspended',
        `"${provider}" has failed again and again, so it is left alone for a moment. Nothing was sent.`,
        { retryAfterSeconds },
      );
    case 'busy':
      return refuse(
        'upstream-busy',
        `As many requests to "${provider}" are under way as it takes at once. Nothing was sent.`,
        { retryAfterSeconds },
      );
    case 'aborted':
      return refuse('cancelled', 'The caller went away before anything was sent.');
  }
}
