/** How the compiler tells an author about a mistake: by its place in the manifest, never by throwing. */
import type { ResourceOf } from '../link/link.ts';
import type { ProblemCode, Severity } from '../problem.ts';
import { onlyNear } from '../suggest.ts';

/** A place inside one document: keys and indexes from its root. */
export type ManifestPath = readonly (string | number)[];

/** What a compile step reports; the caller turns the place into a position. */
export interface Finding {
  readonly code: ProblemCode;
  readonly at: ManifestPath;
  /** Point at the key instead of its value. */
  readonly key?: boolean;
  readonly severity?: Severity;
  readonly message: string;
  readonly hint?: string;
  /** A second place: in this manifest, its endpoint, its provider or another manifest, there by its name unless `at` says more. */
  readonly related?: {
    readonly message: string;
    readonly of?: 'endpoint' | 'provider' | ResourceOf<'Capability'> | ResourceOf<'Contract'>;
    readonly at?: ManifestPath;
    readonly key?: boolean;
  };
  /** The name that is written there, and the only one that it can be a slip of. */
  readonly meant?: { readonly from: string; readonly to: string };
}

/** Collects findings of one manifest. */
export type Report = (finding: Finding) => void;

/** `meant` of a finding, when the word can only be a slip of one of the names. */
export function slipOf(from: string, names: Iterable<string>): Pick<Finding, 'meant'> {
  const to = onlyNear(from, names);
  return to === null ? {} : { meant: { from, to } };
}
