/** Verifies capabilities against a cassette: nothing is sent. */
import { readFileSync } from 'node:fs';
import { compareShape } from '../verify/compare-shape.ts';
import { readCassette, type Cassette } from '../verify/cassette.ts';
import { judged, unjudged, type VerifiedCapability } from '../verify/report.ts';
import { verifyStructures } from '../verify/verify.ts';
import { Misuse } from './exit.ts';
import type { Target } from './verify-targets.ts';

/** The cassette in a file; throws `Misuse` for one that cannot be used. */
export function loadCassette(file: string): Cassette {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Misuse(`--cassette names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const cassette = readCassette(text);
  if (typeof cassette !== 'string') return cassette;
  throw new Misuse(
    `--cassette names ${file}, which cannot be used. ${cassette} "smarteros verify --record" writes one.`,
  );
}

/** One capability against what was recorded of it. */
export function verifyRecorded(target: Target, cassette: Cassette): VerifiedCapability {
  const take = cassette.get(`${target.tenant}/${target.capability}`);
  if (take === undefined) return unjudged(target, 'skipped', 'The cassette has nothing of it.');
  // What was made of the answers then says nothing of how they are shaped now: where it is taken from does.
  const answered = verifyStructures(take, target.schemas).filter(({ of }) => of === 'answer');
  const { result } = target.operation;
  const shaped = result === null ? [] : compareShape(result, take.answers);
  const findings = [...answered, ...shaped.map((finding) => ({ of: 'result' as const, ...finding }))];
  return judged(target, { examples: take.calls, answers: take.answers.count }, findings);
}
