/** What linking takes and gives: plain values that the compiler works on. */
import type { Leaves } from './leaves.ts';
import type { BrokenResource, ResourceOf } from '../manifest/resource.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { OpenApiDocument } from '../openapi/read.ts';
import type { Problem, Span } from '../problem.ts';

/** What linking asks of its caller: texts for positions, and documents beside providers. */
export interface LinkContext {
  /** The position of a place in a document; answers the nearest place that exists. */
  locate(file: string, document: number, path: readonly (string | number)[], part: 'key' | 'value'): Span;
  /**
   * The OpenAPI document at a path, with the schemas of the wanted operations only; null when there is no such file.
   */
  openApi(path: string, wanted: ReadonlySet<string>): OpenApiDocument | null;
  /** True when the workspace has a file at the path. */
  exists(path: string): boolean;
  /** Names of the other tenants, to word a reference that tries to reach one. */
  readonly otherTenants: ReadonlySet<string>;
}

/** What an environment says of one provider, in place of what the provider says itself. */
export interface ProviderOverride {
  readonly environment: ResourceOf<'Environment'>;
  /** As it is written in the environment: `shop` or `demo/shop`. */
  readonly key: string;
  readonly tenant: string | null;
  readonly provider: string;
  readonly spec: NonNullable<ResourceOf<'Environment'>['spec']['providers']>[string];
  /** True when its environment is the one that is applied. */
  readonly isChosen: boolean;
}

/** A provider with what its endpoints come from. */
export interface LinkedProvider {
  /** As its manifest says; `override` goes before it. */
  readonly resource: ResourceOf<'Provider'>;
  /** What the chosen environment changes in it; null when nothing. */
  readonly override: ProviderOverride | null;
  readonly endpoints: ReadonlyMap<string, ResourceOf<'Endpoint'>>;
  /** Path of the OpenAPI document beside it, or null. */
  readonly document: string | null;
}

/** The environments of a workspace, looked through once. */
export interface Environments {
  readonly all: ReadonlyMap<string, ResourceOf<'Environment'>>;
  /** The one that is applied; null when none was chosen, or the chosen one cannot be used. */
  readonly chosen: ResourceOf<'Environment'> | null;
  /** True when one was chosen that no document declares, not even one with errors. */
  readonly isMissing: boolean;
  /** What they say of providers, by tenant; of shared ones under the empty name. */
  readonly overrides: ReadonlyMap<string, readonly ProviderOverride[]>;
}

/** What belongs to no tenant. */
export interface LinkedShared {
  readonly system: ResourceOf<'System'> | null;
  readonly environments: Environments;
  readonly plans: ReadonlyMap<string, ResourceOf<'Plan'>>;
  readonly contracts: ReadonlyMap<string, ResourceOf<'Contract'>>;
  readonly providers: ReadonlyMap<string, LinkedProvider>;
  /** Sealed secrets of shared providers. */
  readonly secrets: ReadonlyMap<string, ResourceOf<'Secret'>>;
  /** What stands in documents with errors: a reference to it is no second mistake. */
  readonly broken: readonly BrokenResource[];
  readonly problems: readonly Problem[];
}

/** A capability with all that it refers to. */
export interface LinkedCapability {
  readonly resource: ResourceOf<'Capability'>;
  readonly provider: LinkedProvider;
  readonly operation: ApiOperation;
  /** The manifest of the endpoint when it has one; null when it comes from an OpenAPI document. */
  readonly endpoint: ResourceOf<'Endpoint'> | null;
  /** The contract that it names; null when it names none, or one that cannot be read. */
  readonly contract: ResourceOf<'Contract'> | null;
}

/** One tenant with its references resolved. */
export interface LinkedTenant {
  readonly name: string;
  readonly resource: ResourceOf<'Tenant'> | null;
  readonly plan: ResourceOf<'Plan'> | null;
  /** Its own providers, used or not. */
  readonly providers: ReadonlyMap<string, LinkedProvider>;
  readonly clients: readonly ResourceOf<'Client'>[];
  /** Its sealed secrets, used or not. */
  readonly secrets: readonly ResourceOf<'Secret'>[];
  /** What stands in documents with errors, its own and shared ones. */
  readonly broken: readonly BrokenResource[];
  readonly capabilities: readonly LinkedCapability[];
  /** Capabilities whose endpoint is not found. */
  readonly unlinked: readonly ResourceOf<'Capability'>[];
  readonly prompts: readonly ResourceOf<'Prompt'>[];
  /** Tells files that nothing else leans on. */
  readonly leaves: Leaves;
  /** False when a reference leads to nothing, also where that follows from a mistake told elsewhere. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
  /** Mistakes about it in environments that are not applied here: told, and without effect on what is served. */
  readonly elsewhere: readonly Problem[];
}
