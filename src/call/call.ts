/** One call, from arguments to reply: the page to read first. Each step stands in the order in which it happens. */
import type { LimitDecision, Limiter } from '../limit/limit.ts';
import type { Json } from '../schema.ts';
import type { TenantShard } from '../table/table.ts';
import type { ApprovalDesk } from './approval-desk.ts';
import { createApprovals } from './approvals.ts';
import { checkArguments, invalidArguments } from './check.ts';
import { withChoice } from './choice.ts';
import { proofOf } from './credential.ts';
import { createCursors, type Cursors } from './cursor.ts';
import { createCursorKeys } from './cursor-keys.ts';
import type { DeliveryPorts } from './deliver.ts';
import { askingRulesOf, limitRulesOf, tooManyCalls } from './limits.ts';
import type { Call } from './origin.ts';
import { withOutcome } from './outcome.ts';
import { createPageCursors } from './page-cursor.ts';
import { createPageWalker } from './pages.ts';
import { createPreparer, type PreparePorts } from './prepare.ts';
import type { Principal } from './principal.ts';
import { beginProgress, type Progress } from './progress.ts';
import { createRecorder, type RecordPorts, type RefusedEntry } from './record.ts';
import { refuse } from './refuse.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';
import type { Refused, Reply } from './reply.ts';
import { shownRequest } from './shown-request.ts';
import { createTransmitter } from './transmit.ts';
import { createWriter, type Approved, type WritePorts } from './write.ts';

/** What came of a call. */
export interface CallResult {
  readonly reply: Reply;
  /** Where the caller stands in its limits; null when that was never asked. */
  readonly limit: LimitDecision | null;
  /** True for the stored answer of an earlier call with the same idempotency key. */
  readonly replayed: boolean;
}

/** Whether a question may be asked, and where its caller stands then. */
export interface Admitted {
  readonly refused: Refused | null;
  readonly limit: LimitDecision;
}

/** What both faces and the command line do with calls. */
export interface Calls {
  /** Runs a call. Rejects only for our own mistakes; everything else is a reply. */
  run(call: Call): Promise<CallResult>;
  /** Counts a question about a tenant's capabilities, which runs nothing, against the tenant's and its caller's rate. */
  admit(shard: TenantShard, principal: Principal): Promise<Admitted>;
  /** Records a call that was refused before there was anything to run. */
  refused(entry: RefusedEntry): void;
  /** Tells what a call would do, step by step, and sends nothing. */
  rehearse(call: Call): Promise<Rehearsal>;
  /** Calls that wait for people, and what people say to them. */
  readonly approvals: ApprovalDesk;
  /** How a result that was cut is read on. */
  readonly cursors: Cursors;
}

/** What calls lean on, the same for every call of a process. */
export interface CallPorts extends PreparePorts, DeliveryPorts, RecordPorts, WritePorts {
  readonly limiter: Limiter;
}

/** Makes the one way in which calls are run, whatever face they come by. */
export function createCalls(ports: CallPorts): Calls {
  const prepare = createPreparer(ports);
  const cursorKeys = createCursorKeys(ports.state);
  const recorder = createRecorder(ports);
  const sending = { ...ports, recorder };
  const write = createWriter(ports, recorder);
  const pages = createPageWalker(createPageCursors(cursorKeys));
  const { gate, claims, desk } = createApprovals(ports);

  async function answer(call: Call, progress: Progress): Promise<Reply> {
    const { shard, operation, arguments: args, origin } = call;
    const prepared = withChoice(prepare(shard, operation), operation, args);

    const taken = ports.limiter.take(limitRulesOf(shard, operation, origin.principal));
    const limit = (progress.limit = taken instanceof Promise ? await taken : taken);
    if (!limit.allowed) return tooManyCalls(limit);

    const misfit = checkArguments(prepared, operation, args);
    if (misfit !== null) return misfit;
    const place = operation.paging === null ? null : await pages.begin(call);
    if (place !== null && 'kind' in place) return place;

    const made = prepared.credential();
    const credential = made instanceof Promise ? await made : made;
    if (credential.kind === 'missing') return refuse('missing-credential', credential.detail);
    const prove = () => proofOf(credential, progress.startedAt + operation.timeoutMs, origin.signal);
    const given = prove();
    const proof = given instanceof Promise ? await given : given;
    if ('kind' in proof) return proof;

    const bound = prepared.bind(args as Record<string, Json>, proof.path);
    if ('error' in bound) return invalidArguments([bound.error], operation);

    const requests = createTransmitter(sending, call, prepared, credential, progress);
    const send = (idempotencyKey: string | null) => requests.send(bound, proof, idempotencyKey);
    const walking = { proof: prove, send: requests.sendPage };
    const read = () => (place === null ? send(null) : pages.walk(call, prepared, progress, place, walking));
    const show = () => shownRequest(call, prepared, credential, proof, place);
    const approved: Approved = (run) => (operation.needsApproval ? gate(call, progress, show, run) : run());
    return operation.hints.readOnly ? approved(read) : write(call, progress, send, approved);
  }

  return {
    run: async (call) => {
      const progress = beginProgress(!call.operation.hints.readOnly);
      try {
        const answered = await answer(call, progress);
        // What goes on is recorded when it has ended.
        if (answered.kind === 'events') return { reply: answered, limit: progress.limit, replayed: false };
        const reply = progress.outcome === null ? answered : withOutcome(answered, progress.outcome, call);
        const recorded = recorder.end(call, progress, reply);
        // Only a write that has been sent is worth waiting for; everything else is recorded beside the answer.
        if (progress.begun !== null) await recorded;
        return { reply, limit: progress.limit, replayed: progress.replayed };
      } catch (error) {
        recorder.failed(call, progress);
        throw error;
      }
    },
    admit: async (shard, principal) => {
      const limit = await ports.limiter.take(askingRulesOf(shard, principal));
      return { refused: limit.allowed ? null : tooManyCalls(limit), limit };
    },
    refused: recorder.refused,
    rehearse: (call) => rehearse({ ...ports, approvals: claims, pages }, prepare, call),
    approvals: desk,
    cursors: createCursors(cursorKeys),
  };
}
