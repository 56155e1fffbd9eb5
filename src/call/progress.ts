/** What becomes known of a call while it runs: filled in step by step, read when it is recorded. */
import type { AuditBegin } from '../audit/audit.ts';
import type { LimitDecision } from '../limit/limit.ts';
import type { Outcome } from './reply.ts';

/** One call's progress. The only mutable value of a call; each field is set by the step that learns it. */
export interface Progress {
  /** `performance.now()` when the call began to run. */
  readonly startedAt: number;
  /** Where it stands in its limits; null until they were asked. */
  limit: LimitDecision | null;
  /** Set once a write has been recorded as begun. */
  begun: AuditBegin | null;
  /** Requests sent upstream. */
  attempts: number;
  /** Pages of a list that were had; 0 for a call that walks none. */
  pages: number;
  upstreamStatus: number | null;
  upstreamMs: number;
  /** Bytes of the upstream's answer, or of all pages. */
  answerBytes: number;
  /** What became of a write as far as it is known; null for a read. */
  outcome: Outcome | null;
  /** True once a request may have left, as far as that can be known. */
  mayHaveLeft: boolean;
  /** The approval that the call asked for, waits for or uses; null for none. */
  approval: string | null;
  /** True for an answer that was stored by an earlier call with the same idempotency key. */
  replayed: boolean;
}

/** A call that begins. */
export function beginProgress(isWrite: boolean): Progress {
  return {
    startedAt: performance.now(),
    limit: null,
    begun: null,
    attempts: 0,
    pages: 0,
    upstreamStatus: null,
    upstreamMs: 0,
    answerBytes: 0,
    outcome: isWrite ? 'not_sent' : null,
    mayHaveLeft: false,
    approval: null,
    replayed: false,
  };
}
