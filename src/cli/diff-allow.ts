/** The list of allowances that a comparison is held against: read, and told of where it allows nothing. */
import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { type Allowed, applyAllowances } from '../diff/allow.ts';
import type { Change } from '../diff/change.ts';
import { diffRules } from '../diff/rules.ts';
import { isFault } from '../git/git.ts';
import { readFileAt } from '../git/tree.ts';
import { type Allowance, allowanceProblem, readAllowances } from '../manifest/allowances.ts';
import { allowFile } from '../manifest/find.ts';
import { decodeFile, readFile, type SourceFile } from '../manifest/read.ts';
import { sortProblems, type Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import { Misuse } from './exit.ts';

/** A list held against changes. */
export interface HeldAgainst {
  readonly by: Allowed<Allowance>['by'];
  readonly problems: readonly Problem[];
}

/**
 * Reads the list: the named file, else `breaking-allow.yaml` as the head has it (a commit's own, or the working tree's). Null
 * when there is none.
 */
export async function readAllowFile(
  folder: string,
  named: string | null,
  commit: string | null,
): Promise<SourceFile | Problem | null> {
  if (named !== null) return readNamed(folder, named);
  if (commit === null) return readFile(folder, allowFile);
  const found = await readFileAt(folder, commit, allowFile);
  if (found !== null && isFault(found)) throw new Error(found.fault);
  return found;
}

function readNamed(folder: string, named: string): SourceFile | Problem {
  const path = relative(folder, resolve(named)).replaceAll(sep, '/');
  try {
    return decodeFile(path, readFileSync(named));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Misuse(
      `--allow: ${named} cannot be read (${code === 'ENOENT' ? 'there is no such file' : (code ?? 'unknown reason')}).`,
    );
  }
}

/** Holds a list that was read against the changes. */
export function heldAgainst(file: SourceFile, changes: readonly Change[], today: string): HeldAgainst {
  const { allowances, problems } = readAllowances(file, Object.keys(diffRules));
  const { by, unmatched, expired } = applyAllowances(changes, allowances, today);
  const late = expired.map((entry) =>
    allowanceProblem(file, entry, 'until', {
      code: 'expired-allowance',
      severity: 'warning',
      message: `This entry counted until ${entry.until}: the change is no longer allowed.`,
      hint: 'Undo the change, or say yes to it again with a later day.',
    }),
  );
  const idle = unmatched.map(({ entry, near }) => unmatchedProblem(file, entry, near, changes));
  return { by, problems: sortProblems([...problems, ...late, ...idle]) };
}

function unmatchedProblem(
  file: SourceFile,
  entry: Allowance,
  near: Change | null,
  changes: readonly Change[],
): Problem {
  if (near !== null)
    return allowanceProblem(file, entry, 'fingerprint', {
      code: 'unmatched-allowance',
      severity: 'warning',
      message: 'The fingerprint is that of another change than the entry describes, so it allows nothing.',
      hint: `It is ${near.rule} of "${near.subject}"${near.tenant === null ? '' : `, tenant "${near.tenant}"`}.`,
    });
  const meant = closest(
    entry.fingerprint,
    changes.map(({ fingerprint }) => fingerprint),
  );
  return allowanceProblem(file, entry, 'fingerprint', {
    code: 'unmatched-allowance',
    severity: 'warning',
    message: `No change here has the fingerprint ${entry.fingerprint}, so the entry allows nothing.`,
    hint:
      meant === null
        ? 'Remove the entry once its change is merged or undone; run with --print-allow for those that are needed.'
        : `Did you mean ${meant}?`,
  });
}
