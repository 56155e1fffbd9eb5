/** What a run tells people. */
import { isBroken, type Judged, type Verdict } from './judge.ts';

const words: Readonly<Record<Verdict, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  expected: 'expected',
  stale: 'STALE',
  absent: 'ABSENT',
  unscored: 'not scored',
};

/** One line for a scenario, and what it says against us below it. */
export function lineOf(judged: Judged): string {
  const { scenario, verdict, against, run } = judged;
  const figures =
    run === null ? '' : `${String(run.checks).padStart(3)} checks ${run.seconds.toFixed(1).padStart(5)} s`;
  const first = `  ${wordOf(judged).padEnd(18)} ${scenario.padEnd(48)}${figures}`.trimEnd();
  const shown = verdict === 'stale' ? ['It passes: take it out of conformance/baseline.yml.'] : against;
  return [first, ...(isBroken(judged) ? shown.map((line) => `      ${line}`) : [])].join('\n');
}

function wordOf({ verdict, against }: Judged): string {
  if (verdict !== 'unscored') return words[verdict];
  return `${words.unscored}, ${against.length === 0 ? 'passed' : 'not'}`;
}

/** The sum of a revision. */
export function sumOf(revision: string, judged: readonly Judged[], seconds: number): string {
  const count = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  const scored = judged.length - count('unscored');
  const unscored = judged.filter(({ verdict, against }) => verdict === 'unscored' && against.length === 0).length;
  const parts = [
    `${count('passed')} of ${scored} scored scenarios pass`,
    `${count('expected')} are in the baseline`,
    `${judged.filter(isBroken).length} broken`,
    `${unscored} of ${count('unscored')} others pass`,
  ];
  return `${revision}: ${parts.join(', ')} (${seconds.toFixed(0)} s)`;
}
