/** One change of meaning, as data. */
import { createHash } from 'node:crypto';
import type { Json } from '../schema.ts';
import { canonical } from '../compare/canonical.ts';
import { type ChangeClass, diffRules, type Face, type RuleCode } from './rules.ts';

/** A change, told to whoever it concerns. Plain data, the same for the same two tables. */
export interface Change {
  readonly rule: RuleCode;
  readonly class: ChangeClass;
  readonly face: Face;
  /** Null for what holds for the installation, or comes from a shared provider or plan. */
  readonly tenant: string | null;
  /** Of a change without a tenant, whom it concerns, in code-unit order; empty when everyone. */
  readonly tenants: readonly string[];
  /** What changed: a capability, client, provider or the tenant itself. */
  readonly subject: string;
  /** The place inside it: `arguments.filter.status`, `result.items[].total`; empty for the whole. */
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
  /** One sentence: what changes, and for whom. */
  readonly message: string;
  /** 12 hex digits over rule, tenant, subject, path and the change itself: the same in every commit that makes it. */
  readonly fingerprint: string;
}

/** What a comparison finds, before it is known whether it is told by tenant or once for many. */
export interface Finding {
  readonly rule: RuleCode;
  readonly subject: string;
  readonly path?: string;
  readonly before?: Json;
  readonly after?: Json;
  readonly message: string;
  /**
   * `always` for what follows from a shared provider or plan: it is told once, whomever it concerns. `many` for what may
   * follow from one: it is told once when several tenants have the same.
   */
  readonly shared?: 'always' | 'many';
}

/** Makes a change of a finding. */
export function changeOf(finding: Finding, tenant: string | null, tenants: readonly string[] = []): Change {
  const { rule, subject, path = '', before = null, after = null, message } = finding;
  const { class: kind, face } = diffRules[rule];
  const identity = canonical([rule, tenant, subject, path, before, after]);
  const fingerprint = createHash('sha256').update(identity).digest('hex').slice(0, 12);
  return { rule, class: kind, face, tenant, tenants, subject, path, before, after, message, fingerprint };
}
