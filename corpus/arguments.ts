/** Arguments for a capability, made up from its schema: valid ones, always the same. */
import { generateSync } from 'json-schema-faker';
import { checkerOf, type Json, type JsonSchema } from '../src/schema.ts';

/** Arguments that a call is made with. */
export type Arguments = Readonly<Record<string, Json>>;

/** How many different ones are tried until some fit: makers of values do not know every keyword. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * Arguments that fit the schema: what is required, or all of them.
 *
 * @returns null when none were found.
 */
export function argumentsFor(schema: JsonSchema, which: 'required' | 'all'): Arguments | null {
  const check = checkerOf(schema);
  for (const seed of seeds) {
    const made = makeUp(schema, which, seed);
    if (made !== null && check(made) === null) return made;
  }
  return null;
}

function makeUp(schema: JsonSchema, which: 'required' | 'all', seed: number): Arguments | null {
  const options = {
    seed,
    maxDepth: 4,
    maxDefaultItems: 2,
    fillProperties: false,
    alwaysFakeOptionals: which === 'all',
    ...(which === 'required' ? { optionalsProbability: 0 } : {}),
  };
  try {
    return generateSync(withLengthInPattern(schema) as never, options as never) as Arguments;
  } catch {
    return null;
  }
}

/** The maker of values knows a pattern or a length, and not both: of one class of characters a pattern can say its length. */
function withLengthInPattern(value: Json): Json {
  if (Array.isArray(value)) return value.map(withLengthInPattern);
  if (typeof value !== 'object' || value === null) return value;
  const schema = value as JsonSchema;
  const below = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, withLengthInPattern(part)]));
  const { pattern, minLength = 1, maxLength = minLength } = schema;
  const single = typeof pattern === 'string' ? /^\^(\[[^\]]+\]|\\[dw])[+*]\$$/.exec(pattern) : null;
  return single === null ? below : { ...below, pattern: `^${single[1]}{${String(minLength)},${String(maxLength)}}$` };
}
