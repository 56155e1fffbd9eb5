/** A structure → the JSON Schema that describes it. */
import type { Json, JsonSchema } from '../schema.ts';
import type { Structure, TextFormat, ValueType } from './structure.ts';

/** What a drafted schema may promise. */
export interface SchemaOptions {
  /** Fields that every object had are `required`; without it, nothing is. */
  readonly required?: boolean;
}

/**
 * The schema (draft 2020-12) of what was seen: types, formats that all texts had, fields, and items. Values are not in it, so there
 * is no `enum` and no bound. Where nothing was seen but null, or nothing at all, it is `{}`.
 */
export function schemaOf(structure: Structure, options: SchemaOptions = {}): JsonSchema {
  const types = typesOf(structure);
  if (types.length === 0) return {};
  const isNullable = structure.types.has('null');
  const named = isNullable ? [...types, 'null'] : types;
  return {
    type: named.length === 1 ? (named[0] as string) : named,
    ...(types.includes('string') ? formatOf(structure) : {}),
    ...(types.includes('object') ? objectKeywords(structure, options) : {}),
    ...(types.includes('array') ? itemsOf(structure, options) : {}),
  };
}

const order: readonly ValueType[] = ['boolean', 'integer', 'number', 'string', 'array', 'object'];

/** Without null; whole numbers are numbers where others came, too. */
function typesOf({ types }: Structure): ValueType[] {
  return order.filter((type) => types.has(type) && !(type === 'integer' && types.has('number')));
}

function formatOf({ formats, types }: Structure): JsonSchema {
  const [format, count] = [...formats][0] ?? (['', 0] as const);
  if (count === 0 || count !== types.get('string')) return {};
  return (format as TextFormat) === 'base64' ? { contentEncoding: 'base64' } : { format };
}

function objectKeywords(structure: Structure, options: SchemaOptions): JsonSchema {
  const { members, others, types } = structure;
  const objects = types.get('object') ?? 0;
  const entries = [...members].map(([name, member]): [string, Json] => [name, schemaOf(member, options)]);
  const required = [...members].filter(([, member]) => member.count === objects).map(([name]) => name);
  return {
    ...(entries.length > 0 ? { properties: Object.fromEntries(entries) } : {}),
    ...(options.required === true && required.length > 0 ? { required } : {}),
    ...(others === null ? {} : { additionalProperties: schemaOf(others, options) }),
  };
}

function itemsOf({ items }: Structure, options: SchemaOptions): JsonSchema {
  return items === null ? {} : { items: schemaOf(items, options) };
}
