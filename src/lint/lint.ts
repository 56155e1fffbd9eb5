/**
 * What is right by itself and goes wrong with those who read it: models, their clients and their users. For people who
 * wait (`check`), not for a reload: it reads every text and may count tokens.
 */
import { describeTool } from '../emit/tool.ts';
import type { Problem } from '../problem.ts';
import { budgetProblems } from './budget.ts';
import { toolCount, toolForClients } from './clients.ts';
import { hintProblems } from './hints.ts';
import type { LintInput } from './report.ts';
import { tenantWords, toolWords } from './words.ts';

/** Everything that can be said of one compiled tenant; one problem for each place and code. */
export function lintTenant(input: LintInput): Problem[] {
  const ofTools = input.linked.capabilities.flatMap((capability) => {
    const operation = input.shard.operations[capability.resource.name];
    if (operation === undefined) return [];
    return [
      ...toolForClients(operation, capability, input),
      ...hintProblems(operation, capability, input),
      ...(describeTool(operation) === null ? [] : toolWords(operation, capability, input)),
    ];
  });
  return onePerPlace([...toolCount(input), ...tenantWords(input), ...ofTools, ...budgetProblems(input)]);
}

/** A text that two capabilities share, or that a document has twice, is one mistake. */
function onePerPlace(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, span, message }) => {
    const detail = code === 'client-refuses' ? message : '';
    const id = `${code}\n${span.file}:${span.line}:${span.column}\n${detail}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
