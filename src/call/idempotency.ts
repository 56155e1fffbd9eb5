/**
 * One write for one idempotency key (draft-ietf-httpapi-idempotency-key-header-07): a repeated call gets the stored
 * answer, and whatever may have been carried out already is never sent again on its own.
 */
import { randomUUID } from 'node:crypto';
import { StateUnavailable, type State, type StateEntry } from '../state/state.ts';
import { type KeyScope, storeKey } from './idempotency-key.ts';
import { type EndedRecord, readRecord, type RunningRecord, writeEnded, writeRunning } from './idempotency-record.ts';
import { answerGone, keyConflict, keysUnavailable, neverEnded, stillRunning } from './idempotency-refusals.ts';
import type { Outcome, Refused, Reply } from './reply.ts';

/** A write that came with a key. */
export interface KeyedCall extends KeyScope {
  /** What `fingerprintOf` made of its arguments. */
  readonly fingerprint: string;
  /** The longest that the call may take; when it has not ended by then (and a margin), it never will. */
  readonly leaseMs: number;
  /** True when the API itself knows idempotency keys: then what may have been carried out can be sent again, with the same key. */
  readonly repeatable: boolean;
}

/** The right to carry a call out; handed back with `finish`. */
export interface Claim {
  readonly id: string;
  readonly owner: string;
  readonly fingerprint: string;
  /** As in `KeyedCall`. */
  readonly repeatable: boolean;
}

/** What a key says about a call. Every kind but `new` has its reply: nothing is to be sent. */
export type Begun =
  /** `sentBefore` is true when an earlier call with the same key may have been carried out. */
  | { readonly kind: 'new'; readonly claim: Claim; readonly sentBefore: boolean }
  /** It has been answered: by a result, or by the API's refusal. */
  | { readonly kind: 'replay'; readonly reply: Reply; readonly outcome: 'committed' | 'rejected' }
  /** Nobody knows what became of it. */
  | { readonly kind: 'unknown'; readonly reply: Reply }
  /** The key belongs to a call with other arguments, or to one under way, or cannot be looked up. */
  | { readonly kind: 'conflict' | 'running' | 'unavailable'; readonly reply: Refused };

/** How a claimed call ended. */
export interface CallEnd {
  readonly outcome: Outcome;
  readonly reply: Reply;
}

/** Keeps keys. Neither function rejects for a store that is out of reach. */
export interface Idempotency {
  /** Asks before a write is sent. */
  begin(call: KeyedCall): Promise<Begun>;
  /**
   * Says what came of a claimed call; every claim needs it, whatever happened. False when that could not be stored: the
   * claim then ends by itself as `unknown`, which errs on the safe side.
   */
  finish(claim: Claim, end: CallEnd): Promise<boolean>;
}

/** How long an answer is told again. */
const keptMs = 24 * 3_600_000;
/** Clocks of replicas differ, and a call that has ended still has to be recorded. */
const leaseMarginMs = 10_000;
/** Claims for which nothing was sent and which may stand in the store all the same, remembered at most. */
const abandonedClaims = 10_000;
/** Others may take the same key at the same moment; one of them gets it. */
const tries = 3;

