/** Approvals in the store: each under its id, and for each call the id of the approval that it has. */
import type { State, StateEntry } from '../state/state.ts';
import { approvalKey, callKeyOf } from './approval-key.ts';
import { keptMs, readApproval, standingOf, writeApproval, type ApprovalRecord, type Found } from './approval-record.ts';
import type { Call } from './origin.ts';

/** An approval as it was read, to be replaced as long as it stands so. */
export interface Stored extends Found {
  readonly version: string;
}

/** What a call has: the way to its approval, and that; each null where there is none. */
export interface OfCall {
  readonly slot: StateEntry | null;
  readonly stored: Stored | null;
}

/** Keeps approvals. Its functions reject with `StateUnavailable`. */
export interface ApprovalStore {
  find(tenant: string, id: string): Promise<Stored | null>;
  findFor(call: Call): Promise<OfCall>;
  /** Puts a new approval as a call's, in the place of what `slot` leads to; false when the call has got another meanwhile. */
  putFor(call: Call, slot: StateEntry | null, record: ApprovalRecord): Promise<boolean>;
  /** False when it was changed meanwhile. */
  replace(stored: Stored, record: ApprovalRecord): Promise<boolean>;
  remove(record: ApprovalRecord): Promise<void>;
}

/** Keeps approvals in a store. `now` gives Unix milliseconds. */
export function createApprovalStore(state: State, now: () => number): ApprovalStore {
  async function find(tenant: string, id: string): Promise<Stored | null> {
    const entry = await state.get(approvalKey(tenant, id));
    const record = entry === null ? null : readApproval(entry.value);
    if (entry === null || record === null) return null;
    return { record, standing: standingOf(record, now()), version: entry.version };
  }

  async function remove({ tenant, id }: ApprovalRecord): Promise<void> {
    const key = approvalKey(tenant, id);
    const entry = await state.get(key);
    if (entry !== null) await state.remove(key, entry.version);
  }

  return {
    find,
    remove,
    findFor: async (call) => {
      const slot = await state.get(callKeyOf(call));
      return { slot, stored: slot === null ? null : await find(call.shard.name, slot.value) };
    },
    putFor: async (call, slot, record) => {
      const { tenant, id } = record;
      // The approval first, then the way to it: nobody is led to one that is not there yet.
      await state.putIfAbsent(approvalKey(tenant, id), writeApproval(record), keptMs);
      const key = callKeyOf(call);
      const isPut =
        slot === null
          ? (await state.putIfAbsent(key, id, keptMs)) === null
          : await state.replace(key, slot.version, id, keptMs);
      if (!isPut) await remove(record);
      return isPut;
    },
    replace: ({ version }, record) =>
      state.replace(approvalKey(record.tenant, record.id), version, writeApproval(record), keptMs),
  };
}
