/** The reply that an event stream is: what happens to it is told and recorded when it has ended. */
import type { Readable } from 'node:stream';
import type { NetAnswer } from '../net/net.ts';
import type { Operation } from '../table/table.ts';
import type { Scrubber } from '../secret/scrub.ts';
import type { Answered } from './answer-text.ts';
import { passOnEvents, type EventsEnd } from './events.ts';
import type { Call } from './origin.ts';
import { withOutcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { Recorder } from './record.ts';
import { refuse } from './refuse.ts';
import type { Refused, Reply } from './reply.ts';

/**
 * Whether a call may be answered by an event stream as it comes: where nothing is made of the answer, where its caller is not given it
 * again under its key, and by a face that passes bytes on.
 */
export function takesEvents({ operation, origin }: Call): boolean {
  const isKept = !operation.hints.readOnly && origin.idempotencyKey !== null;
  const isPassedOn = operation.result === null && (operation.output === null || operation.streams === true);
  return origin.face !== 'mcp' && !isKept && isPassedOn;
}

/** True for an answer that goes on. */
export function hasEvents(answer: NetAnswer): answer is Answered & { readonly events: Readable } {
  return answer.ok && answer.events !== undefined;
}

/** The reply. Its end is recorded by itself, whoever waits for it. */
export function eventsReply(
  answer: Answered & { readonly events: Readable },
  scrub: Scrubber,
  { call, progress, recorder }: { readonly call: Call; readonly progress: Progress; readonly recorder: Recorder },
): Reply {
  const { contentType } = answer;
  const { events, ended } = passOnEvents(answer, scrub);
  const startedAt = performance.now();
  const settle = async ({ bytes, sha256, broken }: EventsEnd): Promise<Refused | null> => {
    progress.answerBytes = bytes;
    progress.upstreamMs += performance.now() - startedAt;
    const refused = broken === null ? null : told(brokenOff(broken, call.operation), call, progress);
    void recorder.end(call, progress, refused ?? { kind: 'passed', contentType, bytes, sha256 });
    return refused;
  };
  return { kind: 'events', contentType, events, ended: ended.then(settle) };
}

/** The API said yes at its head, and nobody knows how far it had come when it broke off. */
function told(refused: Refused, call: Call, progress: Progress): Refused {
  if (progress.outcome === null) return refused;
  if (progress.outcome === 'committed') progress.outcome = 'unknown';
  return withOutcome(refused, progress.outcome, call);
}

function brokenOff({ reason, detail }: NonNullable<EventsEnd['broken']>, { upstream }: Operation): Refused {
  const words = `The event stream of "${upstream}" broke off before its end. ${detail} What had come until then stands.`;
  switch (reason) {
    case 'aborted':
      return refuse('cancelled', detail);
    case 'timeout':
      return refuse('upstream-timeout', words);
    case 'too-large':
      return refuse('upstream-too-large', words);
    default:
      return refuse('upstream-unreachable', words);
  }
}
