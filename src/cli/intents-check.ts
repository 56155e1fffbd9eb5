/** `smarteros intents check` */
import { checkIntents, type IntentReport } from '../resolve/check-intents.ts';
import { environmentFlag, formatFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { intentsText } from './intents-text.ts';
import { isColored } from './colour.ts';
import { knownTenant } from './known-tenant.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';

/** Tells whether the sentences that capabilities declare find them. */
export const intentsCheck: Command = {
  description:
    'Resolves every sentence in "examples[].intents" against the compiled capabilities of its tenant. Fails when one does not find its own capability first, or when two capabilities declare the same. Each sentence is tried once more with itself left out: what is then not among the first three is a warning, as other people’s words would not find it either.',
  args: {
    tenant: { type: 'positional', required: false, description: 'One tenant; else all' },
    workspace: workspaceFlag,
    environment: environmentFlag,
    format: formatFlag,
  },
  examples: [
    ['smarteros intents check', 'each tenant of the workspace in this folder'],
    ['smarteros intents check demo --workspace manifests', 'one tenant of another'],
    ['smarteros intents check --format json | jq ".tenants[].missed"', 'for a pipeline'],
  ],
  run: (options) => {
    const folder = workspaceFolder(String(options['workspace']));
    const { build } = buildOnce(folder, { environment: environmentOf(options) });
    const wanted = options['tenant'] === undefined ? null : String(options['tenant']);
    const names = wanted === null ? [...build.tenants.keys()] : [knownTenant(wanted, build)];
    const shards = names.flatMap((name) => build.tenants.get(name)?.compiled.shard ?? []);
    const reports = shards.map((shard) => ({ tenant: shard.name, ...checkIntents(Object.values(shard.operations)) }));
    if (options['format'] === 'json') process.stdout.write(`${JSON.stringify({ tenants: reports })}\n`);
    else process.stdout.write(intentsText(reports, isColored(process.stdout)));
    const unchecked = names.filter((name) => !shards.some((shard) => shard.name === name));
    if (unchecked.length > 0)
      process.stderr.write(`Not checked, because of mistakes that "smarteros check" tells: ${unchecked.join(', ')}.\n`);
    return unchecked.length > 0 || reports.some(isFailed) ? exitCodes.problems : exitCodes.fine;
  },
};

function isFailed({ missed, shared }: IntentReport): boolean {
  return missed.length > 0 || shared.length > 0;
}
