/** The people's side of approvals: what waits for them, and what they say. Who may is asked before (`approvers.ts`). */
import type { Audit } from '../audit/audit.ts';
import { StateUnavailable } from '../state/state.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { ApprovalList } from './approval-list.ts';
import { standingOf, type ApprovalRecord, type Decision, type Found } from './approval-record.ts';
import { approvalClosed, approvalsUnavailable, unknownApproval } from './approval-refusals.ts';
import type { ApprovalStore } from './approval-store.ts';
import type { CallOrigin } from './origin.ts';
import { callerIdOf, callerNameOf } from './principal.ts';
import { identityOf } from './record.ts';
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';

/** What a person says. */
export type Verdict = Pick<Decision, 'verdict' | 'note'>;

/** Who says it, and in which version of the table, for the record. */
export interface DecidedBy {
  readonly origin: Omit<CallOrigin, 'idempotencyKey'>;
  readonly table: string;
  /** Digest of the tenant's shard. */
  readonly shard: string;
}

/** Approvals that are open. */
export interface OpenApprovals {
  /** The newest first. */
  readonly records: readonly ApprovalRecord[];
  /** How many others there are. */
  readonly more: number;
}

/** What people do with approvals. Without its store or its record everything is refused. */
export interface ApprovalDesk {
  /**
   * The open approvals of a tenant that pass, at most `limit` of them.
   *
   * @param passes by capability and caller: what may be shown to whoever asks
   */
  open(
    tenant: string,
    limit: number,
    passes: (capability: string, caller: string) => boolean,
  ): Promise<OpenApprovals | Refused>;
  find(tenant: string, id: string): Promise<Found | Refused>;
  /** Decides an open approval, or refuses one that was granted and not used yet; records who did. */
  decide(record: ApprovalRecord, verdict: Verdict, by: DecidedBy): Promise<Found | Refused>;
}

/** What the desk leans on. */
export interface DeskPorts {
  readonly audit: Audit;
  readonly telemetry: Telemetry;
  readonly commit: () => string | null;
}

/** Makes the people's side. `now` gives Unix milliseconds. */
export function createApprovalDesk(
  ports: DeskPorts,
  store: ApprovalStore,
  list: ApprovalList,
  now: () => number,
): ApprovalDesk {
  const { telemetry } = ports;

  async function open(...[tenant, limit, passes]: Parameters<ApprovalDesk['open']>): Promise<OpenApprovals> {
    const all = (await list.read(tenant)).filter(({ capability, caller }) => passes(capability, caller)).toReversed();
    const found = await Promise.all(all.slice(0, limit).map(({ id }) => store.find(tenant, id)));
    const records = found.flatMap((one) => (one?.standing === 'open' ? [one.record] : []));
    return { records, more: Math.max(0, all.length - limit) };
  }

  async function put({ tenant, id }: ApprovalRecord, decision: Decision): Promise<Found | Refused> {
    const stored = await store.find(tenant, id);
    if (stored === null) return unknownApproval();
    const { standing } = stored;
    const isRevoked = standing === 'approved' && decision.verdict === 'deny';
    if (standing !== 'open' && !isRevoked) return approvalClosed(standing);
    const record = { ...stored.record, decision };
    // Someone else has decided in between, or the call was made.
    if (!(await store.replace(stored, record))) return put(record, decision);
    await list.remove(tenant, id).catch(ignoreUnavailable);
    return { record, standing: standingOf(record, now()) };
  }

  async function decide(record: ApprovalRecord, said: Verdict, by: DecidedBy): Promise<Found | Refused> {
    const { principal } = by.origin;
    const decision = { ...said, by: callerIdOf(principal), byName: callerNameOf(principal), at: now() };
    const put_ = await recorded(ports, record, said, by, () => orRefused(() => put(record, decision)));
    if ('record' in put_)
      telemetry.count(said.verdict === 'approve' ? 'approval-granted' : 'approval-denied', record.tenant);
    return put_;
  }

  /** The store's absence is told, and counted. */
  async function orRefused<T>(run: () => Promise<T>): Promise<T | Refused> {
    try {
      return await run();
    } catch (error) {
      ignoreUnavailable(error);
      telemetry.count('state-unavailable');
      return approvalsUnavailable();
    }
  }

  return {
    open: (...asked) => orRefused(() => open(...asked)),
    find: (tenant, id) => orRefused(async () => (await store.find(tenant, id)) ?? unknownApproval()),
    decide,
  };
}

/** Runs a decision between two records, as a write is run: one that cannot be recorded is not taken. */
async function recorded(
  { audit, commit }: DeskPorts,
  { id, tenant, capability, caller }: ApprovalRecord,
  { verdict, note }: Verdict,
  { origin, table, shard }: DecidedBy,
  run: () => Promise<Found | Refused>,
): Promise<Found | Refused> {
  const said = JSON.stringify({ approval: id, decision: verdict, note, caller });
  const who = { ...identityOf(origin), tenant, capability, table, shard, commit: commit(), isWrite: true };
  const begin = { ...who, arguments: said };
  if (!(await audit.begin(begin))) return unrecorded();
  const startedAt = performance.now();
  const found = await run();
  const isDone = 'record' in found;
  await audit.end(begin, {
    decision: isDone ? (verdict === 'approve' ? 'approved' : 'denied') : found.refusal.code,
    outcome: isDone ? 'committed' : 'not_sent',
    approval: id,
    upstreamStatus: null,
    attempts: 0,
    result: 'null',
    totalMs: performance.now() - startedAt,
    upstreamMs: 0,
    requestBytes: origin.requestBytes,
    answerBytes: 0,
  });
  return found;
}

function ignoreUnavailable(error: unknown): void {
  if (!(error instanceof StateUnavailable)) throw error;
}

function unrecorded(): Refused {
  return refuse(
    'audit-unavailable',
    'Decisions are taken only when they can be recorded, and this one could not be. Nothing was decided.',
    { retryAfterSeconds: 5 },
  );
}
