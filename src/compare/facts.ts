/** What of a JSON Schema a comparison looks at: its types, its values when they are few, and its other keywords. */
import { checkerOf, type Json, type JsonSchema } from '../schema.ts';
import { canonical } from './canonical.ts';

/** Types that a value may have; `number` means one with a fraction, so that a schema of numbers has both. */
export type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** A schema in one form. */
export interface SchemaFacts {
  readonly schema: JsonSchema;
  readonly types: ReadonlySet<TypeName>;
  /** True when nothing says which types there may be. */
  readonly isAnyType: boolean;
  /** The only values that fit, when the schema lists them. */
  readonly values: readonly Json[] | null;
}

const allTypes: readonly TypeName[] = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'];

/** Reads a schema; `true` and `false` are schemas too. */
export function factsOf(given: Json | undefined): SchemaFacts {
  const schema = nullableForm(asSchema(given));
  const values = valuesOf(schema);
  const declared = typesIn(schema['type']);
  const types = values === null ? declared : new Set(values.map(typeOf).filter((type) => declared.has(type)));
  return { schema, types, isAnyType: schema['type'] === undefined && values === null, values };
}

/** True when the value fits. A schema that no checker can be made of fits nothing. */
export function fits(schema: JsonSchema, value: Json): boolean {
  try {
    return checkerOf(schema)(value) === null;
  } catch {
    return false;
  }
}

/** A schema as a mapping; nothing fits `{ not: {} }`. */
export function asSchema(given: Json | undefined): JsonSchema {
  if (given === false) return { not: {} };
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as JsonSchema) : {};
}

/** Whether a place takes everything, nothing, or what a schema says. */
export function openness(given: Json | undefined): 'open' | 'closed' | 'some' {
  if (given === undefined || given === true) return 'open';
  if (given === false) return 'closed';
  const text = canonical(given);
  return text === canonical({}) ? 'open' : text === canonical({ not: {} }) ? 'closed' : 'some';
}

/** The type of a value. */
export function typeOf(value: Json): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'string' | 'boolean' | 'object';
}

/** Types as they are written: numbers with and without fraction are one. */
export function typeWords(types: ReadonlySet<TypeName>): string[] {
  return allTypes.filter((type) => types.has(type) && !(type === 'integer' && types.has('number')));
}

function typesIn(type: Json | undefined): Set<TypeName> {
  if (type === undefined) return new Set(allTypes);
  const names = (Array.isArray(type) ? type : [type]) as readonly TypeName[];
  return new Set(names.flatMap((name): TypeName[] => (name === 'number' ? ['integer', 'number'] : [name])));
}

function valuesOf(schema: JsonSchema): readonly Json[] | null {
  const { const: only, enum: listed } = schema;
  const values = Array.isArray(listed) ? (listed as readonly Json[]) : null;
  if (only === undefined) return values;
  return values === null || values.some((value) => canonical(value) === canonical(only)) ? [only] : [];
}

/** Keywords that say something about null too: with them, null cannot be added to the type. */
const aboutNull = ['not', 'if', 'allOf', 'anyOf', 'oneOf', '$ref', '$dynamicRef'];

/** `anyOf: [S, null]` is S with null among its types, and so is S with `nullable: true` (OpenAPI 3.0). */
function nullableForm(given: JsonSchema): JsonSchema {
  const { nullable, ...plainForm } = given;
  const { type: own } = plainForm;
  const schema =
    nullable === true && own !== undefined ? { ...plainForm, type: [own, 'null'].flat() as Json } : plainForm;
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || Object.keys(rest).some((keyword) => !isWord(keyword)))
    return schema;
  const branches = anyOf.map(asSchema);
  const other = branches.find((branch) => !isNull(branch));
  if (other === undefined || !branches.some(isNull) || aboutNull.some((keyword) => keyword in other)) return schema;
  const { const: only, ...plain } = other;
  const values = valuesOf(other);
  const type = other['type'];
  return {
    ...(only === undefined ? other : plain),
    ...rest,
    ...(type === undefined ? {} : { type: [type, 'null'].flat() as Json }),
    ...(values === null ? {} : { enum: [...values, null] }),
  };
}

const nullForms = [{ type: 'null' }, { const: null }, { enum: [null] }, { type: 'null', const: null }].map(canonical);

function isNull(branch: JsonSchema): boolean {
  return nullForms.includes(canonical(decidingPart(branch)));
}

/** Keywords that decide whether a value fits. */
const deciding = new Set(
  (
    'type enum const properties required additionalProperties patternProperties propertyNames unevaluatedProperties ' +
    'minProperties maxProperties dependentRequired dependentSchemas dependencies items prefixItems additionalItems ' +
    'unevaluatedItems contains minContains maxContains minItems maxItems uniqueItems minimum maximum exclusiveMinimum ' +
    'exclusiveMaximum multipleOf minLength maxLength pattern format allOf anyOf oneOf not if then else $ref $dynamicRef ' +
    '$defs definitions $id $anchor $dynamicAnchor ' +
    // What the checker takes beside the standard: OpenAPI 3.0, and bounds of formats.
    'nullable formatMinimum formatMaximum formatExclusiveMinimum formatExclusiveMaximum'
  ).split(' '),
);

/** True for a keyword that only describes: annotations, and what no checker knows. */
export function isWord(keyword: string): boolean {
  return !deciding.has(keyword);
}

/** The same schema without words at its own level. */
export function decidingPart(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isWord(keyword)));
}
