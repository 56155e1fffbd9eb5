/** The token budget of a tenant's tools, held. */
import { listExceeds, listTokens, toolCost } from '../emit/tool-cost.ts';
import { directTools, listedOf } from '../emit/tool-list.ts';
import type { LinkedTenant } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import type { Operation } from '../table/table.ts';
import { resolveTokenBudget } from '../table/tenant.ts';
import { tokenizerName } from '../tokens.ts';
import { spanIn, type LintInput, type Placed } from './report.ts';
import { trimsOf } from './trim.ts';

/** A budget and who declares it: the tenant goes before its plan. */
export interface Budget {
  readonly tokens: number;
  /** `tenant "demo"` or `plan "trial"`. */
  readonly by: string;
  readonly resource: Placed;
}

/** The budget that a tenant has; null when nobody declares one. */
export function budgetOf({ resource, plan }: Pick<LinkedTenant, 'resource' | 'plan'>): Budget | null {
  const { value: tokens, from } = resolveTokenBudget(resource, plan);
  const by = [resource, plan].find(
    (one) => one !== null && from.kind === 'field' && from.file === one.file && from.document === one.document,
  );
  if (tokens === null || by === undefined || by === null) return null;
  return { tokens, by: `${by.kind.toLowerCase()} "${by.name}"`, resource: by };
}

/** Tells a list that costs more than its budget, and what of it to trim. */
export function budgetProblems(input: LintInput): Problem[] {
  const budget = budgetOf(input.linked);
  const listed = listedOf(input.shard);
  if (budget === null || !listExceeds(listed, budget.tokens)) return [];
  const tokens = listTokens(listed);
  const dearest = mostExpensive(directTools(listed));
  const first = input.linked.capabilities.find(({ resource }) => resource.name === dearest[0]?.capability);
  return [
    {
      code: 'token-budget',
      severity: 'error',
      message: `The tools/list of tenant "${input.shard.name}" has ${written(tokens)} tokens (${tokenizerName}), and the budget of ${budget.by} is ${written(budget.tokens)}: every conversation of an agent begins with ${written(tokens - budget.tokens)} too many.`,
      hint: `Trim the most expensive: ${dearest.slice(0, 3).map(described).join('; ')}.`,
      span: placeOf(budget, input),
      ...(first === undefined
        ? {}
        : {
            related: {
              message: 'the most expensive capability',
              span: spanIn(input, first.resource, ['metadata', 'name']),
            },
          }),
    },
  ];
}

/** A plan is others' file and serves others too: what one of its tenants spends is told where that one asks for the plan. */
function placeOf({ resource }: Budget, input: LintInput): Problem['span'] {
  const tenant = input.linked.resource;
  return tenant === null || resource === tenant
    ? spanIn(input, resource, ['spec', 'tools', 'tokens'])
    : spanIn(input, tenant, ['spec', 'plan']);
}

/** Operations by what their tools cost, the most expensive first. */
export function mostExpensive(operations: readonly Operation[]): Operation[] {
  return operations.toSorted(
    (a, b) => toolCost(b).tokens - toolCost(a).tokens || (a.capability < b.capability ? -1 : 1),
  );
}

function described(operation: Operation): string {
  const trims = trimsOf(operation)
    .slice(0, 2)
    .map(({ advice, tokens }) => `${advice} (${written(tokens)})`);
  const what = trims.length === 0 ? '' : `: ${trims.join(', ')}`;
  return `${operation.capability} (${written(toolCost(operation).tokens)})${what}`;
}

/** `12,345` */
function written(count: number): string {
  return count.toLocaleString('en-US');
}
