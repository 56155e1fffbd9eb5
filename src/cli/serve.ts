/** `smarteros serve` */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasErrors, type Problem } from '../problem.ts';
import { renderProblems } from '../render-problems.ts';
import { startServer, type RunningServer, type ServerLog } from '../server.ts';
import { workspaceFlag, type Command } from './command.ts';
import { examplesFor } from './examples.ts';
import { exitCodes, Misuse } from './exit.ts';
import { textOf } from './texts.ts';

/** Serves a workspace until the process is asked to stop. */
export const serve: Command = {
  description: 'Serves a workspace over HTTP and MCP. Saving a manifest changes what is served; no restart.',
  args: {
    workspace: workspaceFlag,
    host: { type: 'string', valueHint: 'HOST', description: 'Address to listen on', default: '127.0.0.1' },
    port: { type: 'string', valueHint: 'PORT', description: 'Port to listen on; 0 takes a free one', default: '8787' },
    'local-key': {
      type: 'boolean',
      description: 'Accept a key of this machine’s own from this machine (kept in .smarteros/local-key)',
      default: true,
    },
    examples: { type: 'boolean', description: 'Print lines to paste for a first call', default: false },
  },
  examples: [
    ['smarteros serve', 'the workspace in this folder on http://127.0.0.1:8787'],
    ['smarteros serve --workspace manifests --port 0', 'another folder, any free port'],
    ['smarteros serve --host 0.0.0.0 --no-local-key', 'in a container, with API keys only'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const server = await start(workspace, options);
    announce(server, options['examples'] === true);
    await stopSignal();
    await server.stop();
    return exitCodes.fine;
  },
};

function workspaceFolder(path: string): string {
  const folder = resolve(path);
  if (!existsSync(folder))
    throw new Misuse(`There is no folder ${folder}. "smarteros init ${path}" writes a first workspace there.`);
  if (!statSync(folder).isDirectory()) throw new Misuse(`${folder} is a file; a workspace is a folder of manifests.`);
  return folder;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Misuse(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

async function start(workspace: string, options: Record<string, unknown>): Promise<RunningServer> {
  const host = String(options['host']);
  const port = portOf(String(options['port']));
  try {
    const server = await startServer({
      workspace,
      host,
      port,
      localKey: options['local-key'] !== false,
      log: consoleLog(workspace),
    });
    if (server.build().problems.some((problem) => problem.code === 'no-workspace')) {
      await server.stop();
      throw new Misuse(
        `${workspace} holds no manifest, so there is nothing to serve. "smarteros init" writes a first workspace there.`,
      );
    }
    return server;
  } catch (error) {
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

function announce(server: RunningServer, examples: boolean): void {
  const { table, states } = server.build();
  const capabilities = Object.values(table.tenants).reduce(
    (count, shard) => count + Object.keys(shard.operations).length,
    0,
  );
  process.stdout.write(
    `smarteros ready ${server.url} (${count(Object.keys(table.tenants).length, 'tenant')}, ${count(capabilities, 'capability', 'capabilities')}, table ${table.version.slice(0, 12)})\n`,
  );
  const problems = server.problems();
  if (problems.length > 0) process.stderr.write(`${summary(problems, states.size)}\n`);
  if (examples && server.localKey !== null) process.stdout.write(examplesFor(table, server.url, server.localKey));
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function summary(problems: readonly Problem[], degraded: number): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const held = degraded === 0 ? '' : ` ${count(degraded, 'tenant')} not served as declared.`;
  return `${count(errors, 'error')}, ${count(problems.length - errors, 'warning')} in the manifests.${held} "smarteros check" names them.`;
}

function consoleLog(workspace: string): ServerLog {
  const seen = new Set<string>();
  return {
    reloaded: (build, problems, tenants, milliseconds) => {
      const fresh = problems.filter((problem) => !seen.has(JSON.stringify(problem)));
      seen.clear();
      for (const problem of problems) seen.add(JSON.stringify(problem));
      const what =
        tenants.length === 0
          ? 'nothing that is served changed'
          : tenants.length > 5
            ? `${tenants.length} tenants`
            : tenants.join(', ');
      process.stderr.write(
        `reloaded table ${build.table.version.slice(0, 12)} in ${milliseconds.toFixed(0)} ms: ${what}\n`,
      );
      if (hasErrors(fresh))
        process.stderr.write(`${renderProblems(fresh, textOf(workspace), { color: process.stderr.isTTY })}\n`);
    },
    failed: (error, id) =>
      process.stderr.write(
        `internal error ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      ),
  };
}

/** Further signals change nothing: npm and the terminal both pass on one Ctrl-C, and the grace is bounded anyway. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
  });
}
