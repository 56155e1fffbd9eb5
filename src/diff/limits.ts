/** Size limits of a tenant on both sides. They come from its plan or the system, so what changes there is told once. */
import type { Limits, TenantShard } from '../table/table.ts';
import type { Finding } from './change.ts';

const meanings: { readonly [name in keyof Limits]: string } = {
  requestBytes: 'Requests',
  answerBytes: 'Answers of companies’ APIs',
};

/** A finding for each limit that differs. */
export function limitFindings(before: TenantShard, after: TenantShard): Finding[] {
  const isPlan = before.plan === after.plan;
  const source = after.plan === null ? 'the system' : `plan "${after.plan}"`;
  return (Object.keys(meanings) as (keyof Limits)[]).flatMap((name): Finding[] => {
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
