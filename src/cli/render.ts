/** `smarteros render` */
import { leavesOf } from '../explain/node.ts';
import { renderResource, type Rendered } from '../explain/render.ts';
import { renderYaml } from '../explain/yaml.ts';
import { fieldName } from '../manifest/finding.ts';
import { environmentFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { tellBroken } from './explain.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';

/** Shows a resource with every value that holds, and where each comes from. */
export const render: Command = {
  description:
    'Shows a resource with every default filled in, and for each value where it comes from: a line, an environment, or the rule that holds where nobody said anything. Exits 1 when the resource has mistakes that keep it from being shown.',
  args: {
    resource: {
      type: 'positional',
      description:
        'A tenant’s name, or system, plan/NAME, contract/NAME, environment/NAME, provider/NAME or secret/NAME (shared ones)',
    },
    within: {
      type: 'positional',
      required: false,
      description:
        'Of the tenant: a capability, provider/NAME, endpoint/PROVIDER/NAME, client/NAME, prompt/NAME or secret/NAME',
    },
    workspace: workspaceFlag,
    environment: environmentFlag,
    format: { type: 'enum', options: ['yaml', 'json'], description: 'For people, or for programs', default: 'yaml' },
  },
  examples: [
    ['smarteros render demo orders.search', 'a capability with its arguments, time limit and hints'],
    ['smarteros render demo provider/shop --environment production', 'where a provider is in production'],
    ['smarteros render plan/trial', 'the limits that tenants of a plan get'],
    ['smarteros render system --format json | jq .fields', 'each value with its file and line'],
  ],
  run: (options) => {
    const folder = workspaceFolder(String(options['workspace']));
    const { build } = buildOnce(folder, { environment: environmentOf(options) });
    const within = options['within'];
    const found = renderResource(build, String(options['resource']), typeof within === 'string' ? within : undefined);
    if (found.kind === 'not-found') throw new Misuse(found.message);
    if (found.kind === 'broken') return tellBroken(found, folder);
    const text =
      options['format'] === 'json'
        ? `${JSON.stringify(asJson(found, build.environment))}\n`
        : asYaml(found, build.environment);
    process.stdout.write(text);
    return exitCodes.fine;
  },
};

function asYaml({ node, file, placer }: Rendered, environment: string | null): string {
  return `# ${file}${environment === null ? '' : `, environment ${environment}`}\n${renderYaml(node, file, placer)}`;
}

function asJson({ node, file, placer }: Rendered, environment: string | null): object {
  const fields = leavesOf(node).map(({ path, value, from, over }) => ({
    field: fieldName(path),
    value,
    from: placer(from),
    over: over.map((other) => ({ value: other.value, from: placer(other.from) })),
  }));
  return { file, environment, fields };
}
