/** What a caller is told whose cursor cannot be used: each reason by itself, with what to do instead. */
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';

/** It was never made here, or is not as it was. */
export function cursorUnknown(): Refused {
  return refuse(
    'invalid-cursor',
    'This is no cursor of this gateway, or it was changed on the way. Send it exactly as the result has it under "cursor", or call the capability again.',
  );
}

/** It is too old; `capability` is null when the cursor cannot be read any more. */
export function cursorExpired(capability: string | null): Refused {
  const again = capability === null ? 'the capability' : `"${capability}"`;
  return refuse(
    'expired-cursor',
    `A cursor is good for one hour, and this one is older. Call ${again} again, and read on with the cursor of its result.`,
  );
}

/** It was given to someone else. */
export function cursorForeign(of: 'tenant' | 'caller'): Refused {
  return refuse(
    'invalid-cursor',
    `This cursor was given to another ${of}, and is good for that one alone. Call the capability yourself, and read on with the cursor of its result.`,
  );
}

/** What it leads to is not what it was. */
export function cursorOutdated(capability: string): Refused {
  return refuse(
    'invalid-cursor',
    `"${capability}" has been changed since this cursor was given, so the rest would not fit what was shown. Call it again from the beginning.`,
  );
}

/** The store that has the key does not answer. */
export function cursorsUnavailable(): Refused {
  return refuse(
    'state-unavailable',
    'The store that cursors are checked with cannot be reached now. Try again with the same cursor, or call the capability again and ask for less.',
    { retryAfterSeconds: 5 },
  );
}
