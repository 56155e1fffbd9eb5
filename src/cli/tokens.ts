/** `smarteros tokens` */
import { budgetOf, type Budget } from '../lint/budget.ts';
import { tenantTokens, type TenantTokens } from '../lint/tenant-tokens.ts';
import { parseManifest } from '../manifest/parse.ts';
import { tokenizerName } from '../tokens.ts';
import type { Build } from '../build/build.ts';
import { environmentFlag, formatFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { knownTenant } from './known-tenant.ts';
import { tokensText } from './tokens-text.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';
import { isColored } from './colour.ts';

/** Tells what tools cost the models that read them. */
export const tokens: Command = {
  description: `Tells how many tokens the tools of each tenant cost the models that read them: the whole tools/list, each capability with its description, input schema and output schema, the budget, and what to trim. Counted with ${tokenizerName}; other models' tokenizers differ by some percent.`,
  args: {
    tenant: { type: 'positional', required: false, description: 'One tenant; else all, the most expensive first' },
    workspace: workspaceFlag,
    environment: environmentFlag,
    format: formatFlag,
  },
  examples: [
    ['smarteros tokens', 'each tenant of the workspace in this folder'],
    ['smarteros tokens demo --workspace manifests', 'one tenant of another'],
    ['smarteros tokens --format json | jq ".tenants[] | {tenant, tokens}"', 'for a pipeline'],
  ],
  run: (options) => {
    const folder = workspaceFolder(String(options['workspace']));
    const { build } = buildOnce(folder, { environment: environmentOf(options) });
    const wanted = options['tenant'] === undefined ? null : String(options['tenant']);
    const names = wanted === null ? [...build.tenants.keys()] : [knownTenant(wanted, build)];
    const measured = names.flatMap((name) => measure(name, build) ?? []).toSorted(byTokens);
    if (options['format'] === 'json')
      process.stdout.write(`${JSON.stringify({ tokenizer: tokenizerName, tenants: measured })}\n`);
    else if (measured.length > 0) process.stdout.write(tokensText(measured, isColored(process.stdout)));
    const unmeasured = names.filter((name) => build.tenants.get(name)?.compiled.shard === null);
    if (unmeasured.length > 0)
      process.stderr.write(
        `Not counted, because of mistakes that "smarteros check" tells: ${unmeasured.join(', ')}.\n`,
      );
    return unmeasured.length > 0 ? exitCodes.problems : exitCodes.fine;
  },
};

/** Null when the tenant has mistakes. */
function measure(name: string, build: Build): TenantTokens | null {
  const shard = build.tenants.get(name)?.compiled.shard ?? null;
  return shard === null ? null : tenantTokens(shard, budgetIn(build, name));
}

/** The tenant's file is read once more, and no other of its files where it stands at its place. */
function budgetIn(build: Build, name: string): Budget | null {
  const files = build.tenants.get(name)?.files ?? [];
  const isOwn = (path: string) => path === `tenants/${name}/tenant.yaml`;
  const likely = [...files.filter(({ path }) => isOwn(path)), ...files.filter(({ path }) => !isOwn(path))];
  for (const file of likely) {
    const resource = parseManifest(file).resources.find(({ kind }) => kind === 'Tenant');
    if (resource?.kind !== 'Tenant') continue;
    const plan = build.shared.effective.plans.get(resource.spec.plan ?? '') ?? null;
    return budgetOf({ resource, plan });
  }
  return null;
}

function byTokens(a: TenantTokens, b: TenantTokens): number {
  return b.tokens - a.tokens || (a.tenant < b.tenant ? -1 : 1);
}
