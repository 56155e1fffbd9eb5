/** What a JSON Schema declares at one place, read from all the branches that it is combined from. */
import type { Json, JsonSchema } from '../schema.ts';
import type { ValueType } from '../structure/structure.ts';

/** What is declared of a value. Where a schema says nothing, nothing can be broken. */
export interface Declared {
  /** Accepted types, `null` among them; null accepts any. */
  readonly types: ReadonlySet<ValueType> | null;
  readonly format: string | null;
  readonly members: ReadonlyMap<string, JsonSchema>;
  readonly required: ReadonlySet<string>;
  /** Of fields that `members` does not name: a schema, nothing said (`unsaid`), or none may be there (`closed`). */
  readonly others: JsonSchema | 'unsaid' | 'closed';
  readonly items: JsonSchema | null;
  readonly enum: readonly Json[] | null;
  readonly limits: Limits;
}

/** Bounds of numbers, and of texts in characters. */
export type Limits = Readonly<
  Partial<Record<'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' | 'minLength' | 'maxLength', number>>
>;

const limitNames = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength'] as const;

/**
 * Reads a schema. Of alternatives (`anyOf`, `oneOf`) it takes what each allows together: a value that fits one of them breaks
 * nothing here, and one that mixes them may pass.
 */
export function declaredIn(schema: JsonSchema): Declared {
  let declared = readOne(schema);
  for (const part of branches(schema, 'allOf')) declared = both(declared, declaredIn(part));
  for (const keyword of ['anyOf', 'oneOf']) {
    const [first, ...rest] = branches(schema, keyword).map(declaredIn);
    if (first !== undefined) declared = both(declared, rest.reduce(either, first));
  }
  return declared;
}

function branches(schema: JsonSchema, keyword: string): JsonSchema[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list.filter(isSchema) : [];
}

function readOne(schema: JsonSchema): Declared {
  const { properties, required, additionalProperties, items, enum: values } = schema;
  const members = isSchema(properties) ? Object.entries(properties) : [];
  const limits = limitNames.flatMap((name) =>
    typeof schema[name] === 'number' ? [[name, schema[name]] as const] : [],
  );
  return {
    types: typesOf(schema['type']),
    format: typeof schema['format'] === 'string' ? schema['format'] : null,
    members: new Map(members.map(([name, member]) => [name, isSchema(member) ? member : {}])),
    required: new Set(Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []),
    others: othersOf(additionalProperties),
    items: isSchema(items) ? items : null,
    enum:
      schema['const'] !== undefined ? [schema['const']] : Array.isArray(values) ? (values as readonly Json[]) : null,
    limits: Object.fromEntries(limits),
  };
}

function othersOf(keyword: Json | undefined): Declared['others'] {
  if (keyword === false) return 'closed';
  if (keyword === true) return {};
  if (!isSchema(keyword)) return 'unsaid';
  return isSchema(keyword['not']) && Object.keys(keyword['not']).length === 0 ? 'closed' : keyword;
}

const allTypes: readonly Json[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

function typesOf(type: Json | undefined): Set<ValueType> | null {
  const named = (Array.isArray(type) ? type : [type]).filter((name): name is ValueType => allTypes.includes(name));
  if (named.length === 0) return null;
  return new Set(named.includes('number') ? [...named, 'integer'] : named);
}

/** True for a schema written as an object. */
function isSchema(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What holds where both do. */
function both(a: Declared, b: Declared): Declared {
  return {
    types: a.types === null ? b.types : b.types === null ? a.types : a.types.intersection(b.types),
    format: a.format ?? b.format,
    members: joined(a.members, b.members, 'allOf'),
    required: a.required.union(b.required),
    others: a.others === 'unsaid' || b.others === 'closed' ? b.others : a.others,
    items: a.items === null || b.items === null ? (a.items ?? b.items) : { allOf: [a.items, b.items] },
    enum: a.enum === null || b.enum === null ? (a.enum ?? b.enum) : a.enum.filter((value) => b.enum?.includes(value)),
    limits: { ...a.limits, ...b.limits },
  };
}

/** What holds where one of the two does. Of objects only those say anything that may be one, and so of lists. */
function either(a: Declared, b: Declared): Declared {
  const types = a.types === null || b.types === null ? null : a.types.union(b.types);
  const { members, required, others } = objectsOf(a, b);
  return { types, members, required, others, items: itemsOf(a, b), ...scalarsOf(a, b) };
}

function objectsOf(a: Declared, b: Declared): Pick<Declared, 'members' | 'required' | 'others'> {
  if (!mayBe(a, 'object')) return b;
  if (!mayBe(b, 'object')) return a;
  return {
    members: joined(a.members, b.members, 'anyOf'),
    required: a.required.intersection(b.required),
    others: a.others === 'closed' ? b.others : b.others === 'closed' ? a.others : 'unsaid',
  };
}

function itemsOf(a: Declared, b: Declared): JsonSchema | null {
  if (!mayBe(a, 'array')) return b.items;
  if (!mayBe(b, 'array')) return a.items;
  return a.items === null || b.items === null ? null : { anyOf: [a.items, b.items] };
}

function scalarsOf(a: Declared, b: Declared): Pick<Declared, 'format' | 'enum' | 'limits'> {
  if (isNull(a)) return { format: b.format, enum: b.enum === null ? null : [...b.enum, null], limits: b.limits };
  if (isNull(b)) return { format: a.format, enum: a.enum === null ? null : [...a.enum, null], limits: a.limits };
  return {
    format: a.format === b.format ? a.format : null,
    enum: a.enum === null || b.enum === null ? null : [...a.enum, ...b.enum],
    limits: {},
  };
}

function isNull({ types, enum: values }: Declared): boolean {
  return (types?.size === 1 && types.has('null')) || (values?.length === 1 && values[0] === null);
}

function mayBe({ types }: Declared, type: ValueType): boolean {
  return types === null || types.has(type);
}

function joined(
  a: ReadonlyMap<string, JsonSchema>,
  b: ReadonlyMap<string, JsonSchema>,
  keyword: 'allOf' | 'anyOf',
): Map<string, JsonSchema> {
  const members = new Map(a);
  for (const [name, schema] of b) {
    const known = members.get(name);
    members.set(name, known === undefined ? schema : { [keyword]: [known, schema] });
  }
  return members;
}
