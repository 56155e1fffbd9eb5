/** Names of fields that a schema declares, wherever they stand in it. */
import type { Json, JsonSchema } from '../schema.ts';

const deepest = 40;

/** All of them together: a key of an answer that is among them is a field, however odd it looks. */
export function namesIn(schema: JsonSchema | null): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: Json | undefined, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > deepest) return;
    const { properties } = value as JsonSchema;
    if (typeof properties === 'object' && properties !== null)
      for (const name of Object.keys(properties)) names.add(name);
    for (const inside of Object.values(value)) walk(inside as Json, depth + 1);
  };
  walk(schema, 0);
  return names;
}
