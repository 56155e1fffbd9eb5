/** What a refresh does to capabilities, by the rules of `diff`: both sides built in memory. */
import { createBuilder, type Build } from '../build/build.ts';
import type { Change } from '../diff/change.ts';
import { diffTables } from '../diff/diff.ts';
import type { SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import type { Refresh } from '../refresh/refreshed.ts';

/** For callers and models. */
export interface RefreshEffect {
  readonly changes: readonly Change[];
  /** Errors that the workspace has afterwards and had not before. */
  readonly errors: readonly Problem[];
}

/** Both sides of the workspace; a file that is the same on both is one object. */
export interface EffectSides {
  readonly before: readonly SourceFile[];
  readonly after: readonly SourceFile[];
}

/** Builds and compares. Capabilities with errors count as gone, so that all others are still compared. */
export function effectOf({ before, after }: EffectSides, { vanished }: Refresh): RefreshEffect {
  const builder = createBuilder({ thorough: false, lastGood: false });
  const first = builder(before, [], null);
  const build: Builder = (files) => builder(files, [], first);
  const known = new Set(first.problems.map(textOf));
  const found = build(after).problems.filter(({ severity }) => severity === 'error');
  const gone = new Set(vanished.map(({ file }) => file));
  const errors = found.filter((problem) => !known.has(textOf(problem)) && !gone.has(problem.span.file));
  const [old, fresh] = [withoutBroken(before, build), withoutBroken(after, build)];
  return { changes: diffTables({ table: old.table }, { table: fresh.table }), errors };
}

/** What did not change since the first build is taken over. */
type Builder = (files: readonly SourceFile[]) => Build;

/** Several looks, as one mistake may hide another. */
const mostLooks = 4;

function withoutBroken(files: readonly SourceFile[], build: Builder): Build {
  let left = files;
  for (let look = 0; ; look++) {
    const built = build(left);
    const errors = built.problems.filter(({ severity }) => severity === 'error');
    const broken = new Set(errors.map(({ span }) => span.file).filter((file) => file.includes('/capabilities/')));
    if (broken.size === 0 || look === mostLooks) return built;
    left = left.filter(({ path }) => !broken.has(path));
  }
}

/** Lines move; what is said stays. */
function textOf({ code, message, span }: Problem): string {
  return `${code}\n${message}\n${span.file}`;
}
