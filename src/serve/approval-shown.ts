/** Approvals as JSON, for those who decide. */
import { usableMs, type ApprovalRecord, type Found } from '../call/approval-record.ts';
import type { Serving } from '../call/serving.ts';
import { approvalUrl } from './approval-link.ts';
import type { Place } from './gateway.ts';

/** One of a list: what would be called, and who asks. */
export function approvalSummary(record: ApprovalRecord, serving: Serving, place: Place): object {
  const { method, url } = record.request;
  return { ...head(record, serving, place), request: { method, url } };
}

/** The whole: what would be sent, and what became of it. `isOutdated` says that approving it would serve nobody. */
export function approvalShown(
  { record, standing }: Found,
  isOutdated: boolean,
  serving: Serving,
  place: Place,
): object {
  const { request, decision } = record;
  const { arguments: args, isCut, ...sent } = request;
  return {
    ...head(record, serving, place),
    state: standing,
    isOutdated,
    arguments: args,
    request: sent,
    isCut,
    decision:
      decision === null
        ? null
        : { decision: decision.verdict, by: decision.byName, at: instant(decision.at), note: decision.note },
    usableUntil: decision?.verdict === 'approve' ? instant(decision.at + usableMs) : null,
  };
}

function head(record: ApprovalRecord, serving: Serving, place: Place) {
  const { id, tenant, capability, title, callerName, askedAt, expiresAt } = record;
  return {
    id,
    url: approvalUrl(serving, place, tenant, id),
    tenant,
    capability,
    title,
    caller: callerName,
    askedAt: instant(askedAt),
    expiresAt: instant(expiresAt),
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
