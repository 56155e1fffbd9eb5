/**
 * Files → table, by scope. A scope whose files did not change is taken over as it is, so the cost of a change is the
 * cost of the tenant that changed; a tenant that breaks keeps its last good shard, and everyone else moves on.
 */
import { linkShared, linkTenant, type LinkContext, type LinkedShared } from '../link/link.ts';
import { locate } from '../manifest/locate.ts';
import type { SourceFile } from '../manifest/read.ts';
import { hasErrors, sortProblems, type Problem } from '../problem.ts';
import { assembleTable, compileTenant, withAccess, type CompiledTenant } from '../table/compile.ts';
import type { TenantState } from '../table/routes.ts';
import { compileSystem } from '../table/system.ts';
import type { RoutingTable, TenantShard } from '../table/table.ts';
import { groupByScope, sameFiles, scopeDigest, scopeOf, sharedScope, type ScopeFiles } from './files.ts';
import { createReaders, type Readers, type ScopeReading } from './readers.ts';

/** Everything that one reading of a workspace gives. Immutable; the next build takes over what did not change. */
export interface Build {
  readonly table: RoutingTable;
  /** Tenants that are not simply ready. */
  readonly states: ReadonlyMap<string, TenantState>;
  /** Sorted by file and place; without those of secrets, which are no matter of files. */
  readonly problems: readonly Problem[];
  readonly shared: SharedBuild;
  /** By tenant name. */
  readonly tenants: ReadonlyMap<string, TenantBuild>;
}

/** What belongs to no tenant, built. */
export interface SharedBuild {
  readonly files: ScopeFiles;
  /** Null when a file could not be read: what was made without it is never taken over. */
  readonly digest: string | null;
  /** What tenants are linked against: the last good one while the present one has errors. */
  readonly effective: LinkedShared;
  /** The files that `effective` was made from. */
  readonly effectiveFiles: ScopeFiles;
  /** What is declared now, right or wrong. */
  readonly present: LinkedShared;
  readonly problems: readonly Problem[];
}

/** One tenant, built. */
export interface TenantBuild {
  readonly files: ScopeFiles;
  /** See `SharedBuild`. */
  readonly digest: string | null;
  readonly compiled: CompiledTenant;
  /** What is served: the compiled shard, or the last good one with today's access; null when there never was one. */
  readonly served: TenantShard | null;
  readonly problems: readonly Problem[];
}

/** A tenant as an earlier process left it; used only where its files and the shared ones are still the same. */
export interface StoredTenant {
  readonly digest: string | null;
  readonly sharedDigest: string | null;
  readonly compiled: CompiledTenant;
  readonly served: TenantShard | null;
  readonly problems: readonly Problem[];
}

/** What a builder is asked for besides files. */
export interface BuildOptions {
  /** Check capabilities' examples against their schemas: for people who wait, not for a reload. */
  readonly examples: boolean;
  /** What an earlier process left, by tenant name. */
  readonly stored?: ReadonlyMap<string, StoredTenant> | undefined;
}

/** Builds from all files of a workspace; problems of reading them come along with them. */
export type Builder = (files: Iterable<SourceFile>, readProblems: readonly Problem[], previous: Build | null) => Build;

/** Makes a builder. What it has parsed is kept as long as the files' objects are. */
export function createBuilder({ examples, stored }: BuildOptions): Builder {
  const readers = createReaders();
  // Only the first build looks at it: what has been removed since is not brought back.
  let unused = stored;
  return (files, readProblems, previous) => {
    const scopes = groupByScope(files);
    const unread = Map.groupBy(readProblems, (problem) => scopeOf(problem.span.file));
    const names = new Set([...scopes.keys(), ...unread.keys()].filter((name) => name !== sharedScope));
    const sameNames = previous !== null && names.size === previous.tenants.size && names.isSubsetOf(previous.tenants);
    const run: Run = { examples, stored: unused, readers, texts: textIndex(scopes), names, sameNames, previous };
    unused = undefined;
    const shared = buildShared(scopes.get(sharedScope) ?? [], unread.get(sharedScope) ?? [], run);
    // A tenant sees the documents that the shared providers it is linked against were read with.
    const tenantRun = {
      ...run,
      texts: textIndex(new Map<string, ScopeFiles>(scopes).set(sharedScope, shared.effectiveFiles)),
    };
    const tenants = new Map<string, TenantBuild>();
    for (const name of [...names].toSorted())
      tenants.set(name, buildTenant(name, scopes.get(name) ?? [], unread.get(name) ?? [], shared, tenantRun));
    return assemble(shared, tenants);
  };
}

interface Run {
  readonly examples: boolean;
  readonly stored: BuildOptions['stored'];
  readonly readers: Readers;
  readonly texts: (path: string) => SourceFile | undefined;
  readonly names: ReadonlySet<string>;
  /** The same tenants as before, changed or not. */
  readonly sameNames: boolean;
  readonly previous: Build | null;
}

