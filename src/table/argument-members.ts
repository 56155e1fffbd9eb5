/** Members of an object that become fields of their own beside other parameters. */
import type { ApiParameter } from '../link/link.ts';
import { usualSerialization } from '../link/styles.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { rootOf } from './bind-fields.ts';
import { isSchema } from './schema-walk.ts';

/**
 * The schema of a parameter's values. Of an exploded object without the members that are called like another parameter
 * of the place: that one is the argument for it, and both at once could not be told apart.
 */
export function ownMembers(parameter: ApiParameter, all: readonly ApiParameter[]): JsonSchema {
  const { in: place, schema, serialization } = parameter;
  const { style, explode } = serialization ?? usualSerialization(place);
  const { properties, required } = schema;
  if (style !== 'form' || !explode || !isSchema(properties)) return schema;
  const others = all.filter((other) => other !== parameter && other.in === place);
  const taken = new Set(others.map(({ name }) => rootOf(name)));
  const isOwn = (name: Json) => !taken.has(rootOf(String(name)));
  const kept = Object.entries(properties).filter(([name]) => isOwn(name));
  if (kept.length === Object.keys(properties).length) return schema;
  return {
    ...schema,
    properties: Object.fromEntries(kept),
    ...(Array.isArray(required) ? { required: required.filter(isOwn) } : {}),
  };
}
