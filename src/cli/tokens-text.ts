/** What tools cost, as a table for people. */
import { styleText } from 'node:util';
import type { CapabilityTokens, TenantTokens } from '../lint/tenant-tokens.ts';
import { tokenizerName } from '../tokens.ts';
import { count } from './announce.ts';

/** One table for each tenant, ending with a line break. */
export function tokensText(tenants: readonly TenantTokens[], color: boolean): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(format, text, { validateStream: false }) : text;
  return `${tenants.map((tenant) => tenantText(tenant, style)).join('\n\n')}\n`;
}

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

function tenantText({ tenant, tokens, tools, searched, budget, capabilities }: TenantTokens, style: Style): string {
  const head = `${style('bold', tenant)}  ${number(tokens)} ${tokens === 1 ? 'token' : 'tokens'} (${tokenizerName}) for ${count(tools, 'tool')}${searched ? ` (${number(capabilities.length)} capabilities are searched for)` : ''}${budgetText(budget, style)}`;
  if (capabilities.length === 0) return head;
  const rows = capabilities.map((one) => [
    number(one.tokens),
    number(one.description),
    number(one.inputSchema),
    number(one.outputSchema),
    one.capability,
    trimText(one),
  ]);
  const header = ['tokens', 'description', 'input', 'output', 'capability', 'to trim'];
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  );
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => (column < 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(column === 4 ? (widths[column] ?? 0) : 0))).join('  ')}`.trimEnd();
  return [head, style('dim', line(header)), ...rows.map(line)].join('\n');
}

function budgetText(budget: TenantTokens['budget'], style: Style): string {
  if (budget === null) return ', without a budget';
  const of = `, budget ${number(budget.tokens)} by ${budget.by}: `;
  return budget.left < 0
    ? of + style('red', `${number(-budget.left)} too many`)
    : of + style('green', `${number(budget.left)} left`);
}

/** Below this, trimming a part of a tool saves nothing that counts. */
const worthTrimming = 100;

/** Parts that are much of a tool's cost; a small tool has nothing to trim. */
function trimText({ trim, tokens }: CapabilityTokens): string {
  return trim
    .filter((part) => part.tokens >= worthTrimming && part.tokens * 4 >= tokens)
    .slice(0, 2)
    .map((part) => `${part.advice} (${number(part.tokens)})`)
    .join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
