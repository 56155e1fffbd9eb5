/** A schema as it is rewritten: what all drafts and dialects share, `$ref`, `allOf` and `oneOf` already gone. */
import type { Json } from '../../schema.ts';

/** JSON Schema's names of types. */
export type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** One schema. It accepts at least what the schema that it was read from accepts. */
export interface Core {
  /** Absent: any. */
  readonly types?: readonly TypeName[];
  readonly enum?: readonly Json[];
  readonly properties?: Readonly<Record<string, Core>>;
  readonly required?: readonly string[];
  /** Members that `properties` does not name; absent: any. */
  readonly additional?: false | Core;
  /** The first items, one by one; `items` are those after them. */
  readonly tuple?: readonly Core[];
  readonly items?: false | Core;
  readonly anyOf?: readonly Core[];
  /** Limits of numbers, strings, lists and objects, by keyword. */
  readonly limits?: Readonly<Record<string, Json>>;
  /** `not`, `if` and their like, word for word: widening what is in them would narrow the whole. */
  readonly conditions?: Readonly<Record<string, Json>>;
  readonly notes?: Notes;
}

/** What only describes. */
export interface Notes {
  readonly description?: string;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly deprecated?: true;
  /** `contentEncoding` and `contentMediaType`. */
  readonly content?: string;
}

/** All types, without integers, which are numbers. */
export const allTypes: readonly TypeName[] = ['string', 'number', 'boolean', 'object', 'array', 'null'];

/** The type that each limit is about. */
export const limitedType: Readonly<Record<string, TypeName>> = {
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  format: 'string',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
  minProperties: 'object',
  maxProperties: 'object',
};

/** True when a value is of a type. */
export function isOfType(value: Json, type: TypeName): boolean {
  if (value === null) return type === 'null';
  if (Array.isArray(value)) return type === 'array';
  if (typeof value === 'number') return type === 'number' || (type === 'integer' && Number.isInteger(value));
  return typeof value === type;
}

/** The narrowest types of values. */
export function typesOfValues(values: readonly Json[]): TypeName[] {
  const types = new Set(
    values.map((value) => (['integer', ...allTypes] as const).find((type) => isOfType(value, type)) as TypeName),
  );
  if (types.has('number')) types.delete('integer');
  return [...types];
}

/** The types that both allow; undefined when one of them allows any. */
export function sharedTypes(
  one: readonly TypeName[] | undefined,
  other: readonly TypeName[] | undefined,
): readonly TypeName[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const shared = one.filter((type) => other.includes(type) || (type === 'integer' && other.includes('number')));
  const integer = one.includes('number') && other.includes('integer') && !shared.includes('number');
  return integer && !shared.includes('integer') ? [...shared, 'integer'] : shared;
}

/** True when it accepts everything. */
export function isOpen(core: Core): boolean {
  const { notes: _, ...rules } = core;
  return Object.values(rules).every((rule) => rule === undefined);
}

/** True when it says something about members or items. */
export function isStructured(core: Core): boolean {
  return [core.properties, core.required, core.additional, core.tuple, core.items].some((part) => part !== undefined);
}
