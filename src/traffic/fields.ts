/** Fields that several requests had → parameters, or the fields of a form. */
import type { ApiParameter } from '../openapi/operation.ts';
import type { JsonSchema } from '../schema.ts';
import { mergeStructures } from '../structure/merge.ts';
import { schemaOf } from '../structure/schema-of.ts';
import type { Seen } from './observe.ts';

const mostFields = 100;

/** One field over all requests. */
export interface Field {
  readonly name: string;
  /** Every request had it, and there were two at least: one request alone says nothing of what may be left out. */
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** Fields in the order in which they first came. */
export function fieldsOf(requests: readonly ReadonlyMap<string, Seen>[]): Field[] {
  const names = [...new Set(requests.flatMap((fields) => [...fields.keys()]))].slice(0, mostFields);
  return names.map((name) => {
    const all = requests.flatMap((fields) => fields.get(name) ?? []);
    const isEverywhere = requests.length > 1 && requests.every((fields) => fields.get(name)?.isSent === true);
    return { name, required: isEverywhere, schema: fieldSchema(all) };
  });
}

/** The same as parameters. */
export function parametersOf(
  place: 'query' | 'header',
  requests: readonly ReadonlyMap<string, Seen>[],
): ApiParameter[] {
  return fieldsOf(requests).map((field) => ({ ...field, in: place, serialization: null, description: '' }));
}

function fieldSchema(all: readonly Seen[]): JsonSchema {
  const structures = all.flatMap(({ structure }) => structure ?? []);
  const schema = schemaOf(mergeStructures(structures));
  const { type } = schema;
  // Of several types a text is what can always be sent.
  const one: JsonSchema =
    typeof type === 'string' && ['integer', 'number', 'boolean', 'string'].includes(type)
      ? textual(schema)
      : { type: 'string' };
  return all.some(({ isList }) => isList) ? { type: 'array', items: one } : one;
}

/** Bytes in a URL or a form's text are a text as they are. */
function textual({ contentEncoding: _bytes, ...schema }: JsonSchema & { contentEncoding?: unknown }): JsonSchema {
  return schema;
}
