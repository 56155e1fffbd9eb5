/** `smarteros serve` */
import { startServer, type RunningServer } from '../server.ts';
import { announce } from './announce.ts';
import { embeddingsOf } from './embeddings-flags.ts';
import { environmentFlag, workspaceFlag, type Command } from './command.ts';
import { dataFlag, writableDataFolder } from './data-folder.ts';
import { exitCodes, Misuse } from './exit.ts';
import { inspectEnvironment, startOf, tellUnservable, Unservable } from './servable.ts';
import { logsOf } from './serve-log.ts';
import { sharedOf } from './shared-flags.ts';
import { environmentOf, workspaceFolder } from './workspace.ts';

/** Serves a workspace until the process is asked to stop. */
export const serve: Command = {
  description: 'Serves a workspace over HTTP and MCP. Saving a manifest changes what is served; no restart.',
  args: {
    workspace: workspaceFlag,
    environment: environmentFlag,
    at: {
      type: 'string',
      valueHint: 'VERSION',
      description: 'Serve a kept version (12 digits or more) or a Git revision, with today’s access',
    },
    host: { type: 'string', valueHint: 'HOST', description: 'Address to listen on', default: '127.0.0.1' },
    port: { type: 'string', valueHint: 'PORT', description: 'Port to listen on; 0 takes a free one', default: '8787' },
    'local-key': {
      type: 'boolean',
      description: 'Accept a key of this machine’s own from this machine (kept in .smarteros/local-key)',
      negativeDescription: 'Accept keys of Client manifests and tokens of issuers only',
      default: true,
    },
    data: dataFlag,
    redis: {
      type: 'string',
      valueHint: 'URL',
      description:
        'Share limits and idempotency keys with other replicas (or SMARTEROS_REDIS_URL, which no process list shows)',
    },
    'redis-share': {
      type: 'string',
      valueHint: 'SHARE',
      description:
        'What of each limit this replica allows by itself while Redis is out of reach, above 0 and at most 1',
      default: '0.5',
    },
    embeddings: {
      type: 'string',
      valueHint: 'URL',
      description:
        'Find capabilities by meaning too, with a service that has POST URL/embeddings (OpenAI’s, Ollama’s …); its key in SMARTEROS_EMBEDDINGS_KEY',
    },
    'embeddings-model': { type: 'string', valueHint: 'NAME', description: 'The model that the service is asked for' },
    log: {
      type: 'string',
      valueHint: 'FORMAT',
      description: 'text for people, json for programs (a line for each call)',
      default: 'text',
    },
    examples: { type: 'boolean', description: 'Print lines to paste for a first call', default: false },
  },
  examples: [
    ['smarteros serve', 'the workspace in this folder on http://127.0.0.1:8787'],
    ['smarteros serve --workspace manifests --port 0', 'another folder, any free port'],
    ['smarteros serve --environment production', 'with the hosts, limits and base URLs of an environment'],
    ['smarteros serve --at HEAD~1', 'the operations of the commit before, until it is started without'],
    ['smarteros serve --host 0.0.0.0 --no-local-key --log json', 'in a container: no local key, logs for programs'],
    ['smarteros serve --redis redis://127.0.0.1:6379', 'one of several replicas that hold one limit'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    // Listened for before anyone is told that there is something to stop.
    const stopped = stopSignal();
    const server = await start(workspace, options);
    if (server === null) return exitCodes.problems;
    try {
      announce(server, options['examples'] === true);
      await stopped;
    } finally {
      // Else a mistake of ours in the announcement would leave a gateway that hears no signal.
      await server.stop();
    }
    return exitCodes.fine;
  },
};

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Misuse(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

/** Null when mistakes of authors keep it from starting; they have been told then. */
async function start(workspace: string, options: Record<string, unknown>): Promise<RunningServer | null> {
  const host = String(options['host']);
  const port = portOf(String(options['port']));
  const environment = environmentOf(options);
  try {
    const server = await startServer({
      workspace,
      environment,
      at: await startOf(workspace, environment, options['at']),
      inspect: inspectEnvironment,
      host,
      port,
      localKey: options['local-key'] !== false,
      dataFolder: writableDataFolder(workspace, options),
      shared: sharedOf(options, process.env),
      embeddings: embeddingsOf(options, process.env),
      ...logsOf(workspace, options['log']),
    });
    if (server.now().held === null && server.build().problems.some(({ code }) => code === 'no-workspace')) {
      await server.stop();
      throw new Misuse(
        `${workspace} holds no manifest, so there is nothing to serve. "smarteros init" writes a first workspace there.`,
      );
    }
    return server;
  } catch (error) {
    if (error instanceof Unservable) {
      tellUnservable(error, workspace);
      return null;
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Misuse(
        `Port ${port} on ${host} is taken by another program. Choose another with --port, or 0 for any free one.`,
      );
    if (code === 'EACCES')
      throw new Misuse(`This user may not listen on port ${port}. Ports from 1024 on need no privilege.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Misuse(
        `"${host}" is no address of this machine. 127.0.0.1 is reached from here alone, 0.0.0.0 from everywhere.`,
      );
    throw error;
  }
}

/** Further signals change nothing: npm and the terminal both pass on one Ctrl-C, and the grace is bounded anyway. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
  });
}
