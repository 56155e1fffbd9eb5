/** The order of fields: that of the schemas. Where authors choose the names, the order is theirs. */
import { manifestSchemas } from '../manifest/schemas.ts';
import type { JsonSchema } from '../schema.ts';

/** A place in a schema, for looking up the order of fields below it; null where nothing is said. */
export interface Place {
  readonly root: JsonSchema;
  readonly schema: JsonSchema;
}

/** The place of a document's root; null for a kind that does not exist. */
export function placeOf(kind: string | null): Place | null {
  const root = Object.entries(manifestSchemas).find(([name]) => name === kind)?.[1];
  return root === undefined ? null : { root, schema: root };
}

/**
 * The place of a field's value, or with a null key that of a list's items. `type` is the value of the field of that
 * name beside it: where a schema has several forms, it tells which one is meant.
 */
export function childPlace(place: Place | null, key: string | null, type: string | null): Place | null {
  const schema = place === null ? null : formOf(place, type);
  if (place === null || schema === null) return null;
  const below = key === null ? schema['items'] : (propertiesOf(schema)[key] ?? schema['additionalProperties']);
  return isSchema(below) ? { root: place.root, schema: below } : null;
}

/** The indexes of the keys as they are to stand: those that the schema knows first, in its order, then the others in theirs. */
export function orderOf(place: Place | null, keys: readonly (string | null)[], type: string | null): number[] {
  const known = place === null ? [] : Object.keys(propertiesOf(formOf(place, type) ?? {}));
  const rank = (index: number): number => {
    const at = known.indexOf(keys[index] ?? '');
    return at === -1 ? known.length : at;
  };
  return keys.map((_key, index) => index).toSorted((a, b) => rank(a) - rank(b) || a - b);
}

/** The schema itself behind references, and of several forms the one whose `type` it is. */
function formOf(place: Place, type: string | null): JsonSchema | null {
  const schema = resolved(place, place.schema);
  const forms = schema?.['oneOf'];
  if (schema === null || !Array.isArray(forms)) return schema;
  for (const form of forms as readonly unknown[]) {
    const schemaOfForm = isSchema(form) ? resolved(place, form) : null;
    if (schemaOfForm !== null && type !== null && constantOf(propertiesOf(schemaOfForm)['type']) === type)
      return schemaOfForm;
  }
  return null;
}

function resolved({ root }: Place, schema: JsonSchema): JsonSchema | null {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const definitions = root['$defs'];
  const target = isSchema(definitions) ? definitions[reference.replace('#/$defs/', '')] : null;
  return isSchema(target) ? target : null;
}

function propertiesOf(schema: JsonSchema): JsonSchema {
  const properties = schema['properties'];
  return isSchema(properties) ? properties : {};
}

function constantOf(schema: unknown): unknown {
  return isSchema(schema) ? schema['const'] : undefined;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
