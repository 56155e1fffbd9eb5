/** What an evaluation leaves → plain JSON: functions and what is not there become nothing, lists lose their marks. */
import type { Json } from '../schema.ts';
import { bounds, exceed } from './bounds.ts';

const deepest = 100;

/** A copy of it as JSON; what is nothing at all is null. Ends the evaluation when it is larger than a result may be. */
export function plain(value: unknown): Json {
  const left = { size: bounds.result };
  return copy(value, 0, left) ?? null;
}

function copy(value: unknown, depth: number, left: { size: number }): Json | undefined {
  left.size -= typeof value === 'string' ? value.length : 1;
  if (left.size < 0) exceed('the result is too large');
  if (depth > deepest) exceed(`the result nests more than ${deepest} levels deep`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || isFunction(value)) return undefined;
  if (Array.isArray(value)) return Array.from(value, (item) => copy(item, depth + 1, left) ?? null);
  const object: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const made = copy(member, depth + 1, left);
    if (made !== undefined)
      Object.defineProperty(object, name, { value: made, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

function isFunction(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
