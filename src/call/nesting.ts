/** How deep values from outside may nest. Much of what handles JSON calls itself for each level. */
import type { Json } from '../schema.ts';

/** True when lists and objects stand inside each other more than `levels` deep. Looks no deeper than that. */
export function nestsDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (nestsDeeperThan(item as Json, levels - 1)) return true;
    return false;
  }
  // What comes from JSON has own members only.
  for (const key in value) if (nestsDeeperThan((value as Record<string, Json>)[key] as Json, levels - 1)) return true;
  return false;
}
