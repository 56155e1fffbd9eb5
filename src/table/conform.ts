/** Keeps a derived schema's promise for values that are passed on whole. */
import type { Json } from '../schema.ts';
import { convert, typeTest } from './convert.ts';
import { define } from './schema-walk.ts';
import type { Declared, JsonType } from './table.ts';

/** Makes a value fit what is declared of it, or answers undefined when that would invent something. */
export type Conformer = (value: Json) => Json | undefined;

/**
 * A value of a wrong type is converted when that loses nothing ("12.50" where a number is declared). Inside an object or
 * a list, what does not fit becomes null; the value itself is never changed, and copied only where something differs.
 */
export function createConformer(declared: Declared): Conformer {
  const toType = createTypeConformer(declared.types);
  const members = declared.members === undefined ? null : createMembersConformer(declared.members);
  const items = declared.items === undefined ? null : createItemsConformer(declared.items);
  if (members === null && items === null) return toType;
  return (value) => {
    const typed = toType(value);
    if (typeof typed !== 'object' || typed === null) return typed;
    if (Array.isArray(typed)) return items === null ? typed : items(typed);
    return members === null ? typed : members(typed as Readonly<Record<string, Json>>);
  };
}

function createTypeConformer(types: readonly JsonType[]): Conformer {
  if (types.length === 0) return (value) => value;
  const fits = typeTest(types);
  const scalars = types.filter((type) => type !== 'object' && type !== 'array');
  return (value) => {
    if (fits(value)) return value;
    for (const scalar of scalars) {
      const converted = convert(value, scalar);
      if (converted !== undefined) return converted;
    }
    return undefined;
  };
}

function createMembersConformer(members: Readonly<Record<string, Declared>>) {
  const conformers = Object.entries(members).map(([name, declared]) => [name, createConformer(declared)] as const);
  return (value: Readonly<Record<string, Json>>): Json => {
    let copy: Record<string, Json> | null = null;
    for (const [name, conform] of conformers) {
      if (!Object.hasOwn(value, name)) continue;
      const before = value[name] as Json;
      const after = before === null ? null : (conform(before) ?? null);
      if (after !== before) define((copy ??= { ...value }), name, after);
    }
    return copy ?? value;
  };
}

function createItemsConformer(declared: Declared) {
  const conform = createConformer(declared);
  return (value: readonly Json[]): Json => {
    const after = value.map((item) => (item === null ? null : (conform(item) ?? null)));
    return after.some((item, index) => item !== value[index]) ? after : value;
  };
}
