/**
 * What values look like, without the values: types, how often each was there, and the names of fields. Plain data that may
 * stand in Git; nothing in it can be turned back into what somebody sent.
 */

/** JSON's types, with whole numbers apart. */
export type ValueType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Forms of text that are recognised: names of JSON Schema's formats, and `base64` for bytes. */
export type TextFormat = 'date' | 'date-time' | 'uuid' | 'email' | 'uri' | 'base64';

/** How long lists were. */
export type ListLength = '0' | '1' | '2-9' | '10-99' | '100+';

/** What was seen at one place of many values. */
export interface Structure {
  /** Values seen here. */
  readonly count: number;
  /** How many of them were of each type; a type that never came is absent. */
  readonly types: ReadonlyMap<ValueType, number>;
  /** How many of the texts had each form. */
  readonly formats: ReadonlyMap<TextFormat, number>;
  /** Fields of objects, in the order in which they were first seen. */
  readonly members: ReadonlyMap<string, Structure>;
  /** All values together whose keys are data themselves (ids, dates, addresses); null when there was none. */
  readonly others: Structure | null;
  /** All items of lists together; null when no list had one. */
  readonly items: Structure | null;
  readonly lengths: ReadonlyMap<ListLength, number>;
  /** True when something here was not looked at: it lay too deep, or there was too much of it. */
  readonly isCut: boolean;
}

/** A structure while values are added to it. */
export interface Draft {
  count: number;
  types: Map<ValueType, number>;
  formats: Map<TextFormat, number>;
  members: Map<string, Draft>;
  others: Draft | null;
  items: Draft | null;
  lengths: Map<ListLength, number>;
  isCut: boolean;
}

/** A structure of which nothing was seen. */
export function emptyDraft(): Draft {
  return {
    count: 0,
    types: new Map(),
    formats: new Map(),
    members: new Map(),
    others: null,
    items: null,
    lengths: new Map(),
    isCut: false,
  };
}

/** Adds to one of a draft's counts. */
export function tally<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** In which of the lengths a list counts. */
export function lengthOf(items: number): ListLength {
  if (items < 2) return items === 0 ? '0' : '1';
  if (items < 10) return '2-9';
  return items < 100 ? '10-99' : '100+';
}
