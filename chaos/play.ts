/** Plays one fault: load before, the fault, load until calls succeed again; then looks at what was left behind. */
import { setTimeout as wait } from 'node:timers/promises';
import { memory } from '../bench/machine.ts';
import type { Attempt } from './calls.ts';
import type { Fault } from './faults.ts';
import { type Journal, readJournal } from './journal.ts';
import { type Evidence, lostRecords, otherFaults, wrongSuccesses } from './judge.ts';
import { recoveredAfterMs } from './recovery.ts';
import { openScene, type Scene } from './scene.ts';

/** What came of it. */
export interface Played {
  readonly fault: Fault;
  readonly attempts: readonly Attempt[];
  readonly wrongSuccesses: readonly string[];
  readonly lostRecords: readonly string[];
  /** What else did not hold. */
  readonly others: readonly string[];
  /** Milliseconds; null when it did not come back. */
  readonly recoveredMs: number | null;
  /** Writes that were begun and have no end, as `audit verify` counts them. */
  readonly openWrites: number;
}

const beforeMs = 2000;
const faultMs = 3000;
/** Calls that were made right at its beginning may have been before it, in milliseconds. */
const blurMs = 100;
/** How long calls go on behind the fault, at least and at most. */
const behindMs = { least: 1000, most: 4000 } as const;
/** How soon calls have to succeed again. */
const soonMs = 2000;
/** How much the gateway may grow in a few seconds, in megabytes. */
const growth = 150;

/** Plays it from an empty folder. A patient one takes any time for calls to succeed again, for machines that have much to do. */
export async function play(fault: Fault, isPatient: boolean): Promise<Played> {
  const scene = await openScene(fault.needs ?? {});
  try {
    return await playIn(scene, fault, isPatient ? behindMs.most : soonMs);
  } finally {
    await scene.stop();
    scene.remove();
  }
}

async function playIn(scene: Scene, fault: Fault, soonMs: number): Promise<Played> {
  const { gateway, load } = scene;
  await wait(beforeMs);
  const failedBefore = load.attempts().filter(isFailure).length;
  const sizeBefore = memory(gateway.current().pid).now;
  const begunAt = performance.now();
  await fault.begin(scene);
  await (fault.last === undefined ? wait(faultMs) : fault.last(scene));
  const endingAt = performance.now();
  await fault.end(scene);
  const recoveredMs = await recovery(load.attempts, performance.now());
  await load.stop();
  const grown = memory(gateway.current().pid).now - sizeBefore;
  const { evidence, isAlive } = await closeAndLook(scene, fault);
  const { attempts, journal } = evidence;
  const during = attempts.filter((attempt) => attempt.startedAt >= begunAt + blurMs && attempt.endedAt <= endingAt);
  const others = [
    ...otherFaults(evidence),
    ...(fault.holds?.(during, (endingAt - begunAt) / 1000) ?? []),
    ...sentences([
      [isFelt(fault, during, journal), 'Nothing of the fault was felt.'],
      [failedBefore === 0, `${failedBefore} calls failed before the fault.`],
      [recoveredMs !== null && recoveredMs <= soonMs, `Calls did not succeed again within ${soonMs} ms.`],
      [!(grown > growth), `The gateway grew by ${grown.toFixed(0)} MB.`],
      [isAlive, 'The gateway did not end as it should, or had ended before.'],
    ]),
    ...outputFaults(gateway.output()),
  ];
  const openWrites = journal.verification.unknown.filter(({ why }) => why === 'no-end').length;
  const judged = { wrongSuccesses: wrongSuccesses(evidence), lostRecords: lostRecords(evidence) };
  return { fault, attempts, ...judged, others, recoveredMs, openWrites };
}

/** The sentences of what does not hold. */
function sentences(all: readonly (readonly [holds: boolean, sentence: string])[]): string[] {
  return all.flatMap(([holds, sentence]) => (holds ? [] : [sentence]));
}

/** A call with a narrow limit is meant to be refused now and then. */
function isFailure({ kind, code }: Attempt): boolean {
  return kind !== 'limited' && code !== 'ok';
}

function isFelt(fault: Fault, during: readonly Attempt[], journal: Journal): boolean {
  return fault.isFelt?.(journal, during) ?? during.some(isFailure);
}

async function recovery(attempts: () => readonly Attempt[], endedAt: number): Promise<number | null> {
  for (;;) {
    const waited = performance.now() - endedAt;
    const recovered = recoveredAfterMs(attempts(), endedAt);
    if (waited > behindMs.most || (recovered !== null && waited > behindMs.least)) return recovered;
    await wait(50);
  }
}

async function closeAndLook(scene: Scene, { losesRecords = false }: Fault) {
  const { gateway } = scene;
  const counted = countOf(await scene.metrics(), 'smarteros_events_total{event="audit-record-lost"}');
  const toldLost = losesRecords ? counted : 0;
  const wasRunning = gateway.current().child.exitCode === null;
  await scene.stop();
  const isAlive = wasRunning && gateway.current().child.exitCode === 0;
  const journal = await readJournal(scene.audit);
  const attempts = scene.load.attempts().map((attempt) => withCode(attempt, journal));
  const evidence = { attempts, ledger: scene.ledger(), journal, toldLost, killedAt: gateway.killedAt() };
  return { evidence: evidence satisfies Evidence, isAlive };
}

/** A tool's error says its reason in words alone; the record of the call has its code. */
function withCode(attempt: Attempt, { ended }: Journal): Attempt {
  if (attempt.code !== 'tool-error' || attempt.callId === null) return attempt;
  return { ...attempt, code: ended.get(attempt.callId) ?? 'unrecorded tool error' };
}

function countOf(metrics: string, name: string): number {
  const line = metrics.split('\n').find((text) => text.startsWith(name));
  return line === undefined ? 0 : Number(line.slice(name.length));
}

/** A mistake of ours shows as a stack or as what Node says of an error that nobody has caught. */
function outputFaults(output: string): string[] {
  const found = /internal error|unhandled|uncaught|^ {4}at /im.exec(output);
  return found === null ? [] : [`The gateway wrote of an error: ${output.slice(found.index, found.index + 300)}`];
}
