/** Values in sentences. */
import type { Json } from '../schema.ts';

/** A value as JSON on one line, cut where it gets long. */
export function shortJson(value: Json, longest = 80): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 12 more`. */
export function nameList(names: readonly string[], most = 6): string {
  const rest = names.length - most;
  const shown = rest > 1 ? [...names.slice(0, most), `${rest} more`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** Names of capabilities, or that there are none. */
export function named(capabilities: readonly string[]): string {
  return capabilities.length === 0 ? 'nothing that exists' : nameList(capabilities);
}

/** In quotation marks. */
export function quoted(pattern: string): string {
  return `"${pattern}"`;
}

/** `1 tenant`, `2 tenants`, `2 capabilities`. */
export function count(number: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}
