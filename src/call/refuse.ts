/** Short ways to make a refusal reply. */
import type { Refusal, RefusalCode, Refused } from './reply.ts';

/** A reply that refuses, with a sentence for the caller and whatever else the reason carries. */
export function refuse(code: RefusalCode, detail: string, more: Omit<Refusal, 'code' | 'detail'> = {}): Refused {
  return { kind: 'refusal', refusal: { code, detail, ...more } };
}
