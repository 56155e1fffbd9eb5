/** What stands in the place of what was cut off. */
import { digestOf } from './chain.ts';

/** Says how large the whole was, and what it was for whoever has it. */
export function cutNote(whole: string): string {
  return `[cut: ${Buffer.byteLength(whole)} bytes, sha256 ${digestOf(whole)}]`;
}
