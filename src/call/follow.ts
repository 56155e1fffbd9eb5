/** Follows a call that the API has accepted (202) to its end: asks its status URL again and again, within the call's time. */
import type { NetAnswer } from '../net/net.ts';
import type { Attempts } from '../resilience/resilience.ts';
import { pause } from '../resilience/retry.ts';
import type { Operation, PollingRule } from '../table/table.ts';
import { acceptedLink } from './accepted-link.ts';
import { acceptedState } from './accepted-state.ts';
import { jsonIn, type Answered } from './answer-text.ts';
import { createFirstReader, reportedFailure } from './failure.ts';

import type { Progress } from './progress.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';
import { retryAfterOf } from './unsuccessful.ts';
import type { Redact } from './upstream-message.ts';

/** Most requests that one call makes to learn how it stands. */
export const mostPolls = 60;

/** After so many, the next place is not looked at at once: some lead in a circle. */
const mostJumps = 5;

/** Pauses, in milliseconds: the first where the API says nothing, the longest then, and the shortest whatever it says. */
const firstPauseMs = 1000;
const longestPauseMs = 10_000;
const shortestPauseMs = 100;

/** What following leans on. */
export interface Following {
  readonly operation: Operation;
  /** The URL that the call was sent to. */
  readonly from: URL;
  /** `performance.now()` at which the call has to be over. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  /** Asks a path of the API's own origin, as a read; counted as one of the provider's requests. */
  ask(path: string): Promise<Attempts | Refused>;
  redact(): Redact;
}

/**
 * The last answer: of a call that is not merely accepted, the one that was given. A refusal where it failed, or is not over in time.
 * A write is `committed` once its end is known, and `unknown` until then.
 */
export async function follow(answer: Answered, following: Following, progress: Progress): Promise<NetAnswer | Refused> {
  const { operation, from, deadline, signal } = following;
  const link = acceptedLink(answer, operation.polling, from);
  if (link === null) return answer;
  if (progress.outcome !== null) progress.outcome = 'unknown';
  let { path } = link;
  let isResult = false;
  let jumps = 0;
  let waitMs = pauseMs(answer, 0);
  for (let polls = 1; polls <= mostPolls; polls++) {
    if (performance.now() + waitMs >= deadline) return notOver(operation, waitMs);
    if (waitMs > 0 && !(await pause(waitMs, signal))) return gone();
    const asked = await following.ask(path);
    waitMs = waitAfter(asked, polls);
    if (asked.kind === 'held' && asked.why === 'aborted') return gone();
    if (asked.kind !== 'answered' || mayPass(asked.answer)) continue;
    const current = asked.answer;
    if (!current.ok) return current;
    progress.upstreamStatus = current.status;
    const state = acceptedState(current, link.rule, new URL(from.origin + path), isResult);
    if (state.kind === 'elsewhere') {
      ({ path, isResult } = state);
      if (++jumps <= mostJumps) waitMs = 0;
    } else if (state.kind !== 'pending') return ended(state.kind, current, link.rule, following, progress);
  }
  return notOver(operation, longestPauseMs);
}

/** True for what says nothing of the call, as the status URL could not be asked this time. */
function mayPass(answer: NetAnswer): boolean {
  return !answer.ok && (answer.reason === 'timeout' || answer.reason === 'unreachable');
}

function ended(
  how: 'done' | 'failed' | 'lost',
  answer: Answered,
  { message }: PollingRule,
  { operation, redact }: Following,
  progress: Progress,
): NetAnswer | Refused {
  if (how === 'lost') return lost(operation, answer.status);
  if (how === 'failed')
    return reportedFailure(createFirstReader(message)(jsonIn(answer)), answer.status, operation.upstream, redact());
  if (progress.outcome !== null) progress.outcome = 'committed';
  return answer;
}

function waitAfter(asked: Attempts | Refused, polls: number): number {
  if (asked.kind === 'answered' && asked.answer.ok) return pauseMs(asked.answer, polls);
  const askedMs = asked.kind === 'held' ? asked.retryAfterMs : 0;
  const seconds = asked.kind === 'refusal' ? (asked.refusal.retryAfterSeconds ?? 0) : 0;
  return Math.max(askedMs, seconds * 1000, grown(polls));
}

/** What the API asks for, else a second that grows by half each time. */
function pauseMs(answer: Answered, polls: number): number {
  const seconds = retryAfterOf(answer);
  return seconds === null ? grown(polls) : Math.max(shortestPauseMs, seconds * 1000);
}

function grown(polls: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 1.5 ** polls);
}

function notOver({ upstream, timeoutMs }: Operation, waitMs: number): Refused {
  return refuse(
    'upstream-accepted',
    `"${upstream}" has accepted the call, and it was not over within the ${timeoutMs} ms that it may take here. It goes on there.`,
    { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) },
  );
}

function lost({ upstream }: Operation, status: number): Refused {
  return refuse(
    'upstream-accepted',
    `"${upstream}" has accepted the call, and answered ${status} when it was asked how that stands. How it ended is not known here.`,
    { upstream: { status, message: null } },
  );
}

function gone(): Refused {
  return refuse('cancelled', 'The caller went away before what the API has accepted was over.');
}
