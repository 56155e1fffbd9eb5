/**
 * The calls' side of approvals: a call that needs one takes the one that it has, or asks for it. A taken approval serves one
 * call; whatever may have been sent under it uses it up, and so does a crash in between.
 */
import { randomUUID } from 'node:crypto';
import { StateUnavailable } from '../state/state.ts';
import { newApprovalId, operationDigestOf } from './approval-key.ts';
import type { ApprovalList, OpenApproval } from './approval-list.ts';
import { askedMs, type ApprovalRecord, type AskedRequest, type Found } from './approval-record.ts';
import {
  approvalRequired,
  approvalsBusy,
  approvalsUnavailable,
  tooManyApprovals,
  waitingRefusal,
} from './approval-refusals.ts';
import type { ApprovalStore, OfCall, Stored } from './approval-store.ts';
import type { Call } from './origin.ts';
import { callerIdOf, callerNameOf } from './principal.ts';
import type { Refused } from './reply.ts';

/** The right to make a call once; handed back with `end`. */
export interface Grant {
  readonly tenant: string;
  /** The approval's. */
  readonly id: string;
  /** Tells this run from any other. */
  readonly owner: string;
}

/** What a call that needs an approval gets. `id` names the approval that it is about. */
export type Claimed =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly why: Waiting; readonly id: string | null; readonly reply: Refused };

/** Why a call is not made: it has just been asked for, it was before, or nobody can tell now. */
type Waiting = 'asked' | 'waiting' | 'unavailable';

/** Asks for approvals and takes them. */
export interface ApprovalClaims {
  /** Takes the call's approval, or asks for one; `show` is what an approver gets to see. Without its store it refuses. */
  take(call: Call, show: () => AskedRequest): Promise<Claimed>;
  /** Says what came of a call that was let through: one of which nothing was sent may be made again. Never rejects for the store. */
  end(grant: Grant, wasSent: boolean): Promise<void>;
  /** The approval that the call has now, null for none; nothing changes. Rejects with `StateUnavailable`. */
  look(call: Call): Promise<Found | null>;
}

/** Clocks of replicas differ, and a call has to be recorded before it is sent. */
const leaseMarginMs = 10_000;
/** Others may ask for the same call, or take its approval, at the same moment. */
const tries = 10;

/** Makes the calls' side. `now` gives Unix milliseconds. */
export function createApprovalClaims(store: ApprovalStore, list: ApprovalList, now: () => number): ApprovalClaims {
  /** Null when someone else was quicker: what stands there now has to be looked at again. */
  async function takeOnce(call: Call, show: () => AskedRequest): Promise<Claimed | null> {
    const { slot, stored } = await store.findFor(call);
    const standing = stored?.standing ?? 'lapsed';
    if (stored === null || standing === 'used' || standing === 'lapsed') return ask(call, slot, show);
    if (standing === 'approved') return begin(call, stored);
    const { record } = stored;
    // It may be missing in the list, should whoever asked first have been stopped in between.
    if (standing === 'open' && (await list.add(record.tenant, openOf(record))) === 'full') return full();
    return refused('waiting', record.id, waitingRefusal(call, stored) ?? approvalRequired(call, record));
  }

  async function begin({ operation }: Call, stored: Stored): Promise<Claimed | null> {
    const { record } = stored;
    const owner = randomUUID();
    const run = { owner, until: now() + operation.timeoutMs + leaseMarginMs, ended: false };
    if (!(await store.replace(stored, { ...record, run }))) return null;
    return { kind: 'granted', grant: { tenant: record.tenant, id: record.id, owner } };
  }

  async function ask(call: Call, slot: OfCall['slot'], show: () => AskedRequest): Promise<Claimed | null> {
    const record = newRecord(call, show(), now());
    if (!(await store.putFor(call, slot, record))) return null;
    if ((await list.add(record.tenant, openOf(record))) === 'added')
      return refused('asked', record.id, approvalRequired(call, record));
    await store.remove(record);
    return full();
  }

  async function end({ tenant, id, owner }: Grant, wasSent: boolean): Promise<void> {
    const stored = await store.find(tenant, id);
    if (stored === null || stored.record.run?.owner !== owner) return;
    const run = wasSent ? { ...stored.record.run, ended: true } : null;
    await store.replace(stored, { ...stored.record, run });
  }

  return {
    take: async (call, show) => {
      try {
        for (let attempt = 0; attempt < tries; attempt++) {
          const claimed = await takeOnce(call, show);
          if (claimed !== null) return claimed;
        }
        return refused('unavailable', null, approvalsBusy());
      } catch (error) {
        if (!(error instanceof StateUnavailable)) throw error;
        return refused('unavailable', null, approvalsUnavailable());
      }
    },
    end: async (grant, wasSent) => {
      try {
        await end(grant, wasSent);
      } catch (error) {
        // Then it ends by itself, as used.
        if (!(error instanceof StateUnavailable)) throw error;
      }
    },
    look: async (call) => (await store.findFor(call)).stored,
  };
}

function refused(why: Waiting, id: string | null, reply: Refused): Claimed {
  return { kind: 'refused', why, id, reply };
}

function full(): Claimed {
  return refused('unavailable', null, tooManyApprovals());
}

function newRecord({ shard, operation, origin }: Call, request: AskedRequest, now: number): ApprovalRecord {
  return {
    id: newApprovalId(),
    tenant: shard.name,
    capability: operation.capability,
    title: operation.title,
    caller: callerIdOf(origin.principal),
    callerName: callerNameOf(origin.principal),
    operation: operationDigestOf(shard, operation),
    request,
    askedAt: now,
    expiresAt: now + askedMs,
    decision: null,
    run: null,
  };
}

function openOf({ id, capability, caller, expiresAt }: ApprovalRecord): OpenApproval {
  return { id, capability, caller, expiresAt };
}
