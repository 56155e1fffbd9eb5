/** The schema of a parameter, without values that would leave nothing where the API needs something. */
import type { JsonSchema } from '../schema.ts';
import { typesOf } from './schema-walk.ts';

/**
 * An empty text is no part of a path, and an empty list or object is nothing at all in a path, a query, a header or a cookie: where
 * the API asks for one, callers are told so before they send it.
 */
export function sendableSchema(schema: JsonSchema, isPath: boolean, isRequired: boolean): JsonSchema {
  const types = typesOf(schema);
  const text = isPath && types.includes('string') && isOpen(schema, 'minLength') ? { minLength: 1 } : {};
  const list = isRequired && types.includes('array') && isOpen(schema, 'minItems') ? { minItems: 1 } : {};
  const object = isRequired && types.includes('object') && isOpen(schema, 'minProperties') ? { minProperties: 1 } : {};
  return { ...schema, ...text, ...list, ...object };
}

/** True when nothing of it forbids the empty value already. */
function isOpen(schema: JsonSchema, least: 'minLength' | 'minItems' | 'minProperties'): boolean {
  const isNamed = ['enum', 'const', 'pattern', 'format'].some((keyword) => schema[keyword] !== undefined);
  return !isNamed && !(Number(schema[least] ?? 0) > 0);
}
