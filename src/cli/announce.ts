/** What `serve` says once it answers. */
import type { Problem } from '../problem.ts';
import type { RunningServer } from '../server.ts';
import { operationCount } from '../table/lazy-shard.ts';
import { examplesFor } from './examples.ts';
import { lastGood, lostRollback, short, standIn } from './version-words.ts';

/** Prints the line that says `ready`, what is wrong with the manifests, and lines to paste when they were asked for. */
export function announce(server: RunningServer, examples: boolean): void {
  const build = server.build();
  const { environment } = build;
  const now = server.now();
  const { table } = now.served;
  const shards = Object.values(table.tenants);
  const capabilities = shards.reduce((sum, shard) => sum + operationCount(shard), 0);
  const where = environment === null ? '' : `environment ${environment}, `;
  const what = `${where}${count(shards.length, 'tenant')}, ${count(capabilities, 'capability', 'capabilities')}`;
  const pinned = now.pin === null ? '' : `, pinned to ${short(now.pin.version)}`;
  process.stdout.write(`smarteros ready ${server.url} (${what}, table ${short(table.version)}${pinned})\n`);
  process.stderr.write(standIn(now));
  if (server.lostPin !== null) process.stderr.write(lostRollback(server.lostPin));
  const problems = server.problems();
  if (problems.length > 0) process.stderr.write(summary(problems, now.held === null ? lastGood(build) : []));
  if (examples && server.localKey !== null) process.stdout.write(examplesFor(table, server.url, server.localKey));
}

/** `1 tenant`, `2 tenants`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function summary(problems: readonly Problem[], instead: readonly string[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const found = `${count(errors, 'error')}, ${count(problems.length - errors, 'warning')} in the manifests. "smarteros check" names them.\n`;
  return found + (instead.length === 0 ? '' : `Served in their place: ${instead.join('; ')}.\n`);
}
