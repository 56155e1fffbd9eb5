/** Keywords that combine schemas. Alternatives are matched with each other; all else is equal or unknown. */
import type { Json, JsonSchema } from '../schema.ts';
import { canonical, same } from './canonical.ts';
import type { CompareAt } from './delta.ts';
import type { Place } from './objects.ts';
import { asSchema, factsOf } from './facts.ts';
import { condition } from './keywords.ts';

/** Keywords that mean something together. */
const groups = [
  ['not'],
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['dependentRequired'],
  ['dependentSchemas'],
  ['dependencies'],
  ['$ref', '$dynamicRef', '$defs', 'definitions', '$id', '$anchor', '$dynamicAnchor'],
  ['additionalItems'],
  ['formatMinimum', 'formatMaximum', 'formatExclusiveMinimum', 'formatExclusiveMaximum'],
];

/** Group by group: one that came may refuse what fitted, one that went may let pass what did not, and a changed one both. */
export function compareConditions(before: JsonSchema, after: JsonSchema, { path, emit, compareAt }: Place): void {
  const tell = (old: Json | undefined, now: Json | undefined, effect: Effect): void => {
    if (effect.narrowed || effect.widened)
      emit({ kind: 'condition', path, ...effect, before: old ?? null, after: now ?? null });
  };
  for (const group of groups) {
    const [old, now] = [part(before, group), part(after, group)];
    tell(old, now, condition(old, now));
  }
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const [old, now] = [part(before, [keyword]), part(after, [keyword])];
    tell(old, now, alternatives(keyword, before[keyword], after[keyword], compareAt));
  }
  tell(part(before, ['allOf']), part(after, ['allOf']), conjunction(before['allOf'], after['allOf']));
}

type Effect = { readonly narrowed: boolean; readonly widened: boolean };

function part(schema: JsonSchema, keywords: readonly string[]): Json | undefined {
  const found = keywords.filter((keyword) => schema[keyword] !== undefined);
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map((keyword) => [keyword, schema[keyword] as Json]));
}

function conjunction(before: Json | undefined, after: Json | undefined): Effect {
  const [old, now] = [textsOf(before), textsOf(after)];
  return { narrowed: !now.isSubsetOf(old), widened: !old.isSubsetOf(now) };
}

function textsOf(list: Json | undefined): Set<string> {
  return new Set(Array.isArray(list) ? list.map((schema) => canonical(schema)) : []);
}

/** More than this many alternatives are not matched with each other. */
const mostAlternatives = 40;

function alternatives(
  keyword: 'anyOf' | 'oneOf',
  before: Json | undefined,
  after: Json | undefined,
  compareAt: CompareAt,
): Effect {
  if (!Array.isArray(before) || !Array.isArray(after)) return condition(before, after);
  if (same([...textsOf(before)].toSorted(), [...textsOf(after)].toSorted()) && before.length === after.length)
    return { narrowed: false, widened: false };
  const isMany = before.length > mostAlternatives || after.length > mostAlternatives;
  // Of `oneOf`, a value that fits two alternatives fits none: only where that cannot happen it is like `anyOf`.
  if (isMany || (keyword === 'oneOf' && !(areExclusive(before) && areExclusive(after))))
    return { narrowed: true, widened: true };
  return {
    narrowed: !before.every((one) => after.some((other) => isWithin(one, other, compareAt))),
    widened: !after.every((one) => before.some((other) => isWithin(one, other, compareAt))),
  };
}

function isWithin(inner: Json, outer: Json, compareAt: CompareAt): boolean {
  let fitsAll = true;
  compareAt(inner, outer, [], (delta) => (fitsAll &&= !delta.narrowed));
  return fitsAll;
}

/** True when no value can fit two of them: by their types, or by a field that says which one it is. */
function areExclusive(schemas: readonly Json[]): boolean {
  return schemas.every((one, index) =>
    schemas.slice(index + 1).every((other) => exclude(asSchema(one), asSchema(other))),
  );
}

function exclude(a: JsonSchema, b: JsonSchema): boolean {
  const [one, other] = [factsOf(a), factsOf(b)];
  if (one.types.isDisjointFrom(other.types)) return true;
  if (one.values?.every((value) => !(other.values ?? [value]).some((rival) => same(rival, value))) === true)
    return true;
  return one.types.has('object') && one.types.size === 1 && tagsDiffer(a, b);
}

function tagsDiffer(a: JsonSchema, b: JsonSchema): boolean {
  const required = new Set((a['required'] ?? []) as readonly string[]).intersection(
    new Set((b['required'] ?? []) as readonly string[]),
  );
  return [...required].some((name) => {
    const [one, other] = [a, b].map(
      (schema) => factsOf((schema['properties'] as JsonSchema | undefined)?.[name]).values,
    );
    return isDisjoint(one ?? null, other ?? null);
  });
}

function isDisjoint(one: readonly Json[] | null, other: readonly Json[] | null): boolean {
  return one !== null && other !== null && !one.some((value) => other.some((rival) => same(rival, value)));
}
