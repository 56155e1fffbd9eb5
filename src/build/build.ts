/**
 * Files → table, by scope. A scope whose files did not change is taken over as it is, so the cost of a change is the
 * cost of the tenant that changed; a tenant that breaks keeps its last good shard, and everyone else moves on.
 */
import { linkShared, linkTenant, unknownOwner, type LinkContext, type LinkedShared } from '../link/link.ts';
import { lintTenant } from '../lint/lint.ts';
import { operatorHint } from '../link/near.ts';
import { locate } from '../manifest/locate.ts';
import type { SourceFile } from '../manifest/read.ts';
import { hasErrors, sortProblems, type Problem } from '../problem.ts';
import { assembleTable, compileTenant, withAccess, type CompiledTenant } from '../table/compile.ts';
import type { TenantState } from '../table/routes.ts';
import { compileSystem, withSystemAccess } from '../table/system.ts';
import type { RoutingTable, SystemShard, TenantShard } from '../table/table.ts';
import { digestOf } from '../table/canonical.ts';
import { groupByScope, sameFiles, scopeDigest, scopeOf, sharedScope, type ScopeFiles } from './files.ts';
import { createReaders, type Readers, type ScopeReading } from './readers.ts';

/** Everything that one reading of a workspace gives. Immutable; the next build takes over what did not change. */
export interface Build {
  readonly table: RoutingTable;
  /** Name of the environment that is applied; null for none. */
  readonly environment: string | null;
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
  /** The last good one, for a later start that finds it broken; null when there never was one. */
  readonly good: StoredShared | null;
  /** What an earlier process served, while what is declared is broken and nothing good is at hand; else null. */
  readonly standIn: SystemShard | null;
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

/** What belongs to no tenant, as an earlier process left it. */
export interface StoredShared {
  readonly digest: string;
  /** What it was made of: tenants that are linked against it see its documents, and not those that are there now. */
  readonly files: ScopeFiles;
  readonly present: LinkedShared;
  readonly problems: readonly Problem[];
}

/** What an earlier process left, by tenant name. */
export type StoredTenants = ReadonlyMap<string, StoredTenant> & { readonly shared: StoredShared | null };

/** What an earlier process served; null for what it did not. */
export interface KeptShards {
  tenant(name: string): TenantShard | null;
  system(): SystemShard | null;
}

/** What a builder is asked for besides files. */
export interface BuildOptions {
  /** Hold examples against their schemas, and look through what models and their clients read: for people who wait, not for a reload. */
  readonly thorough: boolean;
  readonly stored?: StoredTenants | undefined;
  /** Whether a tenant that is broken now may be served as what is stored of it: not where only the present state counts. */
  readonly lastGood?: boolean;
  /** What an earlier process served last, whatever program it was: asked for what is broken now and stored nowhere else. */
  readonly kept?: KeptShards | undefined;
  /** The environment to apply, by name; null or nothing leaves the manifests as they are. */
  readonly environment?: string | null;
}

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

interface Run {
  readonly thorough: boolean;
  readonly environment: string | null;
  readonly stored?: BuildOptions['stored'];
  readonly kept?: BuildOptions['kept'];
  readonly readers: Readers;
  readonly texts: (path: string) => SourceFile | undefined;
  readonly names: ReadonlySet<string>;
  /** The same tenants as before, changed or not. */
  readonly sameNames: boolean;
  /** The same tenants as were stored. */
  readonly sameStored: boolean;
  readonly lastGood: boolean;
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

function isUnchanged(
  before: { readonly files: ScopeFiles; readonly digest: string | null },
  files: ScopeFiles,
  unread: readonly Problem[],
): boolean {
  return unread.length === 0 && before.digest !== null && sameFiles(files, before.files);
}

/** Tenants that were made in another environment are no current ones, whatever their files. */
function sharedDigest(ofFiles: string | null, environment: string | null): string | null {
  return environment === null || ofFiles === null ? ofFiles : digestOf(`${environment}\n${ofFiles}`);
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
  if (before === undefined && stored !== undefined && isCurrent(stored, digest, shared, run))
    return { files, digest, compiled: stored.compiled, served: stored.served, problems: stored.problems };
  const reading = run.readers.scope(files);
  const { compiled, problems } = compileScope(name, reading, unread, shared, run);
  const lastGood = before?.served ?? (run.lastGood ? stored?.served : null);
  const served = compiled.shard ?? degraded(lastGood ?? run.kept?.tenant(name) ?? null, compiled);
  return { files, digest, compiled, served, problems };
}

function degraded(lastGood: TenantShard | null, now: CompiledTenant): TenantShard | null {
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
  const compiled = compileTenant(linked, shared.effective, hasErrors(fileProblems), {
    locate: context.locate,
    examples: run.thorough,
  });
  const { shard } = compiled;
  const lints = run.thorough && shard !== null ? lintTenant({ linked, shard, locate: context.locate }) : [];
  return { compiled, problems: [...fileProblems, ...compiled.problems, ...lints] };
}

// ── all ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function assemble(environment: string | null, shared: SharedBuild, tenants: ReadonlyMap<string, TenantBuild>): Build {
  const states = new Map<string, TenantState>();
  const shards: TenantShard[] = [];
  const problems = [...shared.problems];
  for (const [name, tenant] of tenants) {
    if (tenant.served === null) states.set(name, 'unavailable');
    else if (tenant.compiled.shard === null) states.set(name, 'degraded');
    if (tenant.served !== null) shards.push(tenant.served);
    for (const problem of tenant.problems) problems.push(problem);
  }
  problems.push(...operatorProblems(shared, tenants), ...strayOverrides(shared, tenants));
  const table = assembleTable(systemOf(shared), shards);
  return { table, environment, states, problems: sortProblems(problems), shared, tenants };
}

function systemOf({ effective, present, standIn }: SharedBuild): SystemShard {
  const system = compileSystem(effective, present.system);
  return standIn === null ? system : withSystemAccess(standIn, { ...system, hosts: standIn.hosts });
}

/** What environments say of tenants that there are not; a tenant's own link looks at what they say of its providers. */
function strayOverrides(shared: SharedBuild, tenants: ReadonlyMap<string, TenantBuild>): Problem[] {
  const locateShared: LinkContext['locate'] = (path, document, at, part) =>
    locate(shared.files.find((file) => file.path === path) ?? { path, text: '' }, document, at, part);
  return [...shared.present.environments.overrides].flatMap(([tenant, overrides]) => {
    if (tenant === '' || tenants.has(tenant)) return [];
    return overrides.map((override) => unknownOwner(override, [...tenants.keys()], { locate: locateShared }));
  });
}

/** A tenant's clients as operators are named. */
function clientsOf([name, { compiled }]: readonly [string, TenantBuild]): string[] {
  return Object.keys(compiled.clients).map((client) => `${name}/${client}`);
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
        hint: operatorHint(operator, [...tenants].flatMap(clientsOf)),
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
