/** The fields of a form or a multipart body: what of each can be written, and how. */
import type { Json, JsonSchema } from '../schema.ts';
import { asBytes, asText, isBinary } from './binary.ts';
import type { PropertyEncoding } from './operation.ts';
import { asJson, readStyle } from './parameter-style.ts';
import { define, isRecord, own } from './reference.ts';
import { accepts, narrowToWritable } from './writable.ts';

/** An object's schema with fields that can be written, and how those are that are not written in the usual way. */
export interface BodyFields {
  readonly schema: JsonSchema;
  readonly encoding: Readonly<Record<string, PropertyEncoding>>;
  /** Fields that cannot be written and are left out. */
  readonly dropped: readonly string[];
}

interface Field {
  readonly schema: JsonSchema;
  readonly encoding: PropertyEncoding | null;
}

/** Reads the fields of an `application/x-www-form-urlencoded` body; null when it has none, or a required one cannot be written. */
export function formFields(schema: JsonSchema, encoding: unknown): BodyFields | null {
  return readFields(schema, encoding, formField);
}

/** Reads the parts of a `multipart/form-data` body; null when its schema is no object. */
export function multipartFields(schema: JsonSchema, encoding: unknown): BodyFields | null {
  return readFields(schema, encoding, part);
}

type ReadField = (schema: JsonSchema, declared: unknown) => Field | null;

function readFields(schema: JsonSchema, encoding: unknown, read: ReadField): BodyFields | null {
  const encodings: Record<string, PropertyEncoding> = {};
  const dropped = new Set<string>();
  const narrowed = fieldsOf(schema, (name, property) => {
    const field = read(property, own(encoding, name));
    if (field === null) dropped.add(name);
    else if (field.encoding !== null) define(encodings, name, field.encoding);
    return field?.schema ?? null;
  });
  return narrowed === null ? null : { schema: narrowed, encoding: encodings, dropped: [...dropped] };
}

/** The object with each of its properties read, also those that branches hold; null when it is none. */
function fieldsOf(
  schema: JsonSchema,
  read: (name: string, property: JsonSchema) => JsonSchema | null,
): JsonSchema | null {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'object'];
  if (!types.includes('object')) return null;
  const result: Record<string, Json> = { ...schema };
  if (isRecord(schema.properties)) {
    const properties: Record<string, Json> = {};
    for (const [name, property] of Object.entries(schema.properties as JsonSchema)) {
      const kept = read(name, property as JsonSchema);
      if (kept !== null) define(properties, name, kept);
      else if (((schema.required ?? []) as readonly string[]).includes(name)) return null;
    }
    result.properties = properties;
  }
  for (const union of ['allOf', 'anyOf', 'oneOf'] as const) {
    if (!Array.isArray(schema[union])) continue;
    const branches = (schema[union] as JsonSchema[]).map((branch) => fieldsOf(branch, read));
    const kept = branches.filter((branch) => branch !== null);
    if (kept.length === 0 || (union === 'allOf' && kept.length < branches.length)) return null;
    result[union] = kept;
  }
  return types.length > 1 ? { ...result, type: 'object' } : result;
}

/**
 * A style that is said decides; without one an object is written as JSON and each item of a list in a field of its own
 * (OpenAPI 3.1.1 and 3.2, "Encoding Object"). Bytes have no place in a form.
 */
function formField(schema: JsonSchema, declared: unknown): Field | null {
  if (isBinary(schema)) return null;
  const text = asText(schema);
  if (['style', 'explode', 'allowReserved'].some((key) => own(declared, key) !== undefined)) {
    const styled = readStyle(declared, 'query', text);
    if ('reason' in styled) return null;
    return { schema: styled.schema, encoding: { contentType: null, serialization: styled.serialization } };
  }
  if (accepts(text, 'object')) return { schema: text, encoding: { contentType: null, serialization: asJson } };
  const narrowed = narrowToWritable(text, { lists: true, objects: false }, new Set());
  return narrowed === null ? null : { schema: narrowed, encoding: null };
}

function part(schema: JsonSchema, declared: unknown): Field {
  const contentType = firstType(own(declared, 'contentType'));
  return { schema: asPart(schema), encoding: contentType === null ? null : { contentType, serialization: null } };
}

function asPart(schema: JsonSchema): JsonSchema {
  if (isBinary(schema)) return asBytes(schema);
  if (schema.type === 'array' && isRecord(schema.items))
    return { ...schema, items: asPart(schema.items as JsonSchema) };
  return accepts(schema, 'object') ? schema : asText(schema);
}

/** `image/png, image/jpeg` allows either; a wildcard says nothing of what is sent. */
function firstType(value: unknown): string | null {
  const types = typeof value === 'string' ? value.split(',').map((type) => type.trim()) : [];
  return types.find((type) => /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(;[\t\x20-\x7e]*)?$/.test(type)) ?? null;
}
