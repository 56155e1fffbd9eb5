/** Approvals of a process: both sides of them, over one store. */
import type { State } from '../state/state.ts';
import { createApprovalClaims, type ApprovalClaims } from './approval-claims.ts';
import { createApprovalDesk, type ApprovalDesk, type DeskPorts } from './approval-desk.ts';
import { createApprovalList } from './approval-list.ts';
import { createApprovalStore } from './approval-store.ts';
import { createGate, type Gate } from './approved.ts';

/** What approvals lean on. */
export interface ApprovalPorts extends DeskPorts {
  readonly state: State;
}

/** What calls and people do with approvals. */
export interface Approvals {
  readonly gate: Gate;
  readonly claims: ApprovalClaims;
  readonly desk: ApprovalDesk;
}

/** Makes them. `now` gives Unix milliseconds. */
export function createApprovals(ports: ApprovalPorts, now: () => number = Date.now): Approvals {
  const store = createApprovalStore(ports.state, now);
  const list = createApprovalList(ports.state, now);
  const claims = createApprovalClaims(store, list, now);
  return { claims, gate: createGate(claims, ports.telemetry), desk: createApprovalDesk(ports, store, list, now) };
}
