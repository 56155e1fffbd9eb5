/** What a verification finds, and where. */

/** Something that is not as it was written. */
export interface Finding {
  readonly kind:
    /** Bytes of a line, its place or its order are not those that were written. */
    | 'altered'
    /** Lines, or whole segments, are not there any more. */
    | 'missing'
    /** A payload is gone, and no record says that it was erased. */
    | 'payload-missing'
    /** A record says that a payload was erased, and it still stands there. */
    | 'erasure-unfinished';
  /** Path of the segment, and the line in it (from 1); 0 for the segment as a whole. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A write of which nobody can say from the journal what became of it. */
export interface UnknownWrite {
  readonly callId: string;
  readonly tenant: string;
  readonly capability: string | null;
  /** When it began or ended, in Unix milliseconds. */
  readonly at: number;
  readonly file: string;
  readonly line: number;
  /** `no-end`: the process ended in between, or it is still under way. `told`: the caller was told that it is unknown. */
  readonly why: 'no-end' | 'told';
}
