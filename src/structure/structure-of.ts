/** A value → its structure. */
import type { Json } from '../schema.ts';
import { isFieldName } from './field-name.ts';
import { isMap } from './map.ts';
import { emptyDraft, lengthOf, tally, type Draft, type Structure, type ValueType } from './structure.ts';
import { textFormat } from './text-format.ts';

/** How values are looked at. */
export interface StructureOptions {
  /** Names that are known to be fields, such as those that a schema declares, however odd they are. */
  readonly names?: ReadonlySet<string>;
}

const deepest = 24;
/** Items of one list that are looked at, spread over all of it. */
const sampledItems = 1_000;
/** Values that are looked at in one go. */
const mostValues = 400_000;

/** The structure of one value. Never throws, whatever the value has in it; what it keeps of it is bounded. */
export function structureOf(value: Json, options: StructureOptions = {}): Structure {
  const draft = emptyDraft();
  addValue(draft, value, { names: options.names ?? noNames, left: mostValues }, 0);
  return draft;
}

const noNames: ReadonlySet<string> = new Set();

interface Walk {
  readonly names: ReadonlySet<string>;
  left: number;
}

function addValue(draft: Draft, value: Json, walk: Walk, depth: number): void {
  walk.left--;
  draft.count++;
  const type = typeOf(value);
  tally(draft.types, type);
  if (type === 'string') addText(draft, value as string);
  else if (type === 'array' || type === 'object') addInside(draft, value as object, walk, depth + 1);
}

function addText(draft: Draft, text: string): void {
  const format = textFormat(text);
  if (format !== null) tally(draft.formats, format);
}

function addInside(draft: Draft, value: object, walk: Walk, depth: number): void {
  if (depth > deepest || walk.left <= 0) draft.isCut = true;
  else if (Array.isArray(value)) addItems(draft, value as readonly Json[], walk, depth);
  else addMembers(draft, value as { readonly [key: string]: Json }, walk, depth);
}

function addItems(draft: Draft, list: readonly Json[], walk: Walk, depth: number): void {
  tally(draft.lengths, lengthOf(list.length));
  const step = Math.max(1, list.length / sampledItems);
  for (let at = 0; at < list.length; at += step) {
    if (walk.left <= 0) break;
    addValue((draft.items ??= emptyDraft()), list[Math.floor(at)] as Json, walk, depth);
  }
  if (step > 1 || walk.left <= 0) draft.isCut = true;
}

function addMembers(draft: Draft, value: { readonly [key: string]: Json }, walk: Walk, depth: number): void {
  const keys = Object.keys(value);
  const isData = isMap(value, keys, walk.names);
  const step = isData ? Math.max(1, keys.length / sampledItems) : 1;
  for (let at = 0; at < keys.length; at += step) {
    if (walk.left <= 0) break;
    const key = keys[Math.floor(at)] as string;
    addValue(placeOf(draft, key, isData, walk), value[key] as Json, walk, depth);
  }
  if (step > 1 || walk.left <= 0) draft.isCut = true;
}

function placeOf(draft: Draft, key: string, isData: boolean, { names }: Walk): Draft {
  const isName = names.has(key) || (!isData && isFieldName(key));
  if (!isName) return (draft.others ??= emptyDraft());
  let member = draft.members.get(key);
  if (member === undefined) draft.members.set(key, (member = emptyDraft()));
  return member;
}

/** The type of any value that JSON can hold. */
export function typeOf(value: Json): ValueType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'boolean' | 'string' | 'object';
}
