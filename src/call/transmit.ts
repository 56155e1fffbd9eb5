/** A call's requests on their way, and what comes back: the credential goes with them, and its secrets come back in nothing. */
import type { Scrubber } from '../secret/scrub.ts';
import type { BoundRequest } from '../table/bind.ts';
import { readAnswer } from './answer.ts';
import { redactionOf, type Proof, type ReadyCredential } from './credential.ts';
import { deliver, type Delivered, type DeliveryPorts } from './deliver.ts';
import { eventsReply, hasEvents, takesEvents } from './events-reply.ts';
import { providerRulesOf, tooManyCalls } from './limits.ts';
import type { Call } from './origin.ts';
import { noteReply } from './outcome.ts';
import type { DeliveredPage, PageDelivery } from './pages.ts';
import type { Prepared } from './prepare.ts';
import type { Progress } from './progress.ts';
import type { Recorder } from './record.ts';
import { withoutSecrets } from './redaction.ts';
import type { Refused, Reply } from './reply.ts';
import type { Outgoing } from './request.ts';

/** What sending leans on. */
interface TransmitPorts extends DeliveryPorts {
  readonly recorder: Recorder;
}

/** An answer that has come, and what keeps secrets out of it. */
interface Transmitted extends DeliveredPage {
  readonly scrub: Scrubber;
}

/** How the requests of one call are sent. */
export interface Transmitter {
  /** The one request of a call, with the key that the company's API gets. */
  send(bound: BoundRequest, proof: Proof, idempotencyKey: string | null): Promise<Reply>;
  readonly sendPage: PageDelivery['send'];
}

/** Makes the way of one call's requests. */
export function createTransmitter(
  ports: TransmitPorts,
  call: Call,
  prepared: Prepared,
  credential: ReadyCredential,
  progress: Progress,
): Transmitter {
  const { shard, operation, origin } = call;
  const isKept = !operation.hints.readOnly && origin.idempotencyKey !== null;
  const { upstream } = prepared;
  const { trace, signal } = origin;
  const outgoingOf = (
    bound: BoundRequest,
    idempotencyKey: string | null,
    answerBytes: number,
    isStreamTaken: boolean,
  ): Outgoing => ({
    shard,
    operation,
    upstream,
    trace,
    signal,
    isKept,
    bound,
    idempotencyKey,
    answerBytes,
    takesEvents: isStreamTaken,
  });

  const received = (delivered: Delivered | Refused): Transmitted | Refused => {
    if ('kind' in delivered) return delivered;
    const redaction = redactionOf(credential, delivered.tokens);
    const answer = withoutSecrets(delivered.answer, redaction);
    return { answer, redact: redaction.text, scrub: redaction.body };
  };

  return {
    send: async (bound, proof, idempotencyKey) => {
      const { answerBytes } = shard.limits;
      const outgoing = outgoingOf(bound, idempotencyKey, answerBytes, takesEvents(call));
      const got = received(await deliver(ports, outgoing, credential, proof, progress));
      if ('kind' in got) return got;
      if (hasEvents(got.answer))
        return eventsReply(got.answer, got.scrub, { call, progress, recorder: ports.recorder });
      const made = readAnswer(got.answer, operation, prepared, got.redact);
      const reply = made instanceof Promise ? await made : made;
      noteReply(progress, reply);
      return reply;
    },
    sendPage: async (bound, proof, answerBytes) => {
      // The call was counted as the provider's first request.
      const rules = progress.pages > 0 ? providerRulesOf(shard, operation) : [];
      const counted = rules.length === 0 ? null : await ports.limiter.take(rules);
      if (counted?.allowed === false) return tooManyCalls(counted);
      const outgoing = outgoingOf(bound, null, answerBytes, false);
      return received(await deliver(ports, outgoing, credential, proof, progress));
    },
  };
}
