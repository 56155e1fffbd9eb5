/** What linking takes and gives: plain values that the compiler works on. */
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

/** A provider with what its endpoints come from. */
export interface LinkedProvider {
  readonly resource: ResourceOf<'Provider'>;
  readonly endpoints: ReadonlyMap<string, ResourceOf<'Endpoint'>>;
  /** Path of the OpenAPI document beside it, or null. */
  readonly document: string | null;
}

/** What belongs to no tenant. */
export interface LinkedShared {
  readonly system: ResourceOf<'System'> | null;
  readonly plans: ReadonlyMap<string, ResourceOf<'Plan'>>;
  readonly providers: ReadonlyMap<string, LinkedProvider>;
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
}

/** One tenant with its references resolved. */
export interface LinkedTenant {
  readonly name: string;
  readonly resource: ResourceOf<'Tenant'> | null;
  readonly plan: ResourceOf<'Plan'> | null;
  readonly clients: readonly ResourceOf<'Client'>[];
  readonly capabilities: readonly LinkedCapability[];
  /** False when a reference leads to nothing, also where that follows from a mistake told elsewhere. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
}
