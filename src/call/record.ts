/** Records a call: for the audit as who did what and what came of it, for those who watch the gateway as figures. */
import type { Audit, AuditBegin, AuditEnd, AuditWho } from '../audit/audit.ts';
import { recordedArguments, recordedBytes, recordedJson, recordedStream } from '../audit/redact.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Call, CallOrigin } from './origin.ts';
import { callerLabelOf, type Principal } from './principal.ts';
import type { Progress } from './progress.ts';
import { refusalStatus, type Refused, type Reply } from './reply.ts';
import { withoutBytes } from './without-bytes.ts';

/** What recording leans on. */
export interface RecordPorts {
  readonly audit: Audit;
  readonly telemetry: Telemetry;
  /** The commit that the manifests were read at, as `AuditBegin` has it. */
  readonly commit: () => string | null;
  /** Bytes of arguments and of a result that are kept, each. */
  readonly payloadBytes: () => number;
}

/** A call that was refused before there was anything to run. */
export interface RefusedEntry {
  /** The caller, when it is known who it is. */
  readonly origin: Omit<CallOrigin, 'principal' | 'idempotencyKey'> & { readonly principal: Principal | null };
  /** The table's version, and what of the call had been found by then. */
  readonly table: string;
  readonly tenant: string | null;
  readonly capability: string | null;
  readonly reply: Refused;
}

/** An event stream that came to its end. */
export interface PassedEvents {
  readonly kind: 'passed';
  readonly contentType: string;
  readonly bytes: number;
  /** 64 hex digits, over what was passed on. */
  readonly sha256: string;
}

/** What came of a call, once it is over. */
type Ended = Exclude<Reply, { kind: 'events' }> | PassedEvents;

/** Records what happens. */
export interface Recorder {
  /** That a write is about to be sent; false when that cannot be recorded. */
  begin(call: Call, progress: Progress): Promise<boolean>;
  /** How a call ended. What a write's answer has to wait for is the promise; a read's may be ignored. */
  end(call: Call, progress: Progress, reply: Ended): Promise<boolean>;
  /** That something of ours failed in the middle of a call. */
  failed(call: Call, progress: Progress): void;
  refused(entry: RefusedEntry): void;
}

/** Makes the recorder of a process. */
export function createRecorder(ports: RecordPorts): Recorder {
  const { audit, telemetry } = ports;

  const beginOf = (call: Call): AuditBegin => ({
    ...identityOf(call.origin),
    tenant: call.shard.name,
    capability: call.operation.capability,
    table: call.table,
    shard: call.shard.digest,
    commit: ports.commit(),
    isWrite: !call.operation.hints.readOnly,
    arguments: recordedArguments(withoutBytes(call.arguments, call.operation), null, {
      marks: call.operation.sensitive.arguments,
      bytes: ports.payloadBytes(),
    }),
  });

  function end(call: Call, progress: Progress, decision: string, status: number, result: string): Promise<boolean> {
    const figures = figuresOf(call, progress, decision);
    telemetry.ended({ ...labelsOf(call), ...figures, status });
    return audit.end(progress.begun ?? beginOf(call), { ...figures, result, approval: progress.approval });
  }

  return {
    begin: async (call, progress) => {
      const begun = beginOf(call);
      const recorded = await audit.begin(begun);
      if (recorded) progress.begun = begun;
      return recorded;
    },
    end: (call, progress, reply) =>
      end(call, progress, decisionOf(reply), statusOf(reply), resultOf(reply, call, ports.payloadBytes())),
    failed: (call, progress) => {
      if (progress.outcome !== null && progress.attempts > 0) progress.outcome = 'unknown';
      void end(call, progress, 'internal', 500, '{"decision":"internal"}');
    },
    refused: (entry) => recordRefused(ports, entry),
  };
}

