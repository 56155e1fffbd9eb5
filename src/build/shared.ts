/** What belongs to no tenant, built: while it has errors, the last good one stays in force. */
import { linkShared } from '../link/link.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { digestOf } from '../table/canonical.ts';
import type { SharedBuild } from './built.ts';
import type { ScopeFiles } from './files.ts';
import { digestIfRead, isUnchanged, linkContext, type Run } from './run.ts';

/** Builds the shared scope, or takes it over from the build before or from what is stored. */
export function buildShared(files: ScopeFiles, unread: readonly Problem[], run: Run): SharedBuild {
  const before = run.previous?.shared;
  if (before !== undefined && isUnchanged(before, files, unread)) return before;
  const stored = before === undefined ? takeShared(files, unread, run) : null;
  if (stored !== null) return stored;
  const reading = run.readers.scope(files);
  const present = linkShared(reading.parsed, linkContext(run, null), run.environment);
  const problems = [...unread, ...reading.problems, ...present.problems];
  const digest = sharedDigest(digestIfRead(files, unread), run.environment);
  const made = { files, digest, present, problems };
  if (digest !== null && !hasErrors(problems))
    return {
      ...made,
      effective: present,
      effectiveFiles: files,
      good: { digest, files, present, problems },
      standIn: null,
    };
  if (before !== undefined) {
    const { effective, effectiveFiles, good, standIn } = before;
    return { ...made, effective, effectiveFiles, good, standIn };
  }
  const good = run.lastGood ? (run.stored?.shared ?? null) : null;
  const standIn = good === null ? (run.kept?.system() ?? null) : null;
  return { ...made, effective: good?.present ?? present, effectiveFiles: good?.files ?? files, good, standIn };
}

/** What is stored, when it was made of the same files; what it tells may name tenants, and then these count, too. */
function takeShared(files: ScopeFiles, unread: readonly Problem[], run: Run): SharedBuild | null {
  const stored = run.stored?.shared ?? null;
  const digest = sharedDigest(digestIfRead(files, unread), run.environment);
  if (stored === null || stored.digest !== digest || !(run.sameStored || stored.problems.length === 0)) return null;
  const { present, problems } = stored;
  const good = { ...stored, files };
  return { files, digest, present, problems, effective: present, effectiveFiles: files, good, standIn: null };
}

/** Tenants that were made in another environment are no current ones, whatever their files. */
function sharedDigest(ofFiles: string | null, environment: string | null): string | null {
  return environment === null || ofFiles === null ? ofFiles : digestOf(`${environment}\n${ofFiles}`);
}
