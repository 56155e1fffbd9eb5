/** The port through which calls are counted against their limits. */
import type { Rate } from '../table/table.ts';

/** One limit that a call has to keep. */
export interface LimitRule {
  /** What is counted, the same in every replica: `tenant:demo`, `client:demo/agent`, `provider:demo/shop`. */
  readonly key: string;
  /** Whose limit it is; shown to callers as the policy's name. */
  readonly scope: 'tenant' | 'client' | 'capability' | 'provider';
  readonly rate: Rate;
}

/** Where a call stands: the rule that is nearest to its end, or that refused. */
export interface LimitDecision {
  readonly allowed: boolean;
  readonly rule: LimitRule;
  /** Calls that could be made at once now, by this rule. */
  readonly remaining: number;
  /** Milliseconds until the rule's whole burst is there again. */
  readonly resetMs: number;
  /** Milliseconds until a call would be allowed; 0 when this one is. */
  readonly retryAfterMs: number;
}

/** Counts calls. Answers at once when nothing has to be asked elsewhere, so that most calls wait for nothing. */
export interface Limiter {
  /** Counts a call against all rules, or against none when one of them refuses. Rules must not be empty. Never rejects. */
  take(rules: readonly LimitRule[]): LimitDecision | Promise<LimitDecision>;
  /** The same question without counting. */
  peek(rules: readonly LimitRule[]): LimitDecision | Promise<LimitDecision>;
  /** True while a shared limiter is out of reach and a local one stands in at a share of each limit. */
  isDegraded(): boolean;
  close(): Promise<void>;
}
