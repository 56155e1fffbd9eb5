/** A schema as a request or an answer has it: self-contained, without the properties that only the other side has. */
import { type HidingMark, hideProperties } from './hide-properties.ts';
import { type InlinedSchema, inlineSchema, type SchemaContext } from './inline-schema.ts';
import { type Place, referenceOf } from './reference.ts';

/** What was read for one document so far; many operations of a large one speak of the same few schemas. */
const known = new WeakMap<SchemaContext, Map<string, InlinedSchema>>();

/** Inlines a schema and hides what carries `mark`. The same component gives the same object. */
export function visibleSchema(context: SchemaContext, place: Place, mark: HidingMark): InlinedSchema {
  const reference = referenceOf(place.value);
  const isAlone = reference !== null && Object.keys(place.value as object).length === 1;
  if (!isAlone) return read(context, place, mark);
  let schemas = known.get(context);
  if (schemas === undefined) known.set(context, (schemas = new Map<string, InlinedSchema>()));
  const key = `${mark} ${reference}`;
  let schema = schemas.get(key);
  if (schema === undefined) {
    schema = read(context, place, mark);
    // what could not be followed is told at each place that speaks of it
    if (schema.broken.length === 0) schemas.set(key, schema);
  }
  return schema;
}

function read(context: SchemaContext, place: Place, mark: HidingMark): InlinedSchema {
  const { schema, broken } = inlineSchema(context, place);
  return { schema: hideProperties(schema, mark), broken };
}
