/** What a manifest says of pages; the same in a provider, an endpoint and a capability. */
import type { ResourceOf } from '../link/link.ts';

/** `spec.pagination` as people write it. */
export type WrittenPagination = NonNullable<ResourceOf<'Provider'>['spec']['pagination']>;

/** The same where it says that there are pages. */
export type PaginationSpec = Exclude<WrittenPagination, { by: 'none' }>;
