/** How the compiler tells an author about a mistake: by its place in the manifest, never by throwing. */
import type { ProblemCode, Severity } from '../problem.ts';

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
}

/** Collects findings of one manifest. */
export type Report = (finding: Finding) => void;
