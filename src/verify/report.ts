/** What came of verifying, as data: for text and for programs. */
import type { Drift } from './verify.ts';

/** One capability. */
export interface VerifiedCapability {
  readonly tenant: string;
  readonly capability: string;
  /** `provider/endpoint`, as the manifest names it. */
  readonly endpoint: string;
  /** `skipped` is what was not asked for a reason of its own: it writes, or it has no example. */
  readonly state: 'fits' | 'drift' | 'failed' | 'skipped';
  /** A sentence why it was not asked, or could not be; null otherwise. */
  readonly why: string | null;
  /** Calls that were made, or that a cassette holds. */
  readonly examples: number;
  /** Answers of the API that were looked at. */
  readonly answers: number;
  readonly findings: readonly Drift[];
}

/** A capability of which answers were seen. */
export function judged(
  named: Pick<VerifiedCapability, 'tenant' | 'capability' | 'endpoint'>,
  counts: Pick<VerifiedCapability, 'examples' | 'answers'>,
  findings: readonly Drift[],
): VerifiedCapability {
  const { tenant, capability, endpoint } = named;
  const state = findings.some(({ level }) => level === 'drift') ? 'drift' : 'fits';
  return { tenant, capability, endpoint, state, why: null, ...counts, findings };
}

/** A capability of which there is nothing to look at. */
export function unjudged(
  named: Pick<VerifiedCapability, 'tenant' | 'capability' | 'endpoint'>,
  state: 'failed' | 'skipped',
  why: string,
): VerifiedCapability {
  const { tenant, capability, endpoint } = named;
  return { tenant, capability, endpoint, state, why, examples: 0, answers: 0, findings: [] };
}

/** `drift` goes before `failed`: what is certain before what nobody could see. */
export function outcomeOf(verified: readonly VerifiedCapability[]): 'fits' | 'drift' | 'failed' {
  if (verified.some(({ state }) => state === 'drift')) return 'drift';
  return verified.some(({ state }) => state === 'failed') ? 'failed' : 'fits';
}
