/** Values held to a declared schema: what does not fit becomes null where the schema lets it, and else nothing is answered. */
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { define, isSchema } from './schema-walk.ts';

/** The value as the schema has it, or the place that cannot be made to fit: names, and `[]` for items. */
export type Held = { readonly value: Json } | { readonly misfit: readonly string[] };

/** Holds values to one schema. */
export type Holder = (value: Json) => Held;

/**
 * Prepares a schema. Members that an object does not declare go where it closes itself; one that has to be there and is not
 * is taken for null. A value that cannot be null takes the nearest one around it along that can.
 */
export function createHolder(schema: JsonSchema): Holder {
  const hold = holderOf(schema);
  return (value) => {
    const held = hold(value);
    if ('misfit' in held) return held;
    // What bounds several values together: numbers of items, alternatives, conditions.
    const [error] = checkerOf(schema)(held.value) ?? [];
    return error === undefined ? held : { misfit: error.path.map((step) => (/^\d+$/.test(step) ? '[]' : step)) };
  };
}

function holderOf(schema: JsonSchema): Holder {
  const inner = partsHolder(schema);
  const allowsNull = checkerOf(schema)(null) === null;
  return (value) => {
    if (value === null) return allowsNull ? { value } : { misfit: [] };
    const held = inner(value);
    return 'misfit' in held && allowsNull ? { value: null } : held;
  };
}

function partsHolder(schema: JsonSchema): Holder {
  const types = [schema['type'] ?? []].flat();
  const object = types.includes('object') && !isCombined(schema) ? objectHolder(schema) : null;
  const list = types.includes('array') && isSchema(schema['items']) ? listHolder(schema['items']) : null;
  const check = checkerOf(schema);
  return (value) => {
    if (list !== null && Array.isArray(value)) return list(value);
    if (object !== null && isSchema(value)) return object(value);
    return check(value) === null ? { value } : { misfit: [] };
  };
}

/** Where several schemas speak of one value, no part of it can be mended by itself. */
export function isCombined(schema: JsonSchema): boolean {
  return ['anyOf', 'oneOf', 'allOf', 'if', 'not', 'patternProperties'].some((keyword) => keyword in schema);
}

function listHolder(items: JsonSchema): (value: readonly Json[]) => Held {
  const hold = holderOf(items);
  return (value) => {
    const held: Json[] = [];
    for (const item of value) {
      const one = hold(item);
      if ('misfit' in one) return { misfit: ['[]', ...one.misfit] };
      held.push(one.value);
    }
    return { value: held };
  };
}

function objectHolder(schema: JsonSchema): (value: JsonSchema) => Held {
  const { properties = {}, required = [], additionalProperties: rest = true } = schema;
  const holders = new Map(
    Object.entries(properties as JsonSchema).flatMap(([name, member]) =>
      isSchema(member) ? [[name, holderOf(member)] as const] : [],
    ),
  );
  const others = isSchema(rest) ? holderOf(rest) : rest === false ? null : (value: Json): Held => ({ value });
  return (value) => {
    const made: Record<string, Json> = {};
    for (const name of new Set([...Object.keys(value), ...(required as readonly string[])])) {
      const hold = holders.get(name) ?? others;
      if (hold === null) continue;
      const held = hold(Object.hasOwn(value, name) ? (value[name] as Json) : null);
      if ('misfit' in held) {
        if (!(required as readonly string[]).includes(name)) continue;
        return { misfit: [name, ...held.misfit] };
      }
      define(made, name, held.value);
    }
    return { value: made };
  };
}
