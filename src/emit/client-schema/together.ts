/** Schemas that hold at once → one that accepts at least what all of them accept. */
import type { Json } from '../../schema.ts';
import { define } from '../../table/schema-walk.ts';
import { sharedTypes, type Core } from './core.ts';

/** One schema for several that all hold. Where two rules cannot be one, the first stays; words of the first go before those of the others. */
export function together(first: Core, ...others: readonly Core[]): Core {
  return others.reduce(both, first);
}

function both(one: Core, other: Core): Core {
  const types = sharedTypes(one.types, other.types);
  const values = sharedValues(one.enum, other.enum);
  return withoutAbsent({
    ...listRules(one, other),
    types: types?.length === 0 ? one.types : types,
    enum: values,
    properties: members(one.properties, other.properties),
    required:
      one.required && other.required
        ? [...new Set([...one.required, ...other.required])]
        : (one.required ?? other.required),
    additional: additional(one.additional, other.additional),
    anyOf: one.anyOf ?? other.anyOf,
    limits: limits(one.limits, other.limits),
    conditions: one.conditions ?? other.conditions,
    notes: one.notes || other.notes ? { ...other.notes, ...one.notes } : undefined,
  });
}

/** Values that both list; lists of objects are not compared, as the order of members would count. */
function sharedValues(one: Core['enum'], other: Core['enum']): Core['enum'] {
  if (one === undefined || other === undefined) return one ?? other;
  if ([...one, ...other].some((value) => typeof value === 'object' && value !== null)) return one;
  const shared = one.filter((value) => other.includes(value));
  return shared.length === 0 ? one : shared;
}

function members(one: Core['properties'], other: Core['properties']): Core['properties'] {
  if (one === undefined || other === undefined) return one ?? other;
  const all: Record<string, Core> = {};
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const parts = [one, other].flatMap((of) => (Object.hasOwn(of, name) ? [of[name] as Core] : []));
    define(all, name, together(...(parts as [Core, ...Core[]])));
  }
  return all;
}

function additional(one: Core['additional'], other: Core['additional']): Core['additional'] {
  if (one === undefined || other === undefined) return one ?? other;
  return one === false || other === false ? false : both(one, other);
}

/** First items and further ones belong together, so they come from one side when there are any first ones. */
function listRules(
  one: Core,
  other: Core,
): { readonly tuple?: Core['tuple'] | undefined; readonly items?: Core['items'] | undefined } {
  const first = one.tuple !== undefined || one.items !== undefined ? one : other;
  const isMixed =
    one.tuple !== undefined || other.tuple !== undefined || one.items === undefined || other.items === undefined;
  if (isMixed) return { tuple: first.tuple, items: first.items };
  return { items: one.items === false || other.items === false ? false : both(one.items as Core, other.items as Core) };
}

const lower = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']);
const upper = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);

function limits(one: Core['limits'], other: Core['limits']): Core['limits'] {
  if (one === undefined || other === undefined) return one ?? other;
  const all: Record<string, Json> = { ...other, ...one };
  for (const keyword of Object.keys(one)) {
    const [mine, its] = [one[keyword], other[keyword]];
    if (typeof mine !== 'number' || typeof its !== 'number') continue;
    if (lower.has(keyword)) all[keyword] = Math.max(mine, its);
    if (upper.has(keyword)) all[keyword] = Math.min(mine, its);
  }
  return all;
}

/** Rules that are there, as `Core` has them. */
export function withoutAbsent(core: { readonly [rule in keyof Core]: Core[rule] | undefined }): Core {
  const kept: Record<string, unknown> = {};
  for (const [rule, value] of Object.entries(core)) if (value !== undefined) kept[rule] = value;
  return kept as Core;
}
