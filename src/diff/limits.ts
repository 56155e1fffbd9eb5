/** Limits of a tenant on both sides. Most come from its plan or the system, so what changes there is told once. */
import type { Limits, TenantShard } from '../table/table.ts';
import type { Finding } from './change.ts';
import { rateFindings } from './rate.ts';

const meanings: { readonly [size in Exclude<keyof Limits, 'rate'>]: string } = {
  requestBytes: 'Requests',
  answerBytes: 'Answers of companies’ APIs',
};

/** A finding for each limit that differs. */
export function limitFindings(before: TenantShard, after: TenantShard): Finding[] {
  return [...sizeFindings(before, after), ...tenantRateFindings(before, after)];
}

/** A tenant may bound its own calls: only what several have in the same way is told once. */
function tenantRateFindings(before: TenantShard, after: TenantShard): Finding[] {
  const [old, now] = [before.limits.rate, after.limits.rate];
  const found = rateFindings('limits', 'limits.requestsPerMinute', 'All calls of a tenant', old, now);
  return found.map((finding) => ({ ...finding, shared: 'many' as const }));
}

function sizeFindings(before: TenantShard, after: TenantShard): Finding[] {
  const isPlan = before.plan === after.plan;
  const source = after.plan === null ? 'the system' : `plan "${after.plan}"`;
  return (Object.keys(meanings) as (keyof typeof meanings)[]).flatMap((name): Finding[] => {
    const [old, now] = [before.limits[name], after.limits[name]];
    if (old === now) return [];
    const lowered = now < old;
    const message = `${meanings[name]} may have ${now} bytes instead of ${old}${lowered ? ': larger ones are refused' : ''}${isPlan ? `, by ${source}` : ''}.`;
    const subject = isPlan ? (after.plan ?? 'system') : after.name;
    return [
      {
        rule: lowered ? 'limit-lowered' : 'limit-raised',
        subject,
        path: `limits.${name}`,
        before: old,
        after: now,
        message,
        ...(isPlan ? { shared: 'always' as const } : {}),
      },
    ];
  });
}
