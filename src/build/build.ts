/**
 * Files → table, by scope. A scope whose files did not change is taken over as it is, so the cost of a change is the
 * cost of the tenant that changed; a tenant that breaks keeps its last good shard, and everyone else moves on.
 */
import { linkShared, linkTenant, type LinkContext, type LinkedShared } from '../link/link.ts';
import { locate } from '../manifest/locate.ts';
import type { SourceFile } from '../manifest/read.ts';
import { hasErrors, sortProblems, type Problem } from '../problem.ts';
import { assembleTable, compileTenant, withClients, type CompiledTenant } from '../table/compile.ts';
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
  readonly digest: string;
  /** What tenants are linked against: the last good one while the present one has errors. */
  readonly effective: LinkedShared;
  /** What is declared now, right or wrong. */
  readonly present: LinkedShared;
  readonly problems: readonly Problem[];
}

/** One tenant, built. */
export interface TenantBuild {
  readonly files: ScopeFiles;
  readonly digest: string;
  readonly compiled: CompiledTenant;
  /** What is served: the compiled shard, or the last good one with today's clients; null when there never was one. */
  readonly served: TenantShard | null;
  readonly problems: readonly Problem[];
}

/** A tenant as an earlier process left it; used only where its files and the shared ones are still the same. */
export interface StoredTenant {
  readonly digest: string;
  readonly sharedDigest: string;
  readonly compiled: CompiledTenant;
  readonly served: TenantShard | null;
  readonly problems: readonly Problem[];
}

/** What a builder is asked for besides files. */
export interface BuildOptions {
  /** Check capabilities' examples against their schemas: for people who wait, not for a reload. */
  readonly examples: boolean;
  /** What an earlier process left, by tenant name. */
  readonly stored?: ReadonlyMap<string, StoredTenant>;
}

/** Builds from all files of a workspace; problems of reading them come along with them. */
export type Builder = (files: Iterable<SourceFile>, readProblems: readonly Problem[], previous: Build | null) => Build;

/** Makes a builder. What it has parsed is kept as long as the files' objects are. */
export function createBuilder(options: BuildOptions): Builder {
  const readers = createReaders();
  return (files, readProblems, previous) => {
    const scopes = groupByScope(files);
    const unread = Map.groupBy(readProblems, (problem) => scopeOf(problem.span.file));
    const names = new Set([...scopes.keys()].filter((name) => name !== sharedScope));
    const texts = textIndex(scopes);
    const run: Run = { options, readers, texts, names, previous };
    const shared = buildShared(scopes.get(sharedScope) ?? [], unread.get(sharedScope) ?? [], run);
    const tenants = new Map<string, TenantBuild>();
    for (const name of [...names].toSorted())
      tenants.set(name, buildTenant(name, scopes.get(name) ?? [], unread.get(name) ?? [], shared, run));
    return assemble(shared, tenants);
  };
}

interface Run {
  readonly options: BuildOptions;
  readonly readers: Readers;
  readonly texts: (path: string) => SourceFile | undefined;
  readonly names: ReadonlySet<string>;
  readonly previous: Build | null;
}

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
  const otherTenants = new Set(run.names);
  if (tenant !== null) otherTenants.delete(tenant);
  return {
    locate: (file, document, path, part) => locate(run.texts(file) ?? { path: file, text: '' }, document, path, part),
    openApi: (path, wanted) => {
      const file = run.texts(path);
      return file === undefined ? null : run.readers.openApi(file, wanted);
    },
    exists: (path) => run.texts(path) !== undefined,
    otherTenants,
  };
}

// ── shared ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function buildShared(files: ScopeFiles, unread: readonly Problem[], run: Run): SharedBuild {
  const before = run.previous?.shared;
  if (before !== undefined && unread.length === 0 && sameFiles(files, before.files)) return before;
  const reading = run.readers.scope(files);
  const present = linkShared(reading.parsed, linkContext(run, null));
  const problems = [...unread, ...reading.problems, ...present.problems];
  const effective = hasErrors(problems) && before !== undefined ? before.effective : present;
  return { files, digest: scopeDigest(files), effective, present, problems };
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
  if (before !== undefined && !sharedChanged && unread.length === 0 && sameFiles(files, before.files)) return before;
  const digest = scopeDigest(files);
  const stored = run.options.stored?.get(name);
  if (
    before === undefined &&
    unread.length === 0 &&
    stored?.digest === digest &&
    stored.sharedDigest === shared.digest
  ) {
    return { files, digest, compiled: stored.compiled, served: stored.served, problems: stored.problems };
  }
  const reading = run.readers.scope(files);
  const { compiled, problems } = compileScope(name, reading, unread, shared, run);
  const lastGood = before?.served ?? stored?.served ?? null;
  const served = compiled.shard ?? (lastGood === null ? null : withClients(lastGood, compiled.clients));
  return { files, digest, compiled, served, problems };
}

function compileScope(name: string, reading: ScopeReading, unread: readonly Problem[], shared: SharedBuild, run: Run) {
  const context = linkContext(run, name);
  const fileProblems = [...unread, ...reading.problems];
  const linked = linkTenant(name, reading.parsed, shared.effective, context);
  const compiled = compileTenant(linked, shared.effective, hasErrors(fileProblems), {
    locate: context.locate,
    examples: run.options.examples,
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
