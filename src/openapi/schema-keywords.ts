/** The keywords of a schema object that hold no other schema, brought from OpenAPI 3.0 and from mistakes to 2020-12. */
import type { Json, JsonSchema } from '../schema.ts';
import { isRecord, own } from './reference.ts';

/** Values larger than this (counted in scalars, lists and maps) are left out of a schema. */
const largestValue = 5_000;
const largestExample = 200;

const typeNames = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);

type Reader = (value: unknown) => Json | undefined;

/**
 * What is kept and in which shape. Everything else (`discriminator`, `xml`, other `x-…`, `$id`) means nothing to a JSON
 * Schema, and a value of the wrong shape (`required: true`, `type: int`) would make the whole schema invalid.
 */
const readers: Readonly<Record<string, Reader>> = {
  type: readType,
  title: text,
  description: text,
  format: text,
  contentEncoding: text,
  contentMediaType: text,
  pattern: readPattern,
  enum: (value) => (Array.isArray(value) && value.length > 0 ? plainJson(value, largestValue) : undefined),
  const: (value) => plainJson(value, largestValue),
  default: (value) => plainJson(value, largestExample),
  examples: (value) => (Array.isArray(value) ? plainJson(value, largestExample) : undefined),
  required: readNames,
  dependentRequired: readNameLists,
  minimum: finite,
  maximum: finite,
  exclusiveMinimum: finite,
  exclusiveMaximum: finite,
  multipleOf: (value) => (typeof value === 'number' && value > 0 ? finite(value) : undefined),
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minContains: count,
  maxContains: count,
  minProperties: count,
  maxProperties: count,
  uniqueItems: flag,
  deprecated: flag,
  readOnly: flag,
  writeOnly: flag,
  // the one extension that the gateway acts on: values that are never recorded; whatever is written there, it was meant
  'x-sensitive': (value) => (value === false || value === null ? undefined : true),
};

/** Reads the keywords of one schema object, without those below it and without `nullable` (see `allowNull`). */
export function readKeywords(schema: Record<string, unknown>): JsonSchema {
  const entries: [string, Json][] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    const read = own(readers, keyword) as Reader | undefined;
    const kept = read?.(value);
    if (kept !== undefined) entries.push([keyword, kept]);
  }
  return withExample(schema, withExclusiveLimits(schema, Object.fromEntries(entries)));
}

/** Widens a schema by null, as `nullable: true` of OpenAPI 3.0 does. */
export function allowNull(schema: JsonSchema): JsonSchema {
  const wider: Record<string, Json> = { ...schema };
  if (typeof schema.type === 'string' && schema.type !== 'null') wider.type = [schema.type, 'null'];
  if (Array.isArray(schema.type) && !schema.type.includes('null')) wider.type = [...schema.type, 'null'];
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) wider.enum = [...schema.enum, null];
  for (const union of ['anyOf', 'oneOf']) {
    const branches = schema[union];
    if (!Array.isArray(branches) || branches.some(acceptsNull)) continue;
    // an untyped branch may accept null, and then null would fit two branches of a `oneOf`
    if (!branches.every((branch) => own(branch, 'type') !== undefined)) return nullBeside(schema);
    wider[union] = [...branches, { type: 'null' }];
  }
  return schema.allOf === undefined ? wider : nullBeside(schema);
}

/** JSON data out of what a parser gave; undefined when it is no JSON (NaN), contains itself or has too many parts. */
function plainJson(value: unknown, largest: number): Json | undefined {
  let left = largest;
  const copy = (part: unknown, depth: number): Json | undefined => {
    if (left-- <= 0 || depth > 20) return undefined;
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    if (typeof part === 'number') return finite(part);
    if (Array.isArray(part)) return part.map((item) => copy(item, depth + 1) ?? null);
    if (!isRecord(part)) return undefined;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, copy(item, depth + 1) ?? null]));
  };
  const copied = copy(value, 0);
  return left < 0 ? undefined : copied;
}

function acceptsNull(branch: Json): boolean {
  const type = own(branch, 'type');
  return type === 'null' || (Array.isArray(type) && type.includes('null'));
}

function nullBeside(schema: JsonSchema): JsonSchema {
  const { title, description, ...rest } = schema;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    anyOf: [rest, { type: 'null' }],
  };
}

/** `exclusiveMinimum: true` of 3.0 turns `minimum` into the exclusive limit. */
function withExclusiveLimits(schema: Record<string, unknown>, read: JsonSchema): JsonSchema {
  const limits: Record<string, Json> = { ...read };
  for (const [exclusive, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const limit = limits[inclusive];
    if (own(schema, exclusive) !== true || limit === undefined) continue;
    limits[exclusive] = limit;
    delete limits[inclusive];
  }
  return limits;
}

function withExample(schema: Record<string, unknown>, read: JsonSchema): JsonSchema {
  const example = own(schema, 'example');
  const kept = example === undefined || read.examples !== undefined ? undefined : plainJson(example, largestExample);
  return kept === undefined ? read : { ...read, examples: [kept] };
}

function readType(value: unknown): Json | undefined {
  const names = (Array.isArray(value) ? value : [value]).filter(
    (name) => typeof name === 'string' && typeNames.has(name),
  );
  const unique = [...new Set(names as string[])];
  return unique.length > 1 ? unique : unique[0];
}

/** Some documents write patterns of other dialects (`(?i)`), which would make the schema impossible to compile. */
export function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

function readPattern(value: unknown): string | undefined {
  return typeof value === 'string' && isPattern(value) ? value : undefined;
}

function readNames(value: unknown): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = [...new Set(value.filter((name): name is string => typeof name === 'string'))];
  return names.length === 0 ? undefined : names;
}

function readNameLists(value: unknown): Json | undefined {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, names]) => [name, readNames(names) ?? []]));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function flag(value: unknown): boolean | undefined {
  return value === true ? true : undefined;
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
