/** Both sides of a comparison, read and built. */
import { createBuilder, type Build } from '../build/build.ts';
import { nameList } from '../diff/words.ts';
import { type GitFault, isFault, type Tree } from '../git/git.ts';
import { type KnownFiles, readTree } from '../git/tree.ts';
import { readWorkspace, type SourceFile } from '../manifest/read.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { count } from './announce.ts';
import type { Revisions } from './diff-revisions.ts';

/** One side as it was read. */
export interface SideFiles {
  /** Null for the working tree. */
  readonly commit: string | null;
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

/** Both sides, built. */
export interface Sides {
  readonly base: SideFiles & { readonly build: Build };
  readonly head: SideFiles & { readonly build: Build };
  readonly warnings: readonly string[];
}

/** Reads both sides. A base without the workspace's folder has no manifests; a head that lost them all is a fault. */
export async function readSides(
  folder: string,
  { base, head }: Revisions,
): Promise<{ readonly base: SideFiles; readonly head: SideFiles } | GitFault> {
  const known: KnownFiles = new Map();
  const before = await readTree(folder, base, known);
  if (isFault(before) && before.reason !== 'folder') return before;
  const after = head === null ? { commit: null, ...readWorkspace(folder) } : await readTree(folder, head, known);
  if (isFault(after)) return after;
  const old = withoutNothing(isFault(before) ? { commit: null, files: [], problems: [] } : before);
  const now = withoutNothing(after);
  if (now.files.length === 0 && now.problems.length === 0 && old.files.length > 0)
    return {
      fault: `The workspace has no manifests any more, and ${count(old.files.length, 'file')} at ${base}. That is not taken for "everything is removed": name the right folder with --workspace, or remove the tenants one by one.`,
      reason: 'folder',
    };
  return { base: old, head: shared(now, old) };
}

/** An empty folder is nothing to be told of here: compared with it, everything is new. */
function withoutNothing(side: SideFiles | Tree): SideFiles {
  return { ...side, problems: side.problems.filter(({ code }) => code !== 'no-workspace') };
}

/** A file that is the same on both sides becomes one object, so that what was built of it is taken over. */
function shared(side: SideFiles, other: SideFiles): SideFiles {
  const known = new Map(other.files.map((file) => [file.path, file]));
  const files = side.files.map((file) => {
    const same = known.get(file.path);
    return same?.hash === file.hash ? same : file;
  });
  return { ...side, files };
}

/** Builds both; the second costs what changed. */
export function buildSides(base: SideFiles, head: SideFiles, environment: string | null): Sides {
  const warnings: string[] = [];
  const build = createBuilder({ thorough: false, environment, lastGood: false });
  let before = build(base.files, base.problems, null);
  const isUnknown = base.files.length > 0 && before.shared.present.environments.isMissing;
  if (isUnknown) {
    warnings.push(`The base has no environment "${environment}": its manifests are taken as they are.`);
    before = createBuilder({ thorough: false, lastGood: false })(base.files, base.problems, null);
  }
  const after = build(head.files, head.problems, isUnknown || base.files.length === 0 ? null : before);
  const broken = [...before.tenants].filter(([, tenant]) => tenant.compiled.shard === null).map(([name]) => name);
  if (broken.length > 0)
    warnings.push(
      `The base has errors in ${nameList(broken, 12)}: of ${broken.length === 1 ? 'it' : 'them'}, only what did compile is compared (who may call), and changes of capabilities are not told.`,
    );
  if (hasErrors(before.shared.problems))
    warnings.push('The base has errors in files that belong to no tenant: what follows from those is not compared.');
  return { base: { ...base, build: before }, head: { ...head, build: after }, warnings };
}
