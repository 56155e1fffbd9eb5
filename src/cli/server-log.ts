/** What a running gateway tells on the terminal: reloads, new problems, our own mistakes. */
import { hasErrors } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import type { GatewayLog } from '../open-gateway.ts';
import type { TelemetryEvent } from '../telemetry/telemetry.ts';
import { textOf } from './texts.ts';
import { lastGood, short, standIn } from './version-words.ts';

/** Writes to standard error; a problem is told when it is new, not at every reload. */
export function consoleLog(workspace: string): GatewayLog {
  let told = new Set<string>();
  return {
    reloaded: (build, problems, tenants, milliseconds, { pin }) => {
      const version = short(build.table.version);
      const what = [changed(tenants, pin !== null), ...lastGood(build)].join('; ');
      const served = pin === null ? '' : `, kept and not served, as version ${short(pin.version)} is pinned`;
      process.stderr.write(`reloaded table ${version} in ${milliseconds.toFixed(0)} ms${served}: ${what}\n`);
      const fresh = problems.filter((problem) => !told.has(JSON.stringify(problem)));
      told = new Set(problems.map((problem) => JSON.stringify(problem)));
      if (!hasErrors(fresh)) return;
      process.stderr.write(`${renderProblems(fresh, textOf(workspace), { color: process.stderr.isTTY })}\n`);
    },
    rolledBack: (now, tenants, by) => {
      const what = now.pin === null ? `rollback ended by ${by}` : `rolled back to version ${short(now.pin.version)}`;
      process.stderr.write(`${what}, table ${short(now.served.table.version)}: ${changed(tenants)}\n${standIn(now)}`);
    },
    versionsFailed: (error) =>
      process.stderr.write(
        `Versions cannot be written, so there is less to roll back to, and no rollback outlives a restart: ${messageOf(error)}\n`,
      ),
    snapshotFailed: (error) =>
      process.stderr.write(`The next start will be slower, as no snapshot could be written: ${messageOf(error)}\n`),
    emptied: () =>
      process.stderr.write(
        'The manifests of all tenants are gone: tenants and their clients stay as they were until some are back. To end a tenant, write "status: cancelled" into its tenant.yaml.\n',
      ),
    happened: (event, subject) => {
      const words = eventWords[event];
      if (words !== undefined) process.stderr.write(`${words}${subject === undefined ? '' : ` (${subject})`}\n`);
    },
    secretFailed: (message) => process.stderr.write(`${message}\n`),
    failed: (error, id) =>
      process.stderr.write(`internal error ${id}: ${error instanceof Error ? error.stack : String(error)}\n`),
  };
}

/** What people are told of; the rest is only counted, as it comes with calls. */
const eventWords: { readonly [event in TelemetryEvent]?: string } = {
  'audit-write-refused': 'Writes are refused, as the audit cannot record them',
  'limiter-degraded': 'Redis is out of reach: each replica holds a share of the limits by itself',
  'limiter-recovered': 'Redis is back: limits are shared again',
  'breaker-opened': 'A provider keeps failing and is left alone for a moment',
  'breaker-closed': 'A provider answers again',
  'jwks-refresh-failed': 'Keys of an issuer cannot be fetched',
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function changed(tenants: readonly string[], accessOnly = false): string {
  if (tenants.length === 0) return 'nothing that is served changed';
  const who = tenants.length > 5 ? `${tenants.length} tenants` : tenants.join(', ');
  return accessOnly ? `access of ${who} changed` : `${who} changed`;
}
