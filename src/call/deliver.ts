/** Delivers a request: sent as often as is safe, followed to its end where the API only accepts it, and what came of it noted. */
import type { Limiter } from '../limit/limit.ts';
import type { NetAnswer } from '../net/net.ts';
import { outcomeOf } from '../resilience/outcome.ts';
import { isRepeatable } from '../table/repeatable.ts';
import { redactionOf, type Proof, type ReadyCredential } from './credential.ts';
import { follow, type Following } from './follow.ts';
import { providerRulesOf, tooManyCalls } from './limits.ts';
import type { Progress } from './progress.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import { readOf, requestOf, type Outgoing } from './request.ts';
import { createSender, type Sender, type SenderPorts } from './sender.ts';

/** An upstream's answer, and the access tokens that were used for it: nothing of them may be shown. */
export interface Delivered {
  readonly answer: NetAnswer;
  readonly tokens: readonly string[];
}

/** What delivering leans on. */
export interface DeliveryPorts extends SenderPorts {
  readonly limiter: Limiter;
}

/** The answer; a refusal when the provider may not be asked now. Notes attempts, status, time and outcome in `progress`. */
export async function deliver(
  ports: DeliveryPorts,
  outgoing: Outgoing,
  credential: ReadyCredential,
  proof: Proof,
  progress: Progress,
): Promise<Delivered | Refused> {
  const startedAt = performance.now();
  const sender = createSender(ports, outgoing, credential, proof, progress);
  const attempts = await sender.send({
    make: (current, leftMs) => requestOf(outgoing, current, leftMs),
    repeatable: isRepeatable(outgoing.operation),
    signal: outgoing.signal,
    note: noteOutcome,
  });
  progress.upstreamMs = performance.now() - startedAt;
  if (attempts.kind === 'held') return held(attempts.why, attempts.retryAfterMs, outgoing.upstream.name);
  const { answer } = attempts;
  noteAnswer(progress, answer);
  if (!answer.ok || answer.status !== 202) return { answer, tokens: sender.tokens };
  const ended = await follow(answer, followingOf(ports, outgoing, credential, sender), progress);
  progress.upstreamMs = performance.now() - startedAt;
  if ('kind' in ended) return ended;
  noteAnswer(progress, ended);
  return { answer: ended, tokens: sender.tokens };
}

/** Each question is a read of its own: it takes a place, and counts against what the provider takes. */
function followingOf(
  { limiter }: DeliveryPorts,
  outgoing: Outgoing,
  credential: ReadyCredential,
  sender: Sender,
): Following {
  const { shard, operation, upstream, bound, isKept } = outgoing;
  // Whoever asks again under the key gets the answer, so that its caller may go away.
  const signal = isKept ? undefined : outgoing.signal;
  return {
    operation,
    from: new URL(upstream.origin + bound.path),
    deadline: sender.deadline,
    signal,
    ask: async (path) => {
      const rules = providerRulesOf(shard, operation);
      const taken = rules.length === 0 ? null : await limiter.take(rules);
      if (taken?.allowed === false) return tooManyCalls(taken);
      return sender.send({
        make: (current, leftMs) => readOf(outgoing, path, current, leftMs),
        repeatable: true,
        signal,
        note: ignore,
      });
    },
    redact: () => redactionOf(credential, sender.tokens).text,
  };
}

function ignore(): void {}

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
