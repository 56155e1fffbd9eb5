/**
 * Which approvals of a tenant are open: one bounded entry of the store, as that can list nothing by itself. It finds what
 * stands elsewhere, and decides nothing: what is missing in it, or over, does no harm.
 */
import { StateUnavailable, type State } from '../state/state.ts';
import { openListKey } from './approval-key.ts';
import { askedMs } from './approval-record.ts';

/** An open approval, as far as the list knows it. */
export interface OpenApproval {
  readonly id: string;
  readonly capability: string;
  readonly caller: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** The open approvals of tenants. Its functions reject with `StateUnavailable`. */
export interface ApprovalList {
  /** The oldest first. */
  read(tenant: string): Promise<readonly OpenApproval[]>;
  /** Adds one, unless it is there. `full` when too many are open: of the tenant, or of the caller alone. */
  add(tenant: string, open: OpenApproval): Promise<'added' | 'full'>;
  remove(tenant: string, id: string): Promise<void>;
}

/** Open at once at most: more than these nobody reads. A caller alone cannot take all places. */
export const mostOpen = { tenant: 1000, caller: 200 } as const;
/** Other gateways may change the list at the same moment; one of them gets through each time. */
const tries = 20;

/** Keeps lists in a store. */
export function createApprovalList(state: State, now: () => number): ApprovalList {
  const inTurn = createTurns();

  async function change(
    tenant: string,
    changed: (open: readonly OpenApproval[]) => readonly OpenApproval[] | null,
  ): Promise<void> {
    const key = openListKey(tenant);
    for (let attempt = 0; attempt < tries; attempt++) {
      const entry = await state.get(key);
      const next = changed(openIn(entry?.value, now()));
      if (next === null) return;
      const text = JSON.stringify(next);
      if (entry === null) {
        if ((await state.putIfAbsent(key, text, askedMs)) === null) return;
      } else if (await state.replace(key, entry.version, text, askedMs)) return;
    }
    throw new StateUnavailable('The list of open approvals is changed by too many at once.');
  }

  return {
    read: async (tenant) => openIn((await state.get(openListKey(tenant)))?.value, now()),
    add: (tenant, added) =>
      inTurn(tenant, async () => {
        let answer: 'added' | 'full' = 'added';
        await change(tenant, (open) => {
          answer = 'added';
          if (open.some(({ id }) => id === added.id)) return null;
          if (!isFull(open, added.caller)) return [...open, added];
          answer = 'full';
          return null;
        });
        return answer;
      }),
    remove: (tenant, id) =>
      inTurn(tenant, () =>
        change(tenant, (open) => (open.some((one) => one.id === id) ? open.filter((one) => one.id !== id) : null)),
      ),
  };
}

function isFull(open: readonly OpenApproval[], caller: string): boolean {
  return open.length >= mostOpen.tenant || open.filter((one) => one.caller === caller).length >= mostOpen.caller;
}

/** Those of a text that are still open; none in a text that was not written here. */
function openIn(text: string | undefined, now: number): readonly OpenApproval[] {
  try {
    const list = JSON.parse(text ?? '[]') as readonly OpenApproval[];
    return Array.isArray(list) ? list.filter(({ expiresAt }: OpenApproval) => now < expiresAt) : [];
  } catch {
    return [];
  }
}

/** Lets this process change a tenant's list once at a time: tries are for the changes of others. */
function createTurns(): <T>(tenant: string, run: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (tenant, run) => {
    const mine = (last.get(tenant) ?? Promise.resolve()).then(run, run);
    const over = mine
      .catch(() => {})
      .then(() => {
        if (last.get(tenant) === over) last.delete(tenant);
      });
    last.set(tenant, over);
    return mine;
  };
}
