/** Two rates → a finding. */
import type { Json } from '../schema.ts';
import type { Rate } from '../table/table.ts';
import { same } from '../compare/canonical.ts';
import type { Finding } from './change.ts';

/** @param who names whose calls they are: `Calls of client "web"` */
export function rateFindings(
  subject: string,
  path: string,
  who: string,
  before: Rate | null,
  after: Rate | null,
): Finding[] {
  if (same(before, after)) return [];
  const lowered = isTighter(after, before);
  const fate = lowered ? '; more are refused' : '';
  return [
    {
      rule: lowered ? 'rate-lowered' : 'rate-raised',
      subject,
      path,
      before: before as unknown as Json,
      after: after as unknown as Json,
      message: `${who}: ${words(after)} instead of ${words(before)}${fate}.`,
    },
  ];
}

/** In the long run, or at once: whoever keeps to the one may be refused by the other. */
function isTighter(a: Rate | null, b: Rate | null): boolean {
  if (a === null || b === null) return b === null;
  return a.limit / a.seconds < b.limit / b.seconds || a.burst < b.burst;
}

function words(rate: Rate | null): string {
  if (rate === null) return 'no limit';
  return `${rate.limit} a ${rate.seconds === 1 ? 'second' : 'minute'} (${rate.burst} at once)`;
}
