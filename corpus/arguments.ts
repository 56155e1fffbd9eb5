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
    return generateSync(fillable(schema) as never, options as never) as Arguments;
  } catch {
    return null;
  }
}

/** The schema in words that the maker of values knows: it takes no encoding for one, and of pattern and length the pattern alone. */
function fillable(value: Json): Json {
  if (Array.isArray(value)) return value.map(fillable);
  if (typeof value !== 'object' || value === null) return value;
  const schema = value as JsonSchema;
  const below = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, fillable(part)]));
  if (schema['contentEncoding'] === 'base64') return { ...below, const: 'aGVsbG8=' };
  // An empty text is nothing to Prism.
  const least = schema['type'] === 'string' && schema['minLength'] === undefined ? { minLength: 1 } : {};
  return { ...least, ...below, ...lengthInPattern(schema) };
}

/** A pattern of one class of characters can say the length itself. */
function lengthInPattern({ pattern, minLength = 1, maxLength = minLength }: JsonSchema): JsonSchema {
  const single = typeof pattern === 'string' ? /^\^(\[[^\]]+\]|\\[dw])[+*]\$$/.exec(pattern) : null;
  return single === null ? {} : { pattern: `^${single[1]}{${String(minLength)},${String(maxLength)}}$` };
}
