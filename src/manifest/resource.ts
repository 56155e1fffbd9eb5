/** What a workspace's documents declare, as the next stages take it. Plain data: it goes into snapshots as JSON. */
import type { Manifest } from '../../generated/manifests/index.ts';
import type { Problem } from '../problem.ts';

/** The version of the manifest format that is read. */
export const apiVersion = 'smarteros/v1';

/** Every kind of document. */
export const kinds = [
  'System',
  'Environment',
  'Plan',
  'Contract',
  'Tenant',
  'Client',
  'Secret',
  'Provider',
  'Endpoint',
  'Capability',
  'Prompt',
] as const;

/** A kind of document. */
export type Kind = Manifest['kind'];

/** A valid document of one kind, with its place. */
export type ResourceOf<K extends Kind> = DeclaredBy<Extract<Manifest, { kind: K }>>;

/** A valid document, distinguished by `kind`. */
export type Resource = DeclaredBy<Manifest>;

type DeclaredBy<M extends Manifest> = M extends Manifest
  ? Identity & {
      readonly kind: M['kind'];
      readonly name: string;
      readonly metadata: Readonly<M['metadata']>;
      readonly spec: Readonly<M['spec']>;
    }
  : never;

/** Whose a document is and where it stands. */
interface Identity {
  /** The owner; a Tenant's own name; null for what belongs to the installation or is shared. */
  readonly tenant: string | null;
  /** The provider that an Endpoint belongs to; null for other kinds. */
  readonly provider: string | null;
  readonly file: string;
  /** Position of the document in its file, from 0. */
  readonly document: number;
  /** 1-based line where the document's content begins. */
  readonly line: number;
}

/**
 * A document that has errors, as far as it can be told what it meant to declare (from its metadata, else from its
 * place). With it, later stages neither report what refers to it nor take it for deleted.
 */
export interface BrokenResource extends Identity {
  readonly kind: Kind | null;
  readonly name: string | null;
}

/** One file, read. */
export interface ParsedFile {
  readonly path: string;
  /** The text's digest, as `hashOf` makes it. */
  readonly hash: string;
  /** False for any other YAML file: such a one has no resources and no problems, and the caller knows whether it may be here. */
  readonly isManifest: boolean;
  readonly resources: readonly Resource[];
  readonly broken: readonly BrokenResource[];
  readonly problems: readonly Problem[];
}