/** Finds a file by its path; a scope is indexed when it is first asked for. */
function textIndex(scopes: ReadonlyMap<string, ScopeFiles>): Run['texts'] {
  const byScope = new Map<string, Map<string, SourceFile>>();
  return (path) => {
    const scope = scopeOf(path);
    let files = byScope.get(scope);
    if (files === undefined)
      byScope.set(scope, (files = new Map((scopes.get(scope) ?? []).map((file) => [file.path, file]))));
    return files.get(path);
  };
}

function linkContext(run: Run, tenant: string | null): LinkContext {
  return {
    locate: (file, document, path, part) => locate(run.texts(file) ?? { path: file, text: '' }, document, path, part),
    openApi: (path, wanted) => {
      const file = run.texts(path);
      return file === undefined ? null : run.readers.openApi(file, wanted);
    },
    exists: (path) => run.texts(path) !== undefined,
    // Only a mistake asks for it, so that a tenant costs nothing for there being many.
    get otherTenants() {
      return run.names.difference(new Set([tenant]));
    },
  };
}

// ── shared ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function buildShared(files: ScopeFiles, unread: readonly Problem[], run: Run): SharedBuild {
  const before = run.previous?.shared;
  if (before !== undefined && isUnchanged(before, files, unread)) return before;
  const reading = run.readers.scope(files);
  const present = linkShared(reading.parsed, linkContext(run, null));
  const problems = [...unread, ...reading.problems, ...present.problems];
  const made = { files, digest: digestIfRead(files, unread), present, problems };
  if (hasErrors(problems) && before !== undefined)
    return { ...made, effective: before.effective, effectiveFiles: before.effectiveFiles };
  return { ...made, effective: present, effectiveFiles: files };
}

function isUnchanged(
  before: { readonly files: ScopeFiles; readonly digest: string | null },
  files: ScopeFiles,
  unread: readonly Problem[],
): boolean {
  return unread.length === 0 && before.digest !== null && sameFiles(files, before.files);
}

function digestIfRead(files: ScopeFiles, unread: readonly Problem[]): string | null {
  return unread.length === 0 ? scopeDigest(files) : null;
}

// ── tenants ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function buildTenant(
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
  if (before === undefined && stored !== undefined && isCurrent(stored, digest, shared))
    return { files, digest, compiled: stored.compiled, served: stored.served, problems: stored.problems };
  const reading = run.readers.scope(files);
  const { compiled, problems } = compileScope(name, reading, unread, shared, run);
  const lastGood = before?.served ?? stored?.served ?? null;
  const served = compiled.shard ?? (lastGood === null ? null : withAccess(lastGood, compiled));
  return { files, digest, compiled, served, problems };
}

/** While shared files have errors, a tenant stays what it was made with them before. */
function isCurrent(stored: StoredTenant, digest: string | null, shared: SharedBuild): boolean {
  if (digest === null || stored.digest !== digest) return false;
  return stored.sharedDigest === shared.digest || hasErrors(shared.problems);
}

function compileScope(name: string, reading: ScopeReading, unread: readonly Problem[], shared: SharedBuild, run: Run) {
  const context = linkContext(run, name);
  const fileProblems = [...unread, ...reading.problems];
  const linked = linkTenant(name, reading.parsed, shared.effective, context);
  const compiled = compileTenant(linked, shared.effective, hasErrors(fileProblems), {
    locate: context.locate,
    examples: run.examples,
  });
  return { compiled, problems: [...fileProblems, ...compiled.problems] };
}

// ── all ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function assemble(shared: SharedBuild, tenants: ReadonlyMap<string, TenantBuild>): Build {
  const states = new Map<string, TenantState>();
  const shards: TenantShard[] = [];
  const problems = [...shared.problems];
  for (const [name, tenant] of tenants) {
    if (tenant.served === null) states.set(name, 'unavailable');
    else if (tenant.compiled.shard === null) states.set(name, 'degraded');
    if (tenant.served !== null) shards.push(tenant.served);
    for (const problem of tenant.problems) problems.push(problem);
  }
  problems.push(...operatorProblems(shared, tenants));
  const system = compileSystem(shared.effective.system, shared.present.system);
  return { table: assembleTable(system, shards), states, problems: sortProblems(problems), shared, tenants };
}

function operatorProblems(shared: SharedBuild, tenants: ReadonlyMap<string, TenantBuild>): Problem[] {
  const { system } = shared.present;
  return (system?.spec.operators ?? []).flatMap((operator, index): Problem[] => {
    const [tenant = '', client = ''] = operator.split('/');
    const found = tenants.get(tenant)?.compiled;
    if (found !== undefined && (Object.hasOwn(found.clients, client) || found.shard === null)) return [];
    const file = shared.files.find((candidate) => candidate.path === system?.file);
    return [
      {
        code: 'unknown-operator',
        severity: 'error',
        message: `The system names "${operator}" as an operator, and ${found === undefined ? `there is no tenant "${tenant}"` : `tenant "${tenant}" has no client "${client}"`}.`,
        hint: `Write "<tenant>/<client>", and declare the client in tenants/${tenant}/clients/${client}.yaml ("smarteros key create" does).`,
        span: locate(
          file ?? { path: system?.file ?? '', text: '' },
          system?.document ?? 0,
          ['spec', 'operators', index],
          'value',
        ),
      },
    ];
  });
}
