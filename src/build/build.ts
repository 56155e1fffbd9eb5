/**
 * Files → table, by scope. A scope whose files did not change is taken over as it is, so the cost of a change is the
 * cost of the tenant that changed; a tenant that breaks keeps its last good shard, and everyone else moves on.
 */
import type { SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import { assemble } from './assemble.ts';
import type { Build, BuildOptions, StoredTenants, TenantBuild } from './built.ts';
import { groupByScope, scopeOf, sharedScope, type ScopeFiles } from './files.ts';
import { createReaders } from './readers.ts';
import { textIndex, type Run } from './run.ts';
import { buildShared } from './shared.ts';
import { buildTenant } from './tenant.ts';

export type { Build, BuildOptions, KeptShards, StoredShared, StoredTenant, StoredTenants } from './built.ts';

/**
 * Builds from all files of a workspace; problems of reading them come along with them. With `changes`, only those scopes
 * are looked at: the files of all others are those that `previous` was built of.
 */
export type Builder = (
  files: Iterable<SourceFile>,
  readProblems: readonly Problem[],
  previous: Build | null,
  changes?: ScopeChanges,
) => Build;

/** The files that the changed scopes have now; none for a scope that is gone. */
export type ScopeChanges = ReadonlyMap<string, ScopeFiles>;

/** Makes a builder. What it has parsed is kept as long as the files' objects are. */
export function createBuilder({ thorough, stored, environment = null, lastGood = true, kept }: BuildOptions): Builder {
  const readers = createReaders();
  // Only the first build looks at it: what has been removed since is not brought back.
  let unused: Pick<BuildOptions, 'stored' | 'kept'> = { stored, kept };
  return (files, readProblems, previous, changes) => {
    const scopes = previous === null || changes === undefined ? groupByScope(files) : scopesAfter(previous, changes);
    const unread = Map.groupBy(readProblems, (problem) => scopeOf(problem.span.file));
    const names = new Set([...scopes.keys(), ...unread.keys()].filter((name) => name !== sharedScope));
    const sameNames = previous !== null && names.size === previous.tenants.size && names.isSubsetOf(previous.tenants);
    const run: Run = {
      thorough,
      environment,
      ...unused,
      readers,
      texts: textIndex(scopes),
      names,
      sameNames,
      sameStored: isSameSet(names, unused.stored),
      lastGood,
      previous,
    };
    // Without any tenant, the folder is not filled yet, or not mounted.
    if (names.size > 0) unused = {};
    const shared = buildShared(scopes.get(sharedScope) ?? [], unread.get(sharedScope) ?? [], run);
    // A tenant sees the documents that the shared providers it is linked against were read with.
    const tenantRun = {
      ...run,
      texts: textIndex(new Map<string, ScopeFiles>(scopes).set(sharedScope, shared.effectiveFiles)),
    };
    const tenants = new Map<string, TenantBuild>();
    for (const name of [...names].toSorted())
      tenants.set(name, buildTenant(name, scopes.get(name) ?? [], unread.get(name) ?? [], shared, tenantRun));
    return assemble(environment, shared, tenants);
  };
}

function isSameSet(names: ReadonlySet<string>, stored: StoredTenants | undefined): boolean {
  return stored !== undefined && names.size === stored.size && names.isSubsetOf(stored);
}

/** All scopes, those that did not change with the very lists that they had. */
function scopesAfter(previous: Build, changes: ScopeChanges): ReadonlyMap<string, ScopeFiles> {
  const scopes = new Map<string, ScopeFiles>([[sharedScope, previous.shared.files]]);
  for (const [name, { files }] of previous.tenants) if (files.length > 0) scopes.set(name, files);
  for (const [name, files] of changes) {
    if (files.length > 0) scopes.set(name, files);
    else scopes.delete(name);
  }
  return scopes;
}
