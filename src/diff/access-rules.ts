/** Access rules of both sides → what holders of tokens may do more, and what less. */
import { createAllow } from '../identity/allow.ts';
import type { AccessRule } from '../table/table.ts';
import type { Capabilities } from './access.ts';
import { approverFindings } from './approvals.ts';
import { canonical } from '../compare/canonical.ts';
import type { Finding } from './change.ts';
import { uncovered } from './covers.ts';
import { named, nameList, quoted } from './words.ts';

/** What changes for holders of tokens in one tenant. */
export function ruleFindings(
  before: readonly AccessRule[],
  after: readonly AccessRule[],
  capabilities: Capabilities,
): Finding[] {
  const [old, now] = [byHolders(before), byHolders(after)];
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const approves = approving(was, is, capabilities);
    if (was === undefined) return is === undefined ? [] : [addedRule(is, capabilities.after), ...approves];
    if (is === undefined) return [removedRule(was, capabilities.before ?? capabilities.after), ...approves];
    return [
      ...approves,
      ...widened(was, is, capabilities),
      ...narrowed(was, is, capabilities),
      ...gained(was, is, capabilities),
    ];
  });
}

/** What changes for holders of tokens who operate the gateway. */
export function operatorRuleFindings(before: readonly AccessRule[], after: readonly AccessRule[]): Finding[] {
  const [old, now] = [byHolders(before), byHolders(after)];
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((key): Finding[] => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was === undefined && is !== undefined)
      return [
        {
          rule: 'operator-rule-added',
          ...about(is),
          message: `Whoever has ${tokenWords(is)} may operate the gateway: see every tenant and problem, and roll back.`,
        },
      ];
    if (was === undefined || is !== undefined) return [];
    return [
      {
        rule: 'operator-rule-removed',
        ...about(was),
        message: `Whoever has ${tokenWords(was)} may no longer operate the gateway.`,
      },
    ];
  });
}

/** Rules by whom they mean; of several with the same condition the patterns count together. */
function byHolders(rules: readonly AccessRule[]): Map<string, AccessRule> {
  const found = new Map<string, AccessRule>();
  for (const rule of rules) {
    const key = canonical(holdersOf(rule));
    const other = found.get(key);
    const [allow, approve] = [
      [...(other?.allow ?? []), ...rule.allow],
      [...(other?.approve ?? []), ...rule.approve],
    ];
    found.set(key, other === undefined ? rule : { ...rule, allow, approve });
  }
  return found;
}

/** Whom a rule means, without the order in which it says so. */
function holdersOf({ issuer, when, scopes }: AccessRule) {
  const conditions = Object.entries(when).map(([claim, values]) => [claim, values.toSorted(inTextOrder)] as const);
  return { issuer, when: Object.fromEntries(conditions), scopes: scopes.toSorted() };
}

function inTextOrder(a: unknown, b: unknown): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What a change of a rule is about: two rules of one issuer are told apart by whom they mean, in whatever order they say it. */
function about(rule: AccessRule) {
  const { when, scopes } = holdersOf(rule);
  const claims = Object.entries(when).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const asked = scopes.map((scope) => `scope ${scope}`);
  const words = [
    ...claims.map(([claim, values]) => `${claim} ${values.map((value) => JSON.stringify(value)).join(' or ')}`),
    ...asked,
  ];
  return { subject: rule.issuer, path: `access[${words.join(', ')}]` };
}

/** `a token of "supabase" with role "admin" and the scope orders:read`. */
function tokenWords({ issuer, when, scopes }: AccessRule): string {
  const claims = Object.entries(when).map(
    ([claim, values]) =>
      `${claim} ${values.map((value) => (value === '*' ? 'of any value' : JSON.stringify(value))).join(' or ')}`,
  );
  const asked = scopes.length === 0 ? [] : [`the scope${scopes.length === 1 ? '' : 's'} ${nameList(scopes)}`];
  return `a token of "${issuer}" with ${[...claims, ...asked].join(' and ')}`;
}

function addedRule(rule: AccessRule, capabilities: readonly string[]): Finding {
  return {
    rule: 'access-rule-added',
    ...about(rule),
    after: rule.allow.toSorted(),
    message: `Whoever has ${tokenWords(rule)} may call ${named(capabilities.filter(createAllow(rule.allow)))}.`,
  };
}

function removedRule(rule: AccessRule, capabilities: readonly string[]): Finding {
  return {
    rule: 'access-rule-removed',
    ...about(rule),
    before: rule.allow.toSorted(),
    message: `Whoever has ${tokenWords(rule)} is refused, unless another rule fits. They could call ${named(capabilities.filter(createAllow(rule.allow)))}.`,
  };
}

/** What a rule lets its holders approve; none on the side where it does not stand. */
function approving(was: AccessRule | undefined, is: AccessRule | undefined, { after }: Capabilities): Finding[] {
  const rule = is ?? was;
  if (rule === undefined) return [];
  const approver = { who: `Whoever has ${tokenWords(rule)}`, ...about(rule) };
  return approverFindings(approver, was?.approve ?? [], is?.approve ?? [], after);
}

function widened(was: AccessRule, is: AccessRule, { after }: Capabilities): Finding[] {
  const come = uncovered(is.allow, was.allow);
  if (come.length === 0) return [];
  const [could, can] = [createAllow(was.allow), createAllow(is.allow)];
  const more = after.filter((name) => can(name) && !could(name));
  const message = `Whoever has ${tokenWords(is)} may call more, by ${nameList(come.map(quoted))}. They gain ${named(more)}.`;
  return [{ rule: 'access-rule-widened', ...about(is), after: come, message }];
}

function narrowed(was: AccessRule, is: AccessRule, { before, after }: Capabilities): Finding[] {
  const gone = uncovered(was.allow, is.allow);
  if (gone.length === 0) return [];
  const [could, can] = [createAllow(was.allow), createAllow(is.allow)];
  const less = (before ?? after).filter((name) => could(name) && !can(name) && after.includes(name));
  const message = `Whoever has ${tokenWords(is)} may call less: ${nameList(gone.map(quoted))} ${gone.length === 1 ? 'is' : 'are'} gone. They lose ${named(less)}.`;
  return [
    {
      rule: less.length > 0 ? 'access-rule-narrowed' : 'unused-pattern-removed',
      ...about(is),
      before: gone,
      message,
    },
  ];
}

/** What is new on this side, and open to them by what they were allowed before. */
function gained(was: AccessRule, is: AccessRule, { before, after, renamed }: Capabilities): Finding[] {
  if (before === null) return [];
  const [could, can] = [createAllow(was.allow), createAllow(is.allow)];
  const open = after.filter((name) => {
    const oldName = renamed.get(name);
    return !before.includes(name) && can(name) && could(name) && !(oldName !== undefined && could(oldName));
  });
  if (open.length === 0) return [];
  const message = `Whoever has ${tokenWords(is)} may call ${nameList(open)} at once, by what they were allowed before.`;
  return [{ rule: 'access-gained', ...about(is), after: open.toSorted(), message }];
}
