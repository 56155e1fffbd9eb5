/** What comes of writing a body. */
import type { Fault } from './bind-value.ts';

/** A body that can be sent. */
export interface WrittenBody {
  readonly content: string | Uint8Array;
  readonly contentType: string;
}

/** A body that cannot. `property` is the part of it that is wrong; null means all of it. */
export interface BodyFault extends Fault {
  readonly property: string | null;
}
