/** How commands end. */

/** Exit codes, the same for every command; 64 and 70 are those of BSD's sysexits. */
export const exitCodes = { fine: 0, problems: 1, misuse: 64, internal: 70 } as const;

/** The command line itself is wrong: told in one sentence, exit code 64. */
export class Misuse extends Error {}
