/** What building gives, what it takes over from an earlier process, and what it is asked for. */
import type { LinkedShared } from '../link/link.ts';
import type { Problem } from '../problem.ts';
import type { CompiledTenant } from '../table/compile.ts';
import type { TenantState } from '../table/routes.ts';
import type { RoutingTable, SystemShard, TenantShard } from '../table/table.ts';
import type { ScopeFiles } from './files.ts';

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
