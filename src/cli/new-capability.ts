/** `smarteros new capability` */
import { argumentsOf } from '../introspect/arguments.ts';
import { capabilityText } from '../introspect/capability-text.ts';
import { resultOf } from '../introspect/result.ts';
import { workspaceFlag, type Command } from './command.ts';
import { endpointAt } from './endpoint-at.ts';
import { Misuse } from './exit.ts';
import { nameLike, refuseTaken, tenantOf, workspaceWords, writeNew } from './scaffold-file.ts';
import { tenantNames } from './tenant-names.ts';
import { workspaceFolder } from './workspace.ts';

/** Writes the manifest of a capability, drafted from its endpoint. */
export const newCapability: Command = {
  description:
    'Writes the manifest of a capability: tenants/<tenant>/capabilities/<name>.yaml. Arguments and result are drafted from what its endpoint declares; titles and descriptions are drafted in Spanish and English, for you to make precise. Nothing that is there is overwritten.',
  args: {
    capability: { type: 'positional', description: 'Its name, with a dot: orders.search' },
    tenant: { type: 'string', valueHint: 'NAME', description: 'Who offers it', required: true },
    endpoint: {
      type: 'string',
      valueHint: 'PROVIDER/ENDPOINT',
      description: 'What it calls: shop/list-orders, or "shop/GET /orders"',
      required: true,
    },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros new capability orders.search --tenant demo --endpoint shop/list-orders', 'a first draft'],
    ['smarteros new capability stock.list --tenant demo --endpoint "shop/GET /stock"', 'an operation without an id'],
  ],
  run: (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const name = String(options['capability']);
    if (!/^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/.test(name) || !name.includes('.') || name.length > 40)
      throw new Misuse(
        `A capability’s name has a dot, lower-case letters and digits, at most 40 in all: ${nameLike(name, '.') ?? 'orders.search'}, not "${name}".`,
      );
    const tenant = tenantOf(workspace, options['tenant'], tenantNames(workspace));
    const reference = String(options['endpoint']);
    if (!/^[^/]+\/.+$/.test(reference))
      throw new Misuse(`--endpoint takes provider and endpoint: shop/list-orders, not "${reference}".`);
    const path = `tenants/${tenant}/capabilities/${name}.yaml`;
    refuseTaken(workspace, [path]);
    const endpoint = endpointAt(workspace, tenant, name, reference);
    const { text } = capabilityText({
      name,
      tenant,
      reference,
      operation: endpoint,
      arguments: argumentsOf(endpoint, { filled: new Set(), reserved: new Set() }).drafted,
      result: resultOf(endpoint),
      further: '',
    });
    return writeNew(
      workspace,
      [{ path, text, isManifest: true }],
      `smarteros serve --examples${workspaceWords(options['workspace'])}`,
    );
  },
};
