/**
 * Two JSON Schemas → their differences. A schema is the conjunction of its keywords, so that each group of keywords is
 * compared by itself: when no group took anything away, every value that fitted still fits. Where that cannot be told,
 * both directions are assumed.
 */
import type { Json, JsonSchema } from '../schema.ts';
import { canonical, same } from './canonical.ts';
import type { Emit, SchemaDelta } from './delta.ts';
import {
  asSchema,
  decidingPart,
  factsOf,
  fits,
  isWord,
  type SchemaFacts,
  typeOf,
  type TypeName,
  typeWords,
} from './facts.ts';
import { compareConditions } from './conditions.ts';
import { compareKeywords } from './keywords.ts';
import { compareObjects } from './objects.ts';

/** Every difference, in the order of the fields; none for schemas that say the same in another order. */
export function compareSchemas(before: Json | undefined, after: Json | undefined): SchemaDelta[] {
  const deltas: SchemaDelta[] = [];
  if (!same(before, after) && (refersToParts(before) || refersToParts(after)))
    deltas.push(unknown(factsOf(before), factsOf(after), []));
  compareAt(before, after, [], (delta) => void deltas.push(delta));
  return deltas;
}

/** What refers to another part of its schema than `$defs` changes with that part, in whichever way it stands there. */
function refersToParts(schema: Json | undefined): boolean {
  return /"\$(?:ref|dynamicRef)":"(?!#\/(?:\$defs|definitions)\/)/.test(JSON.stringify(schema) ?? '');
}

/** The same for schemas at a place. */
function compareAt(before: Json | undefined, after: Json | undefined, path: readonly string[], emit: Emit): void {
  if (same(before, after)) return;
  compareWords(asSchema(before), asSchema(after), path, emit);
  const [old, now] = [factsOf(before), factsOf(after)];
  if (same(decidingPart(old.schema), decidingPart(now.schema))) return;
  if (dependsOnSiblings(old.schema) || dependsOnSiblings(now.schema)) return emit(unknown(old, now, path));
  const common = compareTypes(old, now, path, emit);
  if (common.size === 0) return;
  compareConditions(old.schema, now.schema, { path, emit, compareAt });
  if (old.values !== null || now.values !== null) return compareValues(old, now, common, path, emit);
  compareKeywords(old.schema, now.schema, common, path, emit);
  if (common.has('array')) compareItems(old.schema, now.schema, path, emit);
  if (common.has('object')) compareObjects(old.schema, now.schema, { path, emit, compareAt });
}

/** What these refuse depends on all other keywords. */
function dependsOnSiblings(schema: JsonSchema): boolean {
  return 'unevaluatedProperties' in schema || 'unevaluatedItems' in schema;
}

function unknown(old: SchemaFacts, now: SchemaFacts, path: readonly string[]): SchemaDelta {
  const [before, after] = [decidingPart(old.schema), decidingPart(now.schema)];
  return { kind: 'condition', path, narrowed: true, widened: true, before, after };
}

/** Tells of types that came or went, and answers those that both sides take. */
function compareTypes(old: SchemaFacts, now: SchemaFacts, path: readonly string[], emit: Emit): Set<TypeName> {
  const common = new Set(old.types).intersection(now.types);
  const gone = new Set(old.types).difference(now.types);
  const come = new Set(now.types).difference(old.types);
  const isWhole = old.isAnyType || now.isAnyType;
  const isNull = (types: ReadonlySet<TypeName>) => types.has('null') && !isWhole;
  const others = (types: ReadonlySet<TypeName>) => types.size > (isNull(types) ? 1 : 0);
  const [before, after] = [typesJson(old), typesJson(now)];
  if (others(gone) || others(come))
    emit({ kind: 'type', path, narrowed: others(gone), widened: others(come), before, after });
  if (isNull(gone) || isNull(come))
    emit({ kind: 'null', path, narrowed: isNull(gone), widened: isNull(come), before, after });
  return common;
}

function typesJson(facts: SchemaFacts): Json {
  const words = typeWords(facts.types);
  return facts.isAnyType ? 'any' : words.length === 1 ? (words[0] as string) : words;
}

/** Where values are listed, each is tried on the other side: exact, whatever else the schemas say. */
function compareValues(
  old: SchemaFacts,
  now: SchemaFacts,
  common: ReadonlySet<TypeName>,
  path: readonly string[],
  emit: Emit,
): void {
  // Null that came or went has been told.
  const listed = (facts: SchemaFacts) =>
    facts.values?.filter((value) => common.has(typeOf(value)) && value !== null) ?? null;
  const [before, after] = [listed(old), listed(now)];
  const gone = before?.filter((value) => !fits(now.schema, value)) ?? null;
  const come = after?.filter((value) => !fits(old.schema, value)) ?? null;
  const tell = (effect: 'narrowed' | 'widened', these: Json, those: Json): void =>
    emit({
      kind: 'values',
      path,
      narrowed: effect === 'narrowed',
      widened: effect === 'widened',
      before: these,
      after: those,
    });
  // Apart, and only what came or went: an approval of the one is none of the other.
  if (gone === null ? hasMore(old, common) : gone.length > 0)
    tell('narrowed', sortedValues(gone), gone === null ? sortedValues(after) : []);
  if (come === null ? hasMore(now, common) : come.length > 0)
    tell('widened', come === null ? sortedValues(before) : [], sortedValues(come));
}

function hasMore(facts: SchemaFacts, common: ReadonlySet<TypeName>): boolean {
  return facts.values === null && [...common].some((type) => type !== 'null');
}

function sortedValues(values: readonly Json[] | null): Json {
  return values === null ? null : values.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

function compareItems(before: JsonSchema, after: JsonSchema, path: readonly string[], emit: Emit): void {
  if ('prefixItems' in before || 'prefixItems' in after) {
    const [old, now] = [before, after].map(({ prefixItems = null, items = null }) => ({ prefixItems, items }));
    if (!same(old, now))
      emit({ kind: 'condition', path, narrowed: true, widened: true, before: old as Json, after: now as Json });
    return;
  }
  compareAt(before['items'], after['items'], [...path, '[]'], emit);
}

/** Not words: defaults are what is sent, and comments are for nobody who calls. */
const silent = new Set(['default', '$comment', '$schema']);

function compareWords(before: JsonSchema, after: JsonSchema, path: readonly string[], emit: Emit): void {
  const quiet = { path, narrowed: false, widened: false } as const;
  if (!same(before['default'], after['default']))
    emit({ kind: 'default', ...quiet, before: before['default'] ?? null, after: after['default'] ?? null });
  const keywords = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...keywords].filter(
    (keyword) =>
      isWord(keyword) && !silent.has(keyword) && !keyword.startsWith('x-') && !same(before[keyword], after[keyword]),
  );
  if (changed.length === 0) return;
  const part = (schema: JsonSchema): Json =>
    Object.fromEntries(changed.toSorted().map((keyword) => [keyword, schema[keyword] ?? null]));
  emit({ kind: 'words', ...quiet, before: part(before), after: part(after) });
}
