/** How a running gateway tells what happens: to people on the terminal, or to programs as lines of JSON. */
import { renderProblems } from '../report/pretty.ts';
import type { GatewayLog, GatewayOptions } from '../open-gateway.ts';
import { createJsonLog, type JsonLog } from '../telemetry/log.ts';
import { Misuse } from './exit.ts';
import { consoleLog } from './server-log.ts';
import { textOf } from './texts.ts';

/** The logs that `--log` asks for. From here on the process outlives a terminal that is gone and a disk that is full. */
export function logsOf(workspace: string, format: unknown): Pick<GatewayOptions, 'log' | 'jsonLog'> {
  // What cannot be told is lost, where other commands end with it: calls go on.
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error').on('error', () => {});
  if (format === 'text') return { log: consoleLog(workspace), jsonLog: null };
  if (format !== 'json') throw new Misuse(`--log takes text or json, not "${String(format)}".`);
  const jsonLog = createJsonLog(1);
  return { log: programLog(workspace, jsonLog), jsonLog };
}

/** What people would be told, as lines for programs. Events beside calls are logged where they are counted. */
function programLog(workspace: string, log: JsonLog): GatewayLog {
  const failure = (message: string) => (error: unknown) => log.note('error', message, { error: wordsOf(error) });
  return {
    reloaded: (build, problems, tenants, milliseconds) =>
      log.note(problems.some(({ severity }) => severity === 'error') ? 'warn' : 'info', 'reloaded', {
        table: build.table.version,
        tenants,
        milliseconds: Math.round(milliseconds),
        problems: problems.map((problem) =>
          renderProblems([problem], textOf(workspace), { color: false }).split('\n', 2),
        ),
      }),
    rolledBack: (now, tenants, by) =>
      log.note('warn', now.pin === null ? 'rollback ended' : 'rolled back', {
        table: now.served.table.version,
        tenants,
        by,
      }),
    versionsFailed: failure('versions cannot be written'),
    snapshotFailed: failure('no snapshot could be written'),
    emptied: () => log.note('warn', 'the manifests of all tenants are gone; they stay as they were'),
    happened: () => {},
    secretFailed: (message) => log.note('error', message),
    failed: (error, id) => log.note('error', 'internal error', { id, error: wordsOf(error) }),
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
