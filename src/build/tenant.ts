/** One tenant, built: when it breaks, its last good shard stays, with the access that is declared now. */
import { linkTenant } from '../link/link.ts';
import { lintTenant } from '../lint/lint.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { compileTenant, withAccess, type CompiledTenant } from '../table/compile.ts';
import { withLastGood, type Remainder } from '../table/set-aside.ts';
import type { TenantShard } from '../table/table.ts';
import type { SharedBuild, StoredTenant, TenantBuild } from './built.ts';
import type { ScopeFiles } from './files.ts';
import type { ScopeReading } from './readers.ts';
import { digestIfRead, isUnchanged, linkContext, type Run } from './run.ts';

/** Builds a tenant, or takes it over from the build before or from what is stored. */
export function buildTenant(
  name: string,
  files: ScopeFiles,
  unread: readonly Problem[],
  shared: SharedBuild,
  run: Run,
): TenantBuild {
  const before = run.previous?.tenants.get(name);
  const sharedChanged = run.previous?.shared.effective !== shared.effective;
  // Problems may name other tenants, to tell a reference to one of them from a slip.
  const namesChanged = !run.sameNames && before !== undefined && before.problems.length > 0;
  if (before !== undefined && !sharedChanged && !namesChanged && isUnchanged(before, files, unread)) return before;
  const digest = digestIfRead(files, unread);
  const stored = run.stored?.get(name);
  if (before === undefined && stored !== undefined && isCurrent(stored, digest, shared, run))
    return { files, digest, compiled: stored.compiled, served: stored.served, problems: stored.problems };
  const reading = run.readers.scope(files);
  const { compiled, remainder, problems } = compileScope(name, reading, unread, shared, run);
  const lastGood = () => before?.served ?? (run.lastGood ? stored?.served : null) ?? run.kept?.tenant(name) ?? null;
  const isGuarded = files.some(({ path, text }) => remainder?.files.has(path) === true && /\bapproval\b/.test(text));
  const served = compiled.shard ?? degraded(remainder, isGuarded, lastGood(), compiled);
  return { files, digest, compiled, served, problems };
}

/** What is right now beside what was right before, where only capabilities are wrong; else all that was right before. */
function degraded(
  remainder: Remainder | null,
  isGuarded: boolean,
  lastGood: TenantShard | null,
  now: CompiledTenant,
): TenantShard | null {
  if (remainder !== null) return withLastGood(remainder, lastGood, isGuarded);
  return lastGood === null ? null : withAccess(lastGood, now);
}

/** While shared files have errors, a tenant stays what it was made with them before. */
function isCurrent(stored: StoredTenant, digest: string | null, shared: SharedBuild, run: Run): boolean {
  if (digest === null || stored.digest !== digest) return false;
  // Problems may name other tenants.
  if (!run.sameStored && stored.problems.length > 0) return false;
  if (stored.sharedDigest === shared.digest && shared.digest !== null) return true;
  return run.lastGood && hasErrors(shared.problems);
}

function compileScope(name: string, reading: ScopeReading, unread: readonly Problem[], shared: SharedBuild, run: Run) {
  const context = linkContext(run, name);
  const fileProblems = [...unread, ...reading.problems];
  const linked = linkTenant(name, reading.parsed, shared.effective, context);
  const { compiled, remainder } = compileTenant(linked, shared.effective, fileProblems, {
    locate: context.locate,
    examples: run.thorough,
  });
  const { shard } = compiled;
  const lints = run.thorough && shard !== null ? lintTenant({ linked, shard, locate: context.locate }) : [];
  return { compiled, remainder, problems: [...fileProblems, ...compiled.problems, ...lints] };
}
