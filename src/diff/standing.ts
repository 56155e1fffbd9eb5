/** Whether a tenant is served, and how long, on both sides. */
import type { TenantShard } from '../table/table.ts';
import { same } from '../compare/canonical.ts';
import type { Finding } from './change.ts';
import { nameList } from './words.ts';

/** Status and trial. */
export function standingFindings(before: TenantShard, after: TenantShard): Finding[] {
  const change = { subject: after.name, path: 'status', before: before.status, after: after.status };
  const who = `Tenant "${after.name}"`;
  if (before.status === after.status) return trialFindings(before, after);
  if (!isServed(after) && isServed(before))
    return [
      { rule: 'tenant-suspended', ...change, message: `${who} is ${after.status}: every call of it is refused.` },
    ];
  if (isServed(after) && !isServed(before)) {
    const clients = Object.keys(after.clients);
    const again = clients.length === 0 ? '' : `: ${nameList(clients)} may call it`;
    return [
      {
        rule: 'tenant-reactivated',
        ...change,
        message: `${who} is ${after.status} again, and was ${before.status}${again}.`,
      },
    ];
  }
  const moved: Finding = {
    rule: 'tenant-status-changed',
    ...change,
    message: `${who} is ${after.status}, and was ${before.status}.`,
  };
  return before.status === 'active' && after.trial !== null ? [moved, trialBegun(after)] : [moved];
}

/** What had no end has one. */
function trialBegun(after: TenantShard): Finding {
  return {
    rule: 'trial-shortened',
    subject: after.name,
    path: 'trial',
    after: after.trial,
    message: `Tenant "${after.name}" has a trial of ${trialWords(after)} now: calls after its end are refused.`,
  };
}

function isServed({ status }: TenantShard): boolean {
  return status === 'trial' || status === 'active';
}

function trialFindings(before: TenantShard, after: TenantShard): Finding[] {
  if (same(before.trial, after.trial)) return [];
  const [end, oldEnd] = [endOf(after, before), endOf(before, after)];
  // The same moment, in other words.
  if (end !== null && end === oldEnd) return [];
  const extended = (end ?? 0) > (oldEnd ?? Infinity);
  const message = `The trial of tenant "${after.name}" ${extended ? 'ends later' : 'ends earlier, or may'}: ${trialWords(before)} → ${trialWords(after)}.`;
  return [
    {
      rule: extended ? 'trial-extended' : 'trial-shortened',
      subject: after.name,
      path: 'trial',
      before: before.trial,
      after: after.trial,
      message,
    },
  ];
}

/** In hours, from the same moment on both sides; null when one counts from its first call and the other from a date. */
function endOf({ trial }: TenantShard, other: TenantShard): number | null {
  if (trial === null || other.trial === null) return null;
  if (trial.startsAt === other.trial.startsAt) return trial.hours;
  return trial.startsAt === null || other.trial.startsAt === null
    ? null
    : Date.parse(trial.startsAt) / 3_600_000 + trial.hours;
}

function trialWords({ trial }: TenantShard): string {
  return trial === null ? 'none' : `${trial.hours} h from ${trial.startsAt ?? 'the first time that it is served'}`;
}
