/**
 * A JSON Schema reduced to what TypeScript types can say, in the few keywords that the type compiler prints safely.
 * Everything else is left out: the compiler acts on keywords that are no schema of ours (`tsType` is printed as code,
 * `$ref` is fetched, `title` and `$id` become global names), so keywords are let through, never filtered away.
 */

/** A schema of the allowed keywords only. An empty one accepts anything. */
interface TypeSchema {
  description?: string;
  type?: string | string[];
  enum?: (string | number | boolean | null)[];
  properties?: Record<string, TypeSchema>;
  required?: string[];
  additionalProperties?: boolean | TypeSchema;
  items?: TypeSchema;
  anyOf?: TypeSchema[];
  allOf?: TypeSchema[];
}

/**
 * How an object that does not mention further fields is read. JSON Schema lets them in, so what is sent stays `open`;
 * in what comes back, `closed` makes a misspelt field a compile error instead of `unknown`.
 */
export type Unmentioned = 'open' | 'closed';

/** Stands before property names that the compiler would trip over (`hasOwnProperty`, `$defs`); `unmarked` takes it away again. */
const mark = '\0';

const jsonTypes = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** Reduces a schema; null when nothing fits it (`false`). */
export function schemaForTypes(schema: unknown, unmentioned: Unmentioned): TypeSchema | null {
  if (schema === false) return null;
  if (!isRecord(schema)) return {};
  const reduced: TypeSchema = {};
  if (typeof schema['description'] === 'string') reduced.description = commentText(schema['description']);
  const literals = 'const' in schema ? [schema['const']] : schema['enum'];
  if (Array.isArray(literals)) {
    if (literals.length > 0 && literals.every(isLiteral)) reduced.enum = literals;
    return reduced;
  }
  return Object.assign(reduced, shapeOf(schema, unmentioned));
}

/** Text that can stand in a block comment: does not end it, and hides nothing from a reader (control and direction characters). */
export function commentText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/(?![\n\t])\p{Cc}|\p{Cs}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replaceAll('*/', '*\\/');
}

/** The compiler's output with the marked property names as they are. */
export function unmarked(text: string): string {
  return text.replaceAll('"\\u0000', '"');
}

function shapeOf(schema: Readonly<Record<string, unknown>>, unmentioned: Unmentioned): TypeSchema {
  const shape: TypeSchema = {};
  const types = typesOf(schema);
  if (types.length > 0) shape.type = types.length === 1 ? (types[0] as string) : types;
  if (types.includes('object')) Object.assign(shape, objectShape(schema, unmentioned));
  if (types.includes('array')) shape.items = itemsOf(schema, unmentioned);
  const anyOf = membersOf(schema['anyOf'] ?? schema['oneOf'], unmentioned);
  if (anyOf.length > 0) shape.anyOf = anyOf;
  const allOf = membersOf(schema['allOf'], unmentioned);
  if (allOf.length > 0) shape.allOf = allOf;
  return shape;
}

function typesOf(schema: Readonly<Record<string, unknown>>): string[] {
  const { type } = schema;
  if (type === undefined && isRecord(schema['properties'])) return ['object'];
  if (type === undefined && schema['items'] !== undefined) return ['array'];
  return [type].flat().filter((name) => typeof name === 'string' && jsonTypes.includes(name)) as string[];
}

function objectShape(schema: Readonly<Record<string, unknown>>, unmentioned: Unmentioned): TypeSchema {
  const properties = Object.entries(isRecord(schema['properties']) ? schema['properties'] : {}).flatMap(
    ([name, property]) => {
      const reduced = schemaForTypes(property, unmentioned);
      return reduced === null ? [] : [[marked(name), reduced] as const];
    },
  );
  const required = Array.isArray(schema['required'])
    ? schema['required'].filter((name) => typeof name === 'string')
    : [];
  return {
    properties: Object.fromEntries(properties),
    required: required.map(marked),
    additionalProperties: furtherFields(schema, properties.length > 0 ? unmentioned : 'open'),
  };
}

function furtherFields(schema: Readonly<Record<string, unknown>>, unmentioned: Unmentioned): boolean | TypeSchema {
  if (schema['patternProperties'] !== undefined) return true;
  const further = schema['additionalProperties'];
  if (isRecord(further)) return schemaForTypes(further, unmentioned) ?? false;
  return further === undefined ? unmentioned === 'open' : further === true;
}

function itemsOf(schema: Readonly<Record<string, unknown>>, unmentioned: Unmentioned): TypeSchema {
  return schema['prefixItems'] === undefined ? (schemaForTypes(schema['items'], unmentioned) ?? {}) : {};
}

function membersOf(members: unknown, unmentioned: Unmentioned): TypeSchema[] {
  if (!Array.isArray(members)) return [];
  return members.map((member) => schemaForTypes(member, unmentioned)).filter((member) => member !== null);
}

function marked(name: string): string {
  return /^[a-z_][\w-]*$/i.test(name) && !(name in Object.prototype) && name !== 'definitions' ? name : mark + name;
}

function isLiteral(value: unknown): value is string | number | boolean | null {
  return typeof value === 'string' ? !value.startsWith(mark) : typeof value !== 'object' || value === null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
