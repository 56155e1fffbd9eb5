/** Two objects' schemas: which fields they declare, which must be there, and what else they take. */
import type { Json, JsonSchema } from '../schema.ts';
import { same } from './canonical.ts';
import type { CompareAt, Emit } from './delta.ts';
import { openness } from './facts.ts';

/** Fields of both sides by name; a field that one side does not declare is what that side takes beside its fields. */
export function compareObjects(before: JsonSchema, after: JsonSchema, at: Place): void {
  const { path, emit, compareAt } = at;
  const byName = ['patternProperties', 'propertyNames'];
  if (byName.some((keyword) => keyword in before || keyword in after)) return compareWhole(before, after, at);
  const [old, now] = [objectOf(before), objectOf(after)];
  for (const [name, schema] of old.fields) {
    if (now.fields.has(name)) compareAt(schema, now.fields.get(name), [...path, name], emit);
    else fieldRemoved(name, schema, old, now, at);
  }
  for (const [name, schema] of now.fields) if (!old.fields.has(name)) fieldAdded(name, schema, old, now, at);
  compareRequired(old, now, at);
  compareRest(old, now, at);
}

/** Where the objects stand, and whom to tell and to ask. */
export interface Place {
  readonly path: readonly string[];
  readonly emit: Emit;
  readonly compareAt: CompareAt;
}

interface ObjectFacts {
  readonly fields: ReadonlyMap<string, Json>;
  readonly required: ReadonlySet<string>;
  readonly rest: Json | undefined;
}

function objectOf(schema: JsonSchema): ObjectFacts {
  return {
    fields: new Map(Object.entries((schema['properties'] ?? {}) as JsonSchema)),
    required: new Set((schema['required'] ?? []) as readonly string[]),
    rest: schema['additionalProperties'],
  };
}

/** Fields that are told by a pattern of their names can be told apart by no list: only equal ones are taken for the same. */
function compareWhole(before: JsonSchema, after: JsonSchema, { path, emit }: Place): void {
  const part = (schema: JsonSchema): Json => {
    const { properties = {}, required = [], additionalProperties = true, ...rest } = schema;
    const { patternProperties = {}, propertyNames = true } = rest;
    const names = (required as readonly string[]).toSorted();
    return { properties, required: names, additionalProperties, patternProperties, propertyNames };
  };
  const [old, now] = [part(before), part(after)];
  if (!same(old, now)) emit({ kind: 'condition', path, narrowed: true, widened: true, before: old, after: now });
}

function fieldRemoved(name: string, schema: Json, old: ObjectFacts, now: ObjectFacts, place: Place): void {
  const wasRequired = old.required.has(name) && !now.required.has(name);
  const effect = compareWithRest(schema, now.rest, name, place, 'removed');
  if (effect === 'told' && !wasRequired) return;
  const { narrowed, widened } = effect === 'told' ? { narrowed: false, widened: false } : effect;
  place.emit({
    kind: 'field-removed',
    path: [...place.path, name],
    narrowed,
    widened: widened || wasRequired,
    before: schema,
    after: null,
    isOpen: openness(now.rest) !== 'closed',
  });
}

function fieldAdded(name: string, schema: Json, old: ObjectFacts, now: ObjectFacts, place: Place): void {
  const isRequired = now.required.has(name) && !old.required.has(name);
  const effect = compareWithRest(schema, old.rest, name, place, 'added');
  if (effect === 'told' && !isRequired) return;
  const { narrowed, widened } = effect === 'told' ? { narrowed: false, widened: false } : effect;
  place.emit({
    kind: 'field-added',
    path: [...place.path, name],
    narrowed: narrowed || isRequired,
    widened,
    before: null,
    after: schema,
    isOpen: openness(old.rest) !== 'closed',
    isRequired,
  });
}

type Effect = { readonly narrowed: boolean; readonly widened: boolean };

/** A field against what the other side takes beside its fields; differences of two schemas are told one by one. */
function compareWithRest(
  schema: Json,
  rest: Json | undefined,
  name: string,
  { path, emit, compareAt }: Place,
  way: 'added' | 'removed',
): Effect | 'told' {
  const others = openness(rest);
  const own = openness(schema);
  if (others !== 'some') {
    const tighter = others === 'open' && own !== 'open';
    const looser = others === 'closed' && own !== 'closed';
    return way === 'added' ? { narrowed: tighter, widened: looser } : { narrowed: looser, widened: tighter };
  }
  let told = false;
  const [before, after] = way === 'added' ? [rest, schema] : [schema, rest];
  compareAt(before, after, [...path, name], (delta) => {
    told = true;
    emit(delta);
  });
  return told ? 'told' : { narrowed: false, widened: false };
}

function compareRequired(old: ObjectFacts, now: ObjectFacts, { path, emit }: Place): void {
  for (const name of now.required) {
    const isNew = now.fields.has(name) && !old.fields.has(name);
    if (!old.required.has(name) && !isNew)
      emit({ kind: 'required', path: [...path, name], narrowed: true, widened: false, before: false, after: true });
  }
  for (const name of old.required) {
    const isGone = old.fields.has(name) && !now.fields.has(name);
    if (!now.required.has(name) && !isGone)
      emit({ kind: 'optional', path: [...path, name], narrowed: false, widened: true, before: true, after: false });
  }
}

function compareRest(old: ObjectFacts, now: ObjectFacts, { path, emit, compareAt }: Place): void {
  const [before, after] = [openness(old.rest), openness(now.rest)];
  if (before === after && before !== 'some') return;
  const at = { path: [...path, '*'], before: old.rest ?? true, after: now.rest ?? true };
  if (after === 'closed') emit({ kind: 'closed', ...at, narrowed: true, widened: false });
  else if (before === 'closed') emit({ kind: 'opened', ...at, narrowed: false, widened: true });
  else compareAt(old.rest, now.rest, at.path, emit);
}