/** Keeps keys in a store. `now` gives Unix milliseconds. */
export function createIdempotency(state: State, now: () => number = Date.now): Idempotency {
  const abandoned = createAbandoned();

  async function begin(call: KeyedCall): Promise<Begun> {
    const { fingerprint, repeatable } = call;
    const claim: Claim = { id: storeKey(call), owner: randomUUID(), fingerprint, repeatable };
    try {
      return await take(call, claim);
    } catch (error) {
      if (!(error instanceof StateUnavailable)) throw error;
      // It may have been stored all the same, and nothing is sent for it: nobody has to wait for its end.
      abandoned.add(claim.owner);
      return unavailable();
    }
  }

  async function take(call: KeyedCall, claim: Claim): Promise<Begun> {
    const { owner, fingerprint, repeatable } = claim;
    const until = now() + call.leaseMs + leaseMarginMs;
    const runningAfter = (sentBefore: boolean) => writeRunning({ fingerprint, owner, until, repeatable, sentBefore });
    for (let attempt = 0; attempt < tries; attempt++) {
      const entry = await state.putIfAbsent(claim.id, runningAfter(false), keptMs);
      if (entry === null) return { kind: 'new', claim, sentBefore: false };
      const record = readRecord(entry.value);
      const isFree = record?.state === 'running' && abandoned.has(record.owner);
      const known = isFree ? 'mayRepeat' : judge(record, call, now());
      if (known !== 'mayRepeat') return known;
      const sentBefore = !isFree || record.sentBefore;
      if (await state.replace(claim.id, entry.version, runningAfter(sentBefore), keptMs))
        return { kind: 'new', claim, sentBefore };
    }
    return { kind: 'running', reply: stillRunning() };
  }

  async function finish(claim: Claim, { outcome, reply }: CallEnd): Promise<boolean> {
    const entry = await state.get(claim.id);
    // The lease has ended, and someone else may have taken the key since.
    if (entry === null || !isOwn(entry, claim)) return false;
    if (outcome === 'not_sent' || mayRejectionPass(outcome, reply)) return state.remove(claim.id, entry.version);
    const { fingerprint, repeatable } = claim;
    const ended = writeEnded({ fingerprint, outcome, repeatable, reply });
    return state.replace(claim.id, entry.version, ended, keptMs);
  }

  return {
    begin,
    finish: async (claim, end) => {
      try {
        return await finish(claim, end);
      } catch (error) {
        if (!(error instanceof StateUnavailable)) throw error;
        if (end.outcome === 'not_sent') abandoned.add(claim.owner);
        return false;
      }
    },
  };
}

/** Owners of claims that this process has given up. The oldest are forgotten first: their claims end by themselves, as unknown. */
function createAbandoned(): { add(owner: string): void; has(owner: string): boolean } {
  const owners = new Set<string>();
  return {
    add: (owner) => {
      owners.add(owner);
      if (owners.size > abandonedClaims) owners.delete(owners.keys().next().value as string);
    },
    has: (owner) => owners.has(owner),
  };
}

function unavailable(): Begun {
  return { kind: 'unavailable', reply: keysUnavailable() };
}

function isOwn(entry: StateEntry, claim: Claim): boolean {
  const record = readRecord(entry.value);
  return record?.state === 'running' && record.owner === claim.owner;
}

// ── what a key that is taken says ───────────────────────────────────────────────────────────────────────────────────

function judge(record: RunningRecord | EndedRecord | null, call: KeyedCall, now: number): Begun | 'mayRepeat' {
  if (record === null) return unavailable();
  if (record.fingerprint !== call.fingerprint) return { kind: 'conflict', reply: keyConflict() };
  if (record.state === 'running' && now < record.until) return { kind: 'running', reply: stillRunning() };
  if (record.state === 'running' || record.outcome === 'unknown') {
    if (call.repeatable && record.repeatable) return 'mayRepeat';
    return { kind: 'unknown', reply: (record.state === 'ended' ? record.reply : null) ?? neverEnded() };
  }
  return { kind: 'replay', reply: record.reply ?? answerGone(record.outcome), outcome: record.outcome };
}

/** Whether a call that was rejected may end in another way when it is repeated; then its key is free again. */
function mayRejectionPass(outcome: Outcome, reply: Reply): boolean {
  if (outcome !== 'rejected') return false;
  const status = reply.kind === 'refusal' ? reply.refusal.upstream?.status : undefined;
  if (status === undefined || passing.has(status)) return true;
  return status >= 500 || (status >= 300 && status < 400);
}

/** The gateway's credential (401, 403, 407), time (408, 425) and rate (429): not what the caller asked for. */
const passing: ReadonlySet<number> = new Set([401, 403, 407, 408, 425, 429]);
