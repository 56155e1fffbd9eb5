/** Whether the words inside of a schema may stand before a model: no orders, and nothing that is not seen. */
import { hiddenCharacters } from '../hidden-characters.ts';
import { instructionIn } from '../lint/instructions.ts';
import type { Json, JsonSchema } from '../schema.ts';

/** True when no text of the schema, its names included, gives orders or hides characters. Bounded: what is very large is not looked at to its end. */
export function isSafe(schema: JsonSchema): boolean {
  let left = 2_000;
  const isFine = (value: Json, depth: number): boolean => {
    if (left-- < 0 || depth > 20) return true;
    if (typeof value === 'string') return isFineText(value);
    if (typeof value !== 'object' || value === null) return true;
    if (Array.isArray(value)) return value.every((each: Json) => isFine(each, depth + 1));
    return Object.entries(value).every(([key, each]) => isFineText(key) && isFine(each, depth + 1));
  };
  return isFine(schema, 0);
}

function isFineText(text: string): boolean {
  return hiddenCharacters(text).length === 0 && instructionIn(text, /\s/.test(text)) === null;
}
