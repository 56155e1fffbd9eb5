/** A quick look whether a value in a manifest fits a schema: what authors get wrong, without compiling a checker. */
import type { Json, JsonSchema } from '../schema.ts';
import { typeTest } from './convert.ts';
import type { JsonType } from './table.ts';

/** Why a value does not fit (`is not …`), by type, enum, const and range; null when these say nothing against it. */
export function misfit(value: Json, schema: JsonSchema): string | null {
  const { type, enum: values, const: only, minimum, maximum } = schema;
  if (Array.isArray(values) && !values.some((allowed) => isEqual(allowed, value)))
    return `is not one of ${list(values)}`;
  if (only !== undefined && !isEqual(only, value)) return `is not ${JSON.stringify(only)}`;
  const types = typeof type === 'string' ? [type] : Array.isArray(type) ? type.map(String) : [];
  if (types.length > 0 && !types.some((name) => hasType(value, name))) return `is not of type ${types.join(' or ')}`;
  if (typeof value !== 'number') return null;
  if (typeof minimum === 'number' && value < minimum) return `is not at least ${minimum}`;
  return typeof maximum === 'number' && value > maximum ? `is not at most ${maximum}` : null;
}

function hasType(value: Json, type: string): boolean {
  if (type === 'null') return value === null;
  return type === 'integer' ? Number.isInteger(value) : typeTest([type as JsonType])(value);
}

function isEqual(a: Json, b: Json): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function list(values: readonly Json[]): string {
  return `${values
    .slice(0, 12)
    .map((value) => JSON.stringify(value))
    .join(', ')}${values.length > 12 ? ', …' : ''}`;
}
