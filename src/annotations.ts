/** What of a JSON Schema decides whether a value fits, without what only describes it. */

/**
 * Annotations of JSON Schema 2020-12 (Validation, section 9, and Core, section 8.3). Extensions (`x-…`) are taken for such too,
 * as section 6.5 of Core says: a checker would look for schemas in them, and fail over what they hold.
 */
const annotations = new Set([
  'title',
  'description',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
]);
/** Keywords whose value is one schema (2020-12). */
export const schemaKeywords: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
const mapKeywords = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
const listKeywords = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);

type Schema = Readonly<Record<string, unknown>>;

/** A copy that accepts and refuses the same values. Schemas that differ in words alone have equal ones. */
export function withoutAnnotations(schema: Schema): Schema {
  const copy: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (!annotations.has(keyword) && !keyword.startsWith('x-')) set(copy, keyword, ofKeyword(keyword, value));
  }
  return copy;
}

function ofKeyword(keyword: string, value: unknown): unknown {
  if (schemaKeywords.has(keyword)) return ofSchema(value);
  if (listKeywords.has(keyword) && Array.isArray(value)) return value.map((schema) => ofSchema(schema));
  if (!mapKeywords.has(keyword) || !isMapping(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(value)) set(copy, name, ofSchema(schema));
  return copy;
}

function ofSchema(value: unknown): unknown {
  return isMapping(value) ? withoutAnnotations(value) : value;
}

function isMapping(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Plain assignment would lose a property called `__proto__`. */
function set(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
