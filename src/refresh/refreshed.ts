/** What a refresh is made of, and what comes of it. */
import type { FieldConflict, FieldEdit, FieldPath } from '../change/three-way.ts';
import type { Introspection } from '../introspect/introspection.ts';
import type { SourceFile } from '../manifest/read.ts';
import type { ResourceOf } from '../manifest/resource.ts';

/** Who a manifest is, whatever is drafted. */
export const identity: readonly FieldPath[] = [['apiVersion'], ['kind'], ['metadata']];

/** A provider as people have it, and its API as it was and as it is. */
export interface RefreshInput {
  readonly tenant: string;
  readonly provider: ResourceOf<'Provider'>;
  /** Its endpoints that have manifests. */
  readonly endpoints: readonly ResourceOf<'Endpoint'>[];
  /** The tenant's capabilities that it backs. */
  readonly capabilities: readonly ResourceOf<'Capability'>[];
  /** Every file of these manifests, and the document, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Where the document stands; null for a provider without one. */
  readonly documentPath: string | null;
  /** What the document said before; null without a document. */
  readonly before: Introspection | null;
  readonly now: Introspection;
  /** Files of the tenant's capabilities and endpoints that have mistakes, and cannot be looked at. */
  readonly broken: readonly string[];
  /** Names of the tenant's capabilities that other providers back. */
  readonly otherNames: ReadonlySet<string>;
  /** As `DraftOptions` has it. */
  readonly schemaFor: (path: string) => string | null;
}

/** A file whose text changes. */
export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Where a manifest stands. */
export interface ManifestPlace {
  readonly kind: 'Provider' | 'Endpoint' | 'Capability';
  readonly name: string;
  readonly file: string;
  /** Index in its file. */
  readonly document: number;
}

/** Fields of one manifest that follow what is new. */
export interface FollowedFields extends ManifestPlace {
  readonly edits: readonly FieldEdit[];
}

/** A field that stays as people have it, and would be another now. */
export interface RefreshConflict extends ManifestPlace, FieldConflict {
  /** 1-based line of the field in the file as it is after the refresh. */
  readonly line: number;
}

/** An operation by what is called and what it is called. */
export interface OperationPlace {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

/** A capability whose operation is not there any more. */
export interface Vanished extends ManifestPlace {
  /** `shop/listOrders`, as the capability names it. */
  readonly endpoint: string;
  /** A full sentence. */
  readonly reason: string;
}

/** What a refresh does. Nothing is deleted. */
export interface Refresh {
  readonly changes: readonly FileChange[];
  readonly followed: readonly FollowedFields[];
  readonly conflicts: readonly RefreshConflict[];
  readonly vanished: readonly Vanished[];
  readonly operations: {
    readonly added: readonly OperationPlace[];
    readonly removed: readonly OperationPlace[];
    readonly renamed: readonly (OperationPlace & { readonly before: string })[];
  };
  /** Full sentences. */
  readonly notes: readonly string[];
}
