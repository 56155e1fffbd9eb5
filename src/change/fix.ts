/** Makes every certain correction of a workspace, in memory: texts → texts. Who writes them to a disk is the caller. */
import type { SourceFile } from '../manifest/read.ts';
import { hashOf } from '../manifest/read.ts';
import type { Fix, Problem, TextEdit } from '../problem.ts';
import { applyEdits, compatible } from './apply.ts';

/** A problem that a program may correct. */
export type Fixable = Problem & { readonly fix: Fix };

/** One file after all rounds. */
export interface FixedFile {
  /** Where it was read. */
  readonly from: string;
  /** Where it belongs now; the same unless it was moved. */
  readonly to: string;
  readonly before: string;
  readonly after: string;
}

/** What was done, and what was left although it could be corrected. */
export interface FixedWorkspace {
  /** Files with another text or another place, by the path where they were read. */
  readonly files: readonly FixedFile[];
  /** In the order in which they were made. */
  readonly done: readonly Fixable[];
  readonly left: readonly { readonly problem: Fixable; readonly reason: string }[];
  /** The problems that are there afterwards. */
  readonly problems: readonly Problem[];
}

/** What fixing asks of its caller. */
export interface FixContext {
  /** Everything that is wrong with these files. A file that did not change is the same object as in the round before. */
  problemsOf(files: readonly SourceFile[]): readonly Problem[];
  /** Why a file is not to be changed, as the end of a sentence; null when it may be. */
  refusal(path: string): string | null;
  /** Why nothing may be written to a new path; null when it may be. */
  refusalOfNew(path: string): string | null;
}

/** A correction may bring another to light; in so many rounds all are made, and no two can undo each other for ever. */
const mostRounds = 20;

/** Makes corrections until none is left that is allowed. Edits come first, moves when no edit is left. */
export function fixAll(files: readonly SourceFile[], context: FixContext): FixedWorkspace {
  let current = files.map((file) => ({ from: file.path, before: file.text, file }));
  const done: Fixable[] = [];
  const left = new Map<string, { problem: Fixable; reason: string }>();
  let problems = context.problemsOf(files);
  for (let round = 0; round < mostRounds; round++) {
    const fixable = problems.filter(isFixable);
    const paths = current.map(({ file }) => file.path);
    const allowed = fixable.filter((problem) => {
      const reason = manySay(problem, fixable) ?? refusalOf(problem, paths, context);
      if (reason !== null) left.set(placeOf(problem), { problem, reason });
      return reason === null;
    });
    const edits = compatible(allowed.filter(({ fix }) => fix.move === undefined));
    const chosen = edits.length > 0 ? edits : oneOfEachTarget(allowed);
    if (chosen.length === 0) break;
    done.push(...chosen);
    current = changed(current, chosen);
    problems = context.problemsOf(current.map(({ file }) => file));
  }
  const fixed = current.map(({ from, before, file }) => ({ from, to: file.path, before, after: file.text }));
  return {
    files: fixed.filter(({ from, to, before, after }) => from !== to || before !== after),
    done,
    left: [...left.values()],
    problems,
  };
}

function isFixable(problem: Problem): problem is Fixable {
  return problem.fix !== undefined;
}

function placeOf({ code, span }: Problem): string {
  return `${span.file}:${span.line}:${span.column} ${code}`;
}

const references: readonly string[] = ['unknown-plan', 'unknown-contract', 'unknown-provider', 'unknown-endpoint'];

/** Where several refer to the same missing name, the declaration is as likely to have the slip. */
function manySay({ code, fix }: Fixable, all: readonly Fixable[]): string | null {
  if (!references.includes(code)) return null;
  const alike = all.filter((other) => other.code === code && other.fix.title === fix.title).length;
  return alike === 1 ? null : `${alike} references say so, and the slip may be in what they refer to`;
}

function refusalOf({ fix, span }: Fixable, paths: readonly string[], context: FixContext): string | null {
  const touched = new Set(fix.edits.map((edit) => edit.span.file));
  if (fix.move !== undefined) touched.add(span.file);
  for (const path of touched) {
    const reason = context.refusal(path);
    if (reason !== null) return reason;
  }
  const to = fix.move?.to;
  if (to === undefined) return null;
  // Some disks take names that differ in case alone for the same.
  const isTaken = paths.some((path) => path.toLowerCase() === to.toLowerCase());
  return isTaken ? `${to} is there already` : context.refusalOfNew(to);
}

/** Two files that belong at one place: the second is then told that the place is taken. */
function oneOfEachTarget(moves: readonly Fixable[]): Fixable[] {
  const targets = new Set<string>();
  return moves.filter(({ fix }) => {
    const to = fix.move?.to.toLowerCase() ?? '';
    return !targets.has(to) && targets.add(to);
  });
}

interface Current {
  readonly from: string;
  readonly before: string;
  readonly file: SourceFile;
}

function changed(current: readonly Current[], chosen: readonly Fixable[]): Current[] {
  const edits = Map.groupBy(
    chosen.flatMap(({ fix }) => fix.edits),
    (edit) => edit.span.file,
  );
  const moves = new Map(chosen.flatMap(({ fix, span }) => (fix.move === undefined ? [] : [[span.file, fix.move.to]])));
  return current.map((one) => {
    const own = edits.get(one.file.path) ?? [];
    const path = moves.get(one.file.path) ?? one.file.path;
    return own.length === 0 && path === one.file.path ? one : { ...one, file: edited(one.file, path, own) };
  });
}

function edited(file: SourceFile, path: string, edits: readonly TextEdit[]): SourceFile {
  const text = applyEdits(file.text, edits);
  return { path, text, hash: hashOf(text) };
}
