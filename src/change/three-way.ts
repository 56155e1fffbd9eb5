/**
 * Three readings of one manifest, merged field by field: what was drafted before (`base`), what people made of it (`ours`) and what
 * would be drafted now (`theirs`). What people left alone follows the draft; what they touched stays.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../schema.ts';

/** Keys from the document's root. */
export type FieldPath = readonly string[];

/** A field that follows the draft. */
export type FieldEdit =
  /** `after` are the keys that stand before it in the draft, the nearest one last. */
  | { readonly kind: 'add'; readonly path: FieldPath; readonly value: Json; readonly after: readonly string[] }
  | { readonly kind: 'set'; readonly path: FieldPath; readonly value: Json }
  | { readonly kind: 'remove'; readonly path: FieldPath };

/** A field that people and the draft changed, each in another way. `theirs` is undefined where the draft has it no more. */
export interface FieldConflict {
  readonly path: FieldPath;
  readonly ours: Json;
  readonly theirs: Json | undefined;
}

/** What is to be done, and what it comes to. */
export interface ThreeWay {
  readonly edits: readonly FieldEdit[];
  readonly conflicts: readonly FieldConflict[];
  readonly merged: Json;
}

type Mapping = { readonly [key: string]: Json };

interface Found {
  readonly edits: FieldEdit[];
  readonly conflicts: FieldConflict[];
}

/** Merges. Mappings are gone into; a list is one field, as its items have no names. A conflict keeps what people wrote. */
export function threeWay(base: Json | undefined, ours: Json, theirs: Json | undefined): ThreeWay {
  const found: Found = { edits: [], conflicts: [] };
  const merged = mergeAt([], { base, ours, theirs }, found, []) as Json;
  return { ...found, merged };
}

interface Sides {
  readonly base: Json | undefined;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

function mergeAt(
  path: FieldPath,
  { base, ours, theirs }: Sides,
  found: Found,
  after: readonly string[],
): Json | undefined {
  if (isSame(ours, theirs) || isSame(base, theirs)) return ours;
  if (isMapping(ours) && isMapping(theirs) && (base === undefined || isMapping(base)))
    return mergeFields(path, { base: base ?? {}, ours, theirs }, found);
  if (isSame(base, ours)) {
    if (theirs === undefined) found.edits.push({ kind: 'remove', path });
    else if (ours === undefined) found.edits.push({ kind: 'add', path, value: theirs, after });
    else found.edits.push({ kind: 'set', path, value: theirs });
    return theirs;
  }
  // What people took out stays out, whatever the draft has made of it since.
  if (ours !== undefined) found.conflicts.push({ path, ours, theirs });
  return ours;
}

function mergeFields(
  path: FieldPath,
  sides: { readonly base: Mapping; readonly ours: Mapping; readonly theirs: Mapping },
  found: Found,
): Json {
  const keys = new Set([...Object.keys(sides.ours), ...Object.keys(sides.theirs)]);
  const order = Object.keys(sides.theirs);
  const entries = [...keys].flatMap((key): [string, Json][] => {
    const [base, ours, theirs] = [own(sides.base, key), own(sides.ours, key), own(sides.theirs, key)];
    const after = order.slice(0, Math.max(order.indexOf(key), 0));
    const merged = mergeAt([...path, key], { base, ours, theirs }, found, after);
    return merged === undefined ? [] : [[key, merged]];
  });
  return Object.fromEntries(entries);
}

function own(mapping: Mapping, key: string): Json | undefined {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

function isMapping(value: Json | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || isDeepStrictEqual(one, other);
}
