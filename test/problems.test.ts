/** Every problem code can be provoked, is told alone and in the right place, and is gone once it is corrected. */
import { describe, expect, test } from 'vitest';
import { problemCodes } from '../src/problem.ts';
import { problemCases, runBase, runFixed, runWrong, type CaseOutcome, type ProblemCase } from './problem-cases.ts';

const cases = problemCases();

test('the workspace that cases change has no problem', () => {
  expect(runBase()).toEqual({ output: '', codes: [] });
});

test('every code has two cases at least, and no case is of an unknown code', () => {
  const counts = Map.groupBy(cases, ({ code }) => code);
  const few = Object.keys(problemCodes).filter((code) => (counts.get(code)?.length ?? 0) < 2);
  expect(few).toEqual([]);
  expect([...counts.keys()].filter((code) => !Object.hasOwn(problemCodes, code))).toEqual([]);
});

const outcomes = new Map<ProblemCase, CaseOutcome>();

/** Each mistake is made once, for all that is asked of it. */
function toldOf(mistake: ProblemCase): CaseOutcome {
  const outcome = outcomes.get(mistake) ?? runWrong(mistake);
  outcomes.set(mistake, outcome);
  return outcome;
}

describe.each([...Map.groupBy(cases, ({ code }) => code)])('%s', (code, mistakes) => {
  test.each(mistakes)('$title: is the only problem, and gone once corrected', (mistake) => {
    expect(new Set(toldOf(mistake).codes)).toEqual(new Set([code]));
    expect(runFixed(mistake)).toMatchObject({ codes: [] });
  });

  test('is told as the golden file says', async () => {
    const told = mistakes.map((mistake) => `==== ${mistake.title}\n${toldOf(mistake).output}`).join('\n');
    await expect(told).toMatchFileSnapshot(`problems/${code}.out`);
  });
});
