/** `smarteros mcp` */
import { Writable } from 'node:stream';
import { renderProblems } from '../report/pretty.ts';
import { bridgeTo } from '../stdio/bridge.ts';
import { serveConnection, type Connection } from '../stdio/connection.ts';
import { openStdioServer, type StdioServer } from '../stdio-server.ts';
import { environmentFlag, workspaceFlag, type Command } from './command.ts';
import { dataFlag, writableDataFolder } from './data-folder.ts';
import { exitCodes, Misuse } from './exit.ts';
import { inspectEnvironment, tellUnservable, Unservable } from './servable.ts';
import { consoleLog } from './server-log.ts';
import { sharedOf } from './shared-flags.ts';
import { chosenTenant } from './tenant-choice.ts';
import { textOf } from './texts.ts';
import { lostRollback, standIn } from './version-words.ts';
import { environmentOf, workspaceFolder } from './workspace.ts';

/** Serves one tenant to the client that started it. */
export const mcp: Command = {
  description:
    'Speaks MCP on standard input and output, for clients that start programs: Claude Desktop, editors, scripts. The workspace is served as by "smarteros serve", live, with the rights of the local key, and no gateway has to run; with --url, everything is passed on to a gateway that does. "smarteros connect" prints what a client needs to start it.',
  args: {
    tenant: { type: 'string', valueHint: 'NAME', description: 'The tenant; the only one, unless said' },
    workspace: workspaceFlag,
    environment: environmentFlag,
    data: dataFlag,
    url: {
      type: 'string',
      valueHint: 'URL',
      description: 'Pass on to this MCP endpoint, such as https://mcp.example.cl/mcp/demo',
    },
    key: {
      type: 'string',
      valueHint: 'KEY',
      description: 'The key for --url; better $SMARTEROS_KEY, which no process list shows',
    },
  },
  examples: [
    ['smarteros mcp --tenant demo --workspace manifests', 'a tenant of that workspace, for the client that started it'],
    ['smarteros mcp --url https://mcp.example.cl/mcp/demo', 'a gateway elsewhere, with the key in SMARTEROS_KEY'],
    ['smarteros connect claude-desktop', 'how Claude Desktop starts it'],
  ],
  run: async (options) => {
    const output = takeStdout();
    if (options['url'] !== undefined) return passOn(options, output);
    if (options['key'] !== undefined) throw new Misuse('--key is for a gateway elsewhere: name it with --url.');
    const workspace = workspaceFolder(String(options['workspace']));
    const server = await open(workspace, options);
    if (server === null) return exitCodes.problems;
    try {
      return await serveTenant(server, workspace, options, output);
    } finally {
      await server.close();
    }
  },
};

/** The protocol gets standard output to itself: whatever else is written there, by anybody, goes to standard error. */
function takeStdout(): Writable {
  const { stdout, stderr } = process;
  // A client that is gone ends the connection, and no error the process.
  for (const stream of [stdout, stderr]) stream.removeAllListeners('error').on('error', () => {});
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  return new Writable({ write: (chunk: Buffer, _encoding, done) => void write(chunk, (error) => done(error)) });
}

async function passOn(options: Record<string, unknown>, output: Writable): Promise<number> {
  const url = endpointOf(String(options['url']));
  const tell = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  const responder = bridgeTo(url, keyOf(options), tell);
  await ended(serveConnection(process.stdin, output, responder, { graceMs: 10_000 }));
  return exitCodes.fine;
}

/** @throws Misuse, without what could be a password */
function endpointOf(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Misuse(`--url takes an MCP endpoint, such as https://mcp.example.cl/mcp/demo, not "${text}".`);
  const url = new URL(text);
  if (url.username === '' && url.password === '') return url;
  throw new Misuse(`--url takes no name and password: ${url.origin} is told who calls by the key in SMARTEROS_KEY.`);
}

/** Null for none. What no header can carry would else be repeated in an error of each request. */
function keyOf(options: Record<string, unknown>): string | null {
  const key = String(options['key'] ?? process.env['SMARTEROS_KEY'] ?? '').trim();
  if (/^[\x21-\x7e]*$/.test(key)) return key === '' ? null : key;
  throw new Misuse(
    'The key in SMARTEROS_KEY or --key has a space, a line break or a letter that no key has. Copy it anew.',
  );
}

/** Null when mistakes of authors keep it from starting; they have been told then. */
async function open(workspace: string, options: Record<string, unknown>): Promise<StdioServer | null> {
  try {
    return await openStdioServer({
      workspace,
      environment: environmentOf(options),
      inspect: inspectEnvironment,
      dataFolder: writableDataFolder(workspace, options),
      shared: sharedOf(options, process.env),
      jsonLog: null,
      log: consoleLog(workspace),
    });
  } catch (error) {
    if (!(error instanceof Unservable)) throw error;
    tellUnservable(error, workspace);
    return null;
  }
}

async function serveTenant(
  server: StdioServer,
  workspace: string,
  options: Record<string, unknown>,
  output: Writable,
): Promise<number> {
  const tenant = chosenTenant(server.tenants(), options['tenant'], workspace);
  const refusal = server.refusal(tenant);
  tellProblems(server, workspace, tenant);
  process.stderr.write(standIn(server.now()));
  if (server.lostPin !== null) process.stderr.write(lostRollback(server.lostPin));
  if (refusal !== null) {
    process.stderr.write(`${refusal}\n`);
    return exitCodes.problems;
  }
  process.stderr.write(`smarteros ready on standard input and output (tenant ${tenant} of ${workspace})\n`);
  await ended(server.serve(tenant, process.stdin, output));
  return exitCodes.fine;
}

/** Those of the tenant and of what all share; other tenants' are nothing to whoever uses this one. */
function tellProblems(server: StdioServer, workspace: string, tenant: string): void {
  const problems = server.problems().filter(({ severity, span }) => severity === 'error' && isAbout(span.file, tenant));
  if (problems.length === 0) return;
  process.stderr.write(`${renderProblems(problems, textOf(workspace), { color: process.stderr.isTTY })}\n`);
}

function isAbout(file: string, tenant: string): boolean {
  return !file.startsWith('tenants/') || file.startsWith(`tenants/${tenant}/`);
}

/** Signals end it as a client does that goes away; one that comes while it is ending gives up what is under way. */
async function ended(connection: Connection): Promise<void> {
  process.on('SIGTERM', connection.end);
  process.on('SIGINT', connection.end);
  await connection.ended;
}