/** What is told alike to the audit and to those who watch. */
function figuresOf({ origin }: Call, progress: Progress, decision: string) {
  return {
    decision,
    outcome: progress.outcome,
    upstreamStatus: progress.upstreamStatus,
    attempts: progress.attempts,
    ...(progress.pages > 0 && { pages: progress.pages }),
    totalMs: performance.now() - progress.startedAt,
    upstreamMs: progress.upstreamMs,
    requestBytes: origin.requestBytes,
    answerBytes: progress.answerBytes,
  };
}

function labelsOf({ operation, origin, shard }: Call) {
  return {
    callId: origin.callId,
    trace: origin.trace,
    face: origin.face,
    tenant: shard.name,
    capability: operation.capability,
    provider: operation.upstream,
    caller: callerLabelOf(origin.principal),
    startedAt: origin.startedAt,
  };
}

/** Who it was, when and how, as the audit has it. */
export function identityOf(origin: Omit<RefusedEntry['origin'], 'requestBytes'>) {
  const { callId, startedAt, face, trace, principal } = origin;
  return { callId, at: startedAt, face, traceId: trace.traceId, who: whoOf(principal) };
}

/** Nobody's tenant has no chain to stand in: such a refusal is counted and logged, and leaves no audit record. */
function recordRefused(ports: RecordPorts, entry: RefusedEntry): void {
  const { origin, tenant, capability, reply } = entry;
  const { code, detail } = reply.refusal;
  const totalMs = Math.max(0, Date.now() - origin.startedAt);
  const figures = {
    decision: code,
    outcome: null,
    upstreamStatus: null,
    attempts: 0,
    totalMs,
    upstreamMs: 0,
    requestBytes: origin.requestBytes,
    answerBytes: 0,
  };
  ports.telemetry.ended({
    ...figures,
    callId: origin.callId,
    trace: origin.trace,
    face: origin.face,
    tenant,
    capability,
    provider: null,
    caller: origin.principal === null ? 'unknown' : callerLabelOf(origin.principal),
    status: refusalStatus(reply.refusal),
    startedAt: origin.startedAt,
  });
  if (tenant === null) return;
  const begin: AuditBegin = {
    ...identityOf(origin),
    tenant,
    capability,
    table: entry.table,
    shard: '',
    commit: ports.commit(),
    isWrite: false,
    arguments: 'null',
  };
  const end: AuditEnd = { ...figures, result: refusalRecord({ code, detail }, ports.payloadBytes()) };
  void ports.audit.end(begin, end);
}

function whoOf(principal: Principal | null): AuditWho {
  switch (principal?.kind) {
    case undefined:
      return { kind: 'unknown', id: '', email: null };
    case 'local':
      return { kind: 'local', id: '', email: null };
    case 'client':
      return { kind: 'client', id: `${principal.tenant}/${principal.grant.name}`, email: null };
    case 'token': {
      const { issuer, subject, email } = principal.identity;
      return { kind: 'token', id: `${issuer}:${subject}`, email };
    }
  }
}

function decisionOf(reply: Ended): string {
  return reply.kind === 'refusal' ? reply.refusal.code : 'ok';
}

function statusOf(reply: Ended): number {
  if (reply.kind === 'refusal') return refusalStatus(reply.refusal);
  return reply.kind === 'empty' ? 204 : 200;
}

function resultOf(reply: Ended, { operation }: Call, bytes: number): string {
  switch (reply.kind) {
    case 'json':
      return recordedJson(reply.text, { marks: operation.sensitive.result, bytes });
    case 'bytes':
      return recordedBytes(reply.bytes, reply.contentType);
    case 'passed':
      return recordedStream(reply);
    case 'empty':
      return 'null';
    case 'refusal': {
      const { code, detail, upstream } = reply.refusal;
      return refusalRecord({ code, detail, upstream }, bytes);
    }
  }
}

/** A refusal may repeat a caller's own words. */
function refusalRecord(refusal: object, bytes: number): string {
  return recordedJson(JSON.stringify(refusal), { marks: [], bytes });
}
