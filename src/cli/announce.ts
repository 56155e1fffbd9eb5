/** What `serve` says once it answers. */
import type { Problem } from '../problem.ts';
import type { RunningServer } from '../server.ts';
import { examplesFor } from './examples.ts';

/** Prints the line that says `ready`, what is wrong with the manifests, and lines to paste when they were asked for. */
export function announce(server: RunningServer, examples: boolean): void {
  const { table, states } = server.build();
  const shards = Object.values(table.tenants);
  const capabilities = shards.reduce((sum, shard) => sum + Object.keys(shard.operations).length, 0);
  const what = `${count(shards.length, 'tenant')}, ${count(capabilities, 'capability', 'capabilities')}`;
  process.stdout.write(`smarteros ready ${server.url} (${what}, table ${table.version.slice(0, 12)})\n`);
  const problems = server.problems();
  if (problems.length > 0) process.stderr.write(`${summary(problems, states.size)}\n`);
  if (examples && server.localKey !== null) process.stdout.write(examplesFor(table, server.url, server.localKey));
}

/** `1 tenant`, `2 tenants`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function summary(problems: readonly Problem[], held: number): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const consequence = held === 0 ? '' : ` ${count(held, 'tenant')} not served as declared.`;
  return `${count(errors, 'error')}, ${count(problems.length - errors, 'warning')} in the manifests.${consequence} "smarteros check" names them.`;
}
