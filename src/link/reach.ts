/** How far a tenant's references go. */
import type { BrokenResource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { LinkContext, LinkedProvider } from './linked.ts';

/** What capabilities of one tenant can reach; nothing else is looked through. */
export interface Reach {
  readonly tenant: string;
  readonly providers: ReadonlyMap<string, LinkedProvider>;
  /** Providers without a tenant; one of the tenant's own goes before one of the same name. */
  readonly shared: ReadonlyMap<string, LinkedProvider>;
  /** Contracts, which belong to no tenant. */
  readonly contracts: ReadonlyMap<string, ResourceOf<'Contract'>>;
  readonly broken: readonly BrokenResource[];
  readonly context: LinkContext;
  readonly problems: Problem[];
}

/** A capability's `endpoint`, taken apart. */
export interface EndpointName {
  readonly provider: string;
  readonly endpoint: string;
}
