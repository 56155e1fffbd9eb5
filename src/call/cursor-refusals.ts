/** What a caller is told whose cursor cannot be used: each reason by itself, with what to do instead. */
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';

/** The refusals of one kind of cursors. */
export interface CursorRefusals {
  /** It was never made here, or is not as it was. */
  unknown(): Refused;
  /** It is too old; `capability` is null when the cursor cannot be read any more. */
  expired(capability: string | null): Refused;
  /** It was given to someone else. */
  foreign(of: 'tenant' | 'caller'): Refused;
  /** The store that has the key does not answer. */
  unavailable(): Refused;
}

/** Of cursors for `read_more`, which a result has under "cursor". */
export const readMoreRefusals = refusalsOf('cursor');
/** Of cursors for the pages of a list, which a result has under "nextCursor". */
export const pageRefusals = refusalsOf('nextCursor');

function refusalsOf(field: string): CursorRefusals {
  return {
    unknown: () =>
      refuse(
        'invalid-cursor',
        `This is no cursor of this gateway, or it was changed on the way. Send it exactly as the result has it under "${field}", or call the capability again.`,
      ),
    expired: (capability) =>
      refuse(
        'expired-cursor',
        `A cursor is good for one hour, and this one is older. Call ${capability === null ? 'the capability' : `"${capability}"`} again, and read on with the cursor of its result.`,
      ),
    foreign: (of) =>
      refuse(
        'invalid-cursor',
        `This cursor was given to another ${of}, and is good for that one alone. Call the capability yourself, and read on with the cursor of its result.`,
      ),
    unavailable: () =>
      refuse(
        'state-unavailable',
        'The store that cursors are checked with cannot be reached now. Try again with the same cursor, or call the capability again and ask for less.',
        { retryAfterSeconds: 5 },
      ),
  };
}

/** What it leads to is not what it was. */
export function cursorOutdated(capability: string): Refused {
  return refuse(
    'invalid-cursor',
    `"${capability}" has been changed since this cursor was given, so the rest would not fit what was shown. Call it again from the beginning.`,
  );
}

/** It was given for a call of another capability. */
export function cursorElsewhere(capability: string): Refused {
  return refuse(
    'invalid-cursor',
    `This cursor was given by "${capability}", and leads on in its list alone. Send it there, or call without "cursor".`,
  );
}

/** It was given for a call with other arguments. */
export function cursorOfOtherArguments(capability: string): Refused {
  return refuse(
    'invalid-cursor',
    `This cursor was given for other arguments, so it would lead on in another list. Call "${capability}" with the same ones as before ("limit" alone may differ), or without "cursor".`,
  );
}
