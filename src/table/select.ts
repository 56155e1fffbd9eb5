/** What of a shaped result is given to a caller who chose some of its fields. */
import type { Json } from '../schema.ts';
import { define, isSchema } from './schema-walk.ts';
import type { ResultShape } from './table.ts';

/** Keeps of each item, or of a result without items, the fields of these names; what stands beside the items stays. */
export function selectFields(result: Json, shape: ResultShape, names: readonly string[]): Json {
  if (shape.items === null) return select(result, names);
  if (!isSchema(result) || !Array.isArray(result['items'])) return result;
  return { ...result, items: result['items'].map((item: Json) => select(item, names)) };
}

/** A name with dots is that of a field inside an object; a null in its place stays null. */
function select(value: Json, names: readonly string[]): Json {
  if (!isSchema(value)) return value;
  const chosen: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const inside = names.filter((one) => one.startsWith(`${name}.`)).map((one) => one.slice(name.length + 1));
    if (names.includes(name)) define(chosen, name, member);
    else if (inside.length > 0) define(chosen, name, select(member, inside));
  }
  return chosen;
}
