/** What each step of a call costs, by the CPU time of one process that does nothing else. */
import { join } from 'node:path';
import { cores, removeFolder, startPinned, stop, temporaryFolder } from './machine.ts';
import { startRedis } from './redis.ts';
import { spreadOf } from './statistics.ts';
import { printTable } from './table.ts';

/** How often, and how long each stage takes in each round. */
export interface StepsPlan {
  readonly rounds: number;
  readonly milliseconds: number;
}

const whole = 'whole read';

/** Measures all stages in turn, round after round, and prints what each is of a whole call. */
export async function benchSteps({ rounds, milliseconds }: StepsPlan): Promise<void> {
  const folder = temporaryFolder();
  const redis = await startRedis(folder);
  const file = join(import.meta.dirname, 'targets/call-steps.ts');
  const words = [
    join(folder, 'workspace'),
    String(rounds),
    String(milliseconds),
    ...(redis === null ? [] : [redis.url]),
  ];
  const started = startPinned(cores.measured, [process.execPath, file, ...words]);
  try {
    if ((await started.ended) !== 0) throw new Error(started.output());
    const remarks = [...started.output().matchAll(/^(left out: .*|event .*)$/gm)].map(([line]) => line);
    report(readStages(started.output()), remarks);
  } finally {
    await stop(started);
    if (redis !== null) await stop(redis);
    removeFolder(folder);
  }
}

/** Every round of every stage, in the order in which they are measured. */
function readStages(output: string): Map<string, number[]> {
  const stages = new Map<string, number[]>();
  for (const [, microseconds, name = ''] of output.matchAll(/^stage (\S+) (.*)$/gm)) {
    const rounds = stages.get(name) ?? [];
    stages.set(name, [...rounds, Number(microseconds)]);
  }
  return stages;
}

function report(stages: ReadonlyMap<string, readonly number[]>, remarks: readonly string[]): void {
  // Whatever disturbs a round adds to it: the least is the nearest to the cost itself.
  const least = (name: string): number => spreadOf(stages.get(name) ?? []).least;
  const rows = (names: readonly string[]): string[][] =>
    names.map((name) => [
      name,
      least(name).toFixed(2),
      spreadOf(stages.get(name) ?? []).median.toFixed(2),
      `${((100 * least(name)) / least(whole)).toFixed(1)} %`,
    ]);
  const names = [...stages.keys()];
  const header = ['', 'least CPU µs', 'median', 'of a whole read'];
  printTable(
    'Steps: one after the other, each by itself',
    header,
    rows(names.filter((name) => !name.startsWith('whole'))),
  );
  const wholes = names.filter((name) => name.startsWith('whole'));
  const added = wholes
    .filter((name) => name.startsWith(`${whole} without `) && !name.endsWith('any of them'))
    .map((name) => `${name.slice(`${whole} without `.length)}: ${(least(whole) - least(name)).toFixed(2)} µs`);
  printTable('Steps: a call over an API that answers at once, without HTTP', header, rows(wholes), [
    `Added by ${added.join(', ')}; by all of them together: ${(least(whole) - least(`${whole} without any of them`)).toFixed(2)} µs.`,
    ...remarks,
  ]);
}
