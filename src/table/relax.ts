/** What of an endpoint's response schema a result may promise. */
import type { Json, JsonSchema } from '../schema.ts';
import { define, itemSchema, memberNames, memberSchema, typesOf } from './schema-walk.ts';
import type { Declared, JsonType } from './table.ts';

/**
 * A schema as loose as a real upstream: names, types and descriptions stay, every value may be null or missing, and
 * formats, ranges and enums, which a company's API keeps for nobody, go.
 */
export function relax(schema: JsonSchema): JsonSchema {
  const relaxed: Record<string, Json> = {};
  const types = typesOf(schema);
  if (types.length > 0) relaxed['type'] = [...types, 'null'];
  for (const keyword of ['title', 'description'])
    if (typeof schema[keyword] === 'string') relaxed[keyword] = schema[keyword];
  if (Array.isArray(schema['examples'])) relaxed['examples'] = schema['examples'];
  const properties: Record<string, JsonSchema> = {};
  for (const name of memberNames(schema)) {
    const member = memberSchema(schema, name);
    if (member.known) define(properties, name, relax(member.schema));
  }
  if (Object.keys(properties).length > 0) relaxed['properties'] = properties;
  const items = types.includes('array') ? itemSchema(schema, null) : null;
  if (items?.known === true) relaxed['items'] = relax(items.schema);
  return relaxed;
}

/** A relaxed schema as what a shaper enforces; null when it promises nothing. */
export function declaredIn(relaxed: JsonSchema): Declared | null {
  const types = ((relaxed['type'] ?? []) as readonly string[]).filter((type): type is JsonType => type !== 'null');
  const members: Record<string, Declared> = {};
  for (const [name, member] of Object.entries((relaxed['properties'] ?? {}) as Record<string, JsonSchema>)) {
    const declared = declaredIn(member);
    if (declared !== null) define(members, name, declared);
  }
  const items = relaxed['items'] === undefined ? null : declaredIn(relaxed['items'] as JsonSchema);
  const hasMembers = Object.keys(members).length > 0;
  if (types.length === 0 && !hasMembers && items === null) return null;
  return { types, ...(hasMembers ? { members } : {}), ...(items === null ? {} : { items }) };
}
