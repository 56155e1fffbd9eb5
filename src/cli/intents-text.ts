/** What declared sentences find, for people. */
import { styleText } from 'node:util';
import type { IntentRecall, IntentReport, MissedIntent } from '../resolve/check-intents.ts';
import { count } from './announce.ts';

/** A report with its tenant's name. */
export type TenantIntents = IntentReport & { readonly tenant: string };

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** One block for each tenant, ending with a line break. */
export function intentsText(tenants: readonly TenantIntents[], color: boolean): string {
  const style: Style = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  return `${tenants.map((tenant) => tenantText(tenant, style)).join('\n\n')}\n`;
}

function tenantText(report: TenantIntents, style: Style): string {
  const { tenant, capabilities, intents, missed, shared, weak, served, leftOut } = report;
  const what = `${count(intents, 'intent')} of ${count(capabilities, 'capability', 'capabilities')}`;
  if (intents === 0) return `${style('bold', tenant)}  ${what}`;
  return [
    `${style('bold', tenant)}  ${what}`,
    `  as served            ${recallText(served)}`,
    `  itself left out      ${recallText(leftOut)}`,
    ...shared.map(
      ({ intent, capabilities: both }) =>
        `  ${style('red', 'error')}    “${intent}” is declared by ${both.join(' and ')}. Keep it at the one that it means, and say what is different at the other.`,
    ),
    ...missed.map((one) => `  ${style('red', 'error')}    ${missedText(one)} ${advice}`),
    ...weak.map(
      (one) =>
        `  ${style('yellow', 'warning')}  Left out, ${missedText(one)} Its title and description may lack its words.`,
    ),
  ].join('\n');
}

const advice =
  'Put the words of the sentence into the title or the description, or say there how the two capabilities differ.';

function missedText({ intent, capability, found, rank }: MissedIntent): string {
  const [first] = found;
  const others = found.map((one) => `${one.capability} ${one.confidence}`).join(', ');
  if (first === undefined) return `“${intent}” finds nothing instead of ${capability}.`;
  if (rank === 1) return `“${intent}” finds ${capability}, but too unsurely to fit: ${others}.`;
  return `“${intent}” finds ${first.capability} before ${capability}: ${others}.`;
}

function recallText({ first, five }: IntentRecall): string {
  return `${percent(first)} first, ${percent(five)} in the first five`;
}

function percent(share: number | null): string {
  return share === null ? '–' : `${Math.floor(share * 100)} %`;
}
