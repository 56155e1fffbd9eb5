/** `smarteros new endpoint` */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { endpointText } from '../change/scaffold.ts';
import { closest } from '../suggest.ts';
import { workspaceFlag, type Command } from './command.ts';
import { Misuse } from './exit.ts';
import { nameOf, tenantOf, workspaceWords, writeNew } from './scaffold-file.ts';
import { tenantNames } from './tenant-names.ts';
import { workspaceFolder } from './workspace.ts';

/** Writes the manifest of an endpoint. */
export const newEndpoint: Command = {
  description:
    'Writes the manifest of one operation of an API that has no OpenAPI document, or whose document lacks it: …/providers/<provider>/endpoints/<name>.yaml. Nothing that is there is overwritten.',
  args: {
    endpoint: { type: 'positional', description: 'Provider and name: shop/list-orders' },
    tenant: { type: 'string', valueHint: 'NAME', description: 'Whose provider it is; without it, a shared one' },
    method: {
      type: 'enum',
      options: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      description: 'The HTTP method',
      default: 'GET',
    },
    path: { type: 'string', valueHint: 'PATH', description: 'Behind the base URL: /orders/{id}', required: true },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros new endpoint shop/get-order --tenant demo --path "/orders/{id}"', 'a read'],
    ['smarteros new endpoint shop/update-stock --tenant demo --method PATCH --path "/stock/{sku}"', 'with a body'],
  ],
  run: (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const [provider = '', name, ...more] = String(options['endpoint']).split('/');
    if (name === undefined || more.length > 0)
      throw new Misuse(
        `An endpoint is named with its provider: shop/list-orders, not "${String(options['endpoint'])}".`,
      );
    nameOf('The provider', provider);
    nameOf('The endpoint', name);
    const tenant =
      options['tenant'] === undefined ? null : tenantOf(workspace, options['tenant'], tenantNames(workspace));
    const base = `${tenant === null ? '' : `tenants/${tenant}/`}providers/${provider}`;
    if (!existsSync(join(workspace, base))) throw noProvider(workspace, tenant, provider);
    const path = String(options['path']);
    if (!/^\/[^\s?#]*$/.test(path)) throw new Misuse(`--path starts with / and has no query: not "${path}".`);
    if (/\/:[a-z]/i.test(path))
      throw new Misuse(`--path has its parameters in braces: ${path.replaceAll(/\/:(\w+)/g, '/{$1}')}, not "${path}".`);
    const text = endpointText({ name, provider, tenant, method: String(options['method']), path });
    const next = `complete its schemas, then: smarteros new capability orders.search --tenant ${tenant ?? '<tenant>'} --endpoint ${provider}/${name}${workspaceWords(options['workspace'])}`;
    return writeNew(workspace, [{ path: `${base}/endpoints/${name}.yaml`, text, isManifest: true }], next);
  },
};

/** With what may be meant: another name, or the same one of a tenant. */
function noProvider(workspace: string, tenant: string | null, provider: string): Misuse {
  const base = `${tenant === null ? '' : `tenants/${tenant}/`}providers`;
  const similar = closest(provider, namesIn(join(workspace, base)));
  const owner =
    tenant === null
      ? tenantNames(workspace).find((each) => existsSync(join(workspace, 'tenants', each, 'providers', provider)))
      : undefined;
  const whose = tenant === null ? '' : ` --tenant ${tenant}`;
  const meant =
    owner !== undefined
      ? `Tenant "${owner}" has one: add --tenant ${owner}.`
      : similar === null
        ? `"smarteros new provider ${provider}${whose}" makes it.`
        : `Did you mean "${similar}"?`;
  return new Misuse(`There is no provider "${provider}" (no folder ${base}/${provider}). ${meant}`);
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
