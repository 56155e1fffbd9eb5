/** `smarteros connect` */
import { clients } from '../connect/clients.ts';
import type { Client, Setup } from '../connect/setup.ts';
import { closest } from '../suggest.ts';
import { environmentFlag, formatFlag, workspaceFlag, type Command } from './command.ts';
import { gatewayRemark, isServedHere } from './connect-gateway.ts';
import { keyRemark } from './connect-key.ts';
import { targetOf, type Chosen } from './connect-target.ts';
import { dataFlag } from './data-folder.ts';
import { exitCodes, Misuse } from './exit.ts';

/** Prints what a client has to be told to reach a tenant. */
export const connect: Command = {
  description:
    'Prints what a client has to be told to reach a tenant’s tools, ready to paste; without CLIENT, which clients there are. A key is printed only with --show-key: everywhere else stands where the client takes it from.',
  args: {
    client: {
      type: 'positional',
      required: false,
      description: `The client: ${Object.keys(clients).join(', ')}`,
    },
    tenant: { type: 'string', valueHint: 'NAME', description: 'The tenant; the only one, unless said' },
    url: {
      type: 'string',
      valueHint: 'URL',
      description:
        'The gateway’s address, or that of the tenant’s endpoint; without it, what system.yaml declares, or this machine',
    },
    stdio: {
      type: 'boolean',
      description: 'Have the client start "smarteros mcp", in place of connecting to a URL',
      default: false,
    },
    'key-from': {
      type: 'string',
      valueHint: 'NAME',
      description: 'The environment variable that holds the key',
      default: 'SMARTEROS_KEY',
    },
    'show-key': { type: 'boolean', description: 'Print this machine’s own key where a key goes', default: false },
    workspace: workspaceFlag,
    environment: environmentFlag,
    data: dataFlag,
    format: formatFlag,
  },
  examples: [
    ['smarteros connect', 'which clients there are'],
    ['smarteros connect claude-code --tenant demo', 'a line for the terminal, and .mcp.json'],
    ['smarteros connect cursor --stdio', 'without a gateway: Cursor starts "smarteros mcp"'],
    ['smarteros connect n8n --tenant demo --url https://mcp.example.cl', 'a gateway elsewhere'],
    ['smarteros connect claude-desktop --format json', 'the file’s content and nothing else'],
  ],
  run: async (options) => {
    if (options['client'] === undefined) {
      process.stdout.write(overview());
      return exitCodes.fine;
    }
    const name = String(options['client']);
    const client = clientOf(name);
    const way = wayOf(name, client, options['stdio'] === true);
    const chosen = await targetOf(options, way, isServedHere);
    const setup = client.setup(chosen.target);
    if (options['format'] === 'json') return printJson(name, setup);
    process.stdout.write(told(client, setup));
    for (const remark of await remarks(setup, chosen)) process.stderr.write(`\n${remark}`);
    return exitCodes.fine;
  },
};

function clientOf(name: string): Client {
  const client = Object.hasOwn(clients, name) ? clients[name] : undefined;
  if (client !== undefined) return client;
  const similar = closest(name, Object.keys(clients));
  const meant = similar === null ? `Clients are: ${Object.keys(clients).join(', ')}.` : `Did you mean "${similar}"?`;
  throw new Misuse(`Nothing is known of a client "${name}". ${meant} Any other takes the URL that "curl" shows.`);
}

function wayOf(name: string, { title, ways }: Client, wantsProgram: boolean): 'http' | 'stdio' {
  if (!wantsProgram) return ways[0];
  if (ways.includes('stdio')) return 'stdio';
  throw new Misuse(`${title} starts no programs: "smarteros connect ${name}" without --stdio prints the URL.`);
}

function overview(): string {
  const longest = Math.max(...Object.keys(clients).map((name) => name.length));
  const lines = Object.entries(clients).map(
    ([name, { title, summary }]) => `  ${name.padEnd(longest)}  ${title}: ${summary}\n`,
  );
  return `${lines.join('')}\n"smarteros connect CLIENT --tenant NAME" prints it, and "smarteros connect --help" what can be chosen.\n`;
}

function printJson(name: string, { json }: Setup): number {
  if (json === null) throw new Misuse(`Nothing of what "${name}" needs is JSON. Leave --format json out.`);
  process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
  return exitCodes.fine;
}

function told({ title }: Client, { pieces, notes }: Setup): string {
  const shown = pieces.map(({ where, text }) => `${where}:\n\n${text}\n`);
  return `${[`${title}\n`, ...shown, ...(notes.length === 0 ? [] : [`${notes.join('\n')}\n`])].join('\n')}`;
}

/** What is no part of what is pasted: where a key comes from, and whether a gateway runs. */
async function remarks(setup: Setup, { target, workspace, declared }: Chosen): Promise<string[]> {
  const gateway = target.way === 'http' && workspace !== null ? await gatewayRemark(target, workspace, declared) : '';
  return [keyRemark(setup, target, workspace), gateway].filter((remark) => remark !== '');
}
