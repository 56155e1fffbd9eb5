/** Keywords whose schemas may not be widened: a wider `not`, or a wider `if`, makes the whole narrower. */
import type { Json, JsonSchema } from '../../schema.ts';

/** Each group is kept whole or not at all; without its first keyword it means nothing. */
const groups: readonly (readonly [string, ...string[]])[] = [
  ['not'],
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['dependentRequired'],
  ['dependentSchemas'],
];

/** Deeper ones are left out. */
const deepest = 12;

/** The conditions of one schema that can be passed on word for word; undefined when there are none. */
export function conditionsOf(schema: JsonSchema): Readonly<Record<string, Json>> | undefined {
  const kept: Record<string, Json> = {};
  for (const group of groups) {
    const present = group.filter((keyword) => schema[keyword] !== undefined);
    if (schema[group[0]] === undefined || !present.every((keyword) => canBePassedOn(schema[keyword] as Json, deepest)))
      continue;
    for (const keyword of present) kept[keyword] = schema[keyword] as Json;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** False when something in it would have to be taken out: references, extensions. */
function canBePassedOn(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(
    ([key, part]) =>
      !key.startsWith('$') && !key.startsWith('x-') && key !== 'definitions' && canBePassedOn(part as Json, depth - 1),
  );
}
