/** `smarteros key create` */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createKey } from '../identity/keys.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { inForm, nameOf } from './scaffold-file.ts';
import { buildOnce, workspaceFolder } from './workspace.ts';

/** Makes a key, prints it once, and writes the manifest that accepts it. */
export const keyCreate: Command = {
  description:
    'Makes an API key. The key is printed once and stored nowhere; the Client manifest that it writes holds its SHA-256 only and can be committed.',
  args: {
    tenant: {
      type: 'string',
      valueHint: 'NAME',
      description: 'The tenant whose capabilities the key may call',
      required: true,
    },
    client: { type: 'string', valueHint: 'NAME', description: 'A name for whoever gets the key', required: true },
    allow: {
      type: 'string',
      valueHint: 'PATTERNS',
      description: 'What it may call, separated by commas: orders.search, orders.* or *',
      required: true,
    },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros key create --tenant demo --client erp --allow "orders.*"', 'a key for everything under orders'],
    ['smarteros key create --tenant demo --client bot --allow orders.search,stock.list', 'a key for two capabilities'],
  ],
  run: (options) => {
    const tenant = nameOf('--tenant', options['tenant']);
    const client = nameOf('--client', options['client']);
    const allow = String(options['allow'])
      .split(',')
      .map((pattern) => pattern.trim());
    const wrong = allow.find((pattern) => !/^(\*|[a-z][a-z0-9]*([._-][a-z0-9]+)*(\.\*)?)$/.test(pattern));
    if (wrong !== undefined)
      throw new Misuse(
        `"${wrong}" is no pattern: write a capability such as orders.search, a group such as orders.*, or *.`,
      );
    const workspace = workspaceFolder(String(options['workspace']));
    if (!existsSync(join(workspace, 'tenants', tenant)))
      throw new Misuse(
        `There is no tenant "${tenant}" in ${workspace} (no folder tenants/${tenant}). Name the workspace with --workspace.`,
      );
    const file = join(workspace, 'tenants', tenant, 'clients', `${client}.yaml`);
    if (existsSync(file))
      throw new Misuse(`${file} exists already. Choose another --client, or add a second key to that file by hand.`);
    const { key, sha256 } = createKey();
    mkdirSync(dirname(file), { recursive: true });
    const path = `tenants/${tenant}/clients/${client}.yaml`;
    writeFileSync(file, inForm(workspace, path, manifest({ tenant, client, allow, sha256 })), { flag: 'wx' });
    process.stdout.write(`${key}\n`);
    process.stderr.write(
      `This is the only time that the key is shown. Its digest is in ${relative(process.cwd(), file)}; a running gateway accepts it as soon as it sees the file.\n`,
    );
    warn(workspace, relative(workspace, file));
    return exitCodes.fine;
  },
};

/** Says at once what `check` would say of the new file: a pattern that matches nothing, most often. */
function warn(workspace: string, file: string): void {
  const problems = buildOnce(workspace).problems.filter(({ span }) => span.file === file);
  for (const { message, hint } of problems) process.stderr.write(`${message} ${hint ?? ''}\n`);
}

/** Every part has been checked to need no quotes but the patterns, where `*` would be an alias. */
function manifest(client: { tenant: string; client: string; allow: readonly string[]; sha256: string }): string {
  return `apiVersion: smarteros/v1
kind: Client
metadata: { tenant: ${client.tenant}, name: ${client.client} }
spec:
  keys:
    - sha256: ${client.sha256}
  allow: [${client.allow.map((pattern) => JSON.stringify(pattern)).join(', ')}]
`;
}
