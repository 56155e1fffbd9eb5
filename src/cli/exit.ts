/** How commands end. */

/**
 * Exit codes, the same for every command; 64 and 70 are those of BSD's sysexits. Only `diff` ends with 2 (something changes)
 * and 3 (something breaking or dangerous that is not allowed); `verify` ends with 2 when something could not be asked, and `import
 * --refresh` with 2 when people and the source changed the same field.
 */
export const exitCodes = {
  fine: 0,
  problems: 1,
  changes: 2,
  unverified: 2,
  conflicts: 2,
  breaking: 3,
  misuse: 64,
  internal: 70,
} as const;

/** The command line itself is wrong: told in one sentence, exit code 64. */
export class Misuse extends Error {}

/** A person ended it at a question, and was told so there: nothing more is said, exit code 1. */
export class Ended extends Error {}
