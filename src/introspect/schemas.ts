/** Looking into JSON Schemas that strangers wrote: whatever stands there, these answer. */
import type { Json, JsonSchema } from '../schema.ts';

/** An object's own members; empty for anything else. */
export function objectOf(value: Json | undefined): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};
}

/** A list's items; empty for anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** A text; empty for anything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The types that a schema names, without null. */
export function typesNamed(schema: JsonSchema): readonly string[] {
  const type = schema['type'];
  return (typeof type === 'string' ? [type] : listOf(type).filter((each) => typeof each === 'string')).filter(
    (each) => each !== 'null',
  ) as string[];
}

/** True when a value may be nothing but this type, or null. */
export function isOnly(schema: JsonSchema, type: string): boolean {
  const types = typesNamed(schema);
  return types.length > 0 && types.every((each) => each === type);
}

/** True when a value may be neither an object nor a list. */
export function isPlainValue(schema: JsonSchema): boolean {
  const types = typesNamed(schema);
  return types.length > 0 && types.every((type) => type !== 'object' && type !== 'array');
}

/** True for a schema of several forms, each of which asks for something of its own. */
export function isUnion(schema: JsonSchema, depth = 0): boolean {
  if (depth > 4) return false;
  const isOne = (['oneOf', 'anyOf'] as const).some((key) => listOf(schema[key]).length > 1);
  return isOne || listOf(schema['allOf']).some((part) => isUnion(objectOf(part), depth + 1));
}

/**
 * The members that an object declares, those of its `allOf` included, in the order of the document. A schema of several forms has the
 * members that stand beside them.
 */
export function membersOf(schema: JsonSchema, depth = 0): Map<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  if (depth > 4) return found;
  for (const part of listOf(schema['allOf']))
    for (const [name, member] of membersOf(objectOf(part), depth + 1)) found.set(name, member);
  for (const [name, member] of Object.entries(objectOf(schema['properties']))) found.set(name, objectOf(member));
  return found;
}

/** The members that an object requires. */
export function requiredOf(schema: JsonSchema, depth = 0): ReadonlySet<string> {
  const own = listOf(schema['required']).filter((name) => typeof name === 'string') as string[];
  const parts = depth > 4 ? [] : listOf(schema['allOf']).flatMap((part) => [...requiredOf(objectOf(part), depth + 1)]);
  return new Set([...parts, ...own]);
}

/** A path into an answer, with brackets where a name needs them. */
export function pathTo(...names: readonly string[]): string {
  return names.reduce(
    (path, name) =>
      /^[A-Za-z_][\w-]*$/.test(name)
        ? `${path}.${name}`
        : `${path}['${name.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}']`,
    '$',
  );
}
