/** What the holder of a token may call: the access rules of a tenant, or of the System for its operators. */
import { createIdentityMemo } from '../memo.ts';
import type { AccessRule, Issuer } from '../table/table.ts';
import { createAllow } from './allow.ts';
import { claimOf } from './claim-lookup.ts';
import type { TokenIdentity } from './tokens.ts';

/** Whether something may be done; `missingScopes` are all that the token still lacks for the rule that needs the fewest. */
export type Allowed = 'yes' | { readonly missingScopes: readonly string[] } | 'no';

/** What a list of rules gives to one identity. */
export interface TokenAccess {
  /** Whether a capability may be called. What is not `no` may be shown to the caller. */
  to(capability: string): Allowed;
  /** Whether calls of a capability by others may be approved. */
  toApprove(capability: string): Allowed;
  /** True when a rule fits and its scopes are there: for rules of the System, that the holder operates. */
  readonly operates: boolean;
  /** Indexes of the rules that fit, scopes aside; null when none does. With equal ones, the same of a tenant may be shown. */
  readonly matched: string | null;
  /** All scopes that the rules which fit ask for, in their order. */
  readonly scopes: readonly string[];
}

const allowOf = createIdentityMemo<(capability: string) => boolean>();
const approveOf = createIdentityMemo<(capability: string) => boolean>();

type Issuers = Readonly<Record<string, Issuer>>;

interface Fit {
  readonly allows: (capability: string) => boolean;
  readonly approves: (capability: string) => boolean;
  readonly missingScopes: readonly string[];
}

const judged = new WeakMap<TokenIdentity, WeakMap<readonly AccessRule[], { issuers: Issuers; access: TokenAccess }>>();

/**
 * Judges rules for an identity: each of them that fits counts. No rule of an issuer that is not declared fits. The answer
 * is kept for as long as identity, rules and issuers are the same objects, so asking for each capability costs little.
 */
export function accessOf(identity: TokenIdentity, rules: readonly AccessRule[], issuers: Issuers): TokenAccess {
  let ofIdentity = judged.get(identity);
  if (ofIdentity === undefined) judged.set(identity, (ofIdentity = new WeakMap()));
  const known = ofIdentity.get(rules);
  if (known !== undefined && known.issuers === issuers) return known.access;
  const access = judge(identity, rules, issuers);
  ofIdentity.set(rules, { issuers, access });
  return access;
}

function judge(identity: TokenIdentity, rules: readonly AccessRule[], issuers: Issuers): TokenAccess {
  const issuer = Object.hasOwn(issuers, identity.issuer) ? issuers[identity.issuer] : undefined;
  const fitting = rules
    .map((rule, index) => ({ rule, index }))
    .filter(({ rule }) => issuer !== undefined && ruleMatches(rule, identity, issuer));
  const fits = fitting.map(({ rule }): Fit => ({
    allows: allowOf(rule, [], () => createAllow(rule.allow)),
    approves: approveOf(rule, [], () => createAllow(rule.approve)),
    missingScopes: rule.scopes.filter((scope) => !identity.scopes.includes(scope)),
  }));
  return {
    to: (capability) => leastMissing(fits.filter((fit) => fit.allows(capability))),
    toApprove: (capability) => leastMissing(fits.filter((fit) => fit.approves(capability))),
    operates: leastMissing(fits) === 'yes',
    matched: fitting.length === 0 ? null : fitting.map(({ index }) => index).join(','),
    scopes: [...new Set(fitting.flatMap(({ rule }) => rule.scopes))],
  };
}

/** Tells whether a rule is for an identity of this issuer: all of its `when` holds. Scopes are another question. */
export function ruleMatches(rule: AccessRule, identity: TokenIdentity, issuer: Issuer): boolean {
  if (rule.issuer !== identity.issuer || issuer.name !== identity.issuer) return false;
  return Object.entries(rule.when).every(([name, accepted]) => {
    const value = name === 'email' ? lowerCase(identity.email) : claimOf(name, identity, issuer.type);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return accepted.some((wanted) =>
      values.some((one) => isAccepted(one, name === 'email' ? lowerCase(wanted) : wanted)),
    );
  });
}

/**
 * Tells whether a token was issued for here: an audience of it is one of the issuer's, or a resource's URL (RFC 8707).
 * A URL with and without one slash at its end is the same; nothing else is made equal.
 */
export function audienceFits(identity: TokenIdentity, issuer: Issuer, resources: readonly string[]): boolean {
  const accepted = new Set([...issuer.audiences, ...resources].map(withoutSlash));
  return identity.audiences.some((audience) => audience !== '' && accepted.has(withoutSlash(audience)));
}

function leastMissing(fits: readonly Fit[]): Allowed {
  const [least] = fits.map((fit) => fit.missingScopes).toSorted((one, other) => one.length - other.length);
  if (least === undefined) return 'no';
  return least.length === 0 ? 'yes' : { missingScopes: least };
}

/** Types are compared too: the text "true" is not the value true. Only a text has patterns, and `*` wants something to be there. */
function isAccepted(value: unknown, wanted: string | number | boolean): boolean {
  if (value === undefined || value === null) return false;
  if (typeof wanted !== 'string') return value === wanted;
  if (wanted === '*') return isSomething(value);
  return typeof value === 'string' && fitsPattern(value, wanted);
}

function isSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== '' && value !== false;
}

function fitsPattern(value: string, pattern: string): boolean {
  if (pattern.startsWith('*')) return value.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
}

/** ASCII only: Unicode has letters that become an ASCII one when lowered, and would pass for it. */
function lowerCase<T>(value: T): T | string {
  return typeof value === 'string' ? value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : value;
}

function withoutSlash(text: string): string {
  return text.includes('://') && text.endsWith('/') ? text.slice(0, -1) : text;
}
