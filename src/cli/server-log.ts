/** What a running gateway tells on the terminal: reloads, new problems, our own mistakes. */
import { hasErrors } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import type { ServerLog } from '../server.ts';
import type { TenantState } from '../table/routes.ts';
import { textOf } from './texts.ts';

/** Writes to standard error; a problem is told when it is new, not at every reload. */
export function consoleLog(workspace: string): ServerLog {
  let told = new Set<string>();
  return {
    reloaded: (build, problems, tenants, milliseconds) => {
      const version = build.table.version.slice(0, 12);
      const what = changed(tenants) + held(build.states);
      process.stderr.write(`reloaded table ${version} in ${milliseconds.toFixed(0)} ms: ${what}\n`);
      const fresh = problems.filter((problem) => !told.has(JSON.stringify(problem)));
      told = new Set(problems.map((problem) => JSON.stringify(problem)));
      if (!hasErrors(fresh)) return;
      process.stderr.write(`${renderProblems(fresh, textOf(workspace), { color: process.stderr.isTTY })}\n`);
    },
    snapshotFailed: (error) =>
      process.stderr.write(`The next start will be slower, as no snapshot could be written: ${messageOf(error)}\n`),
    failed: (error, id) =>
      process.stderr.write(`internal error ${id}: ${error instanceof Error ? error.stack : String(error)}\n`),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function changed(tenants: readonly string[]): string {
  if (tenants.length === 0) return 'nothing that is served changed';
  return tenants.length > 5 ? `${tenants.length} tenants changed` : `${tenants.join(', ')} changed`;
}

/** Who is not served as declared: an author who broke something has to hear that the old version goes on. */
function held(states: ReadonlyMap<string, TenantState>): string {
  const named = [...states].slice(0, 5).map(([name, state]) => {
    return `; ${name} ${state === 'degraded' ? 'keeps its last good version' : 'cannot be served'}`;
  });
  return named.join('') + (states.size > 5 ? `; and ${states.size - 5} more` : '');
}
