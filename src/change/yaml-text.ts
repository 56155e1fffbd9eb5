/** Plain values → YAML on one line, as a person would write it: quotes only where they are needed. */
import type { Json } from '../schema.ts';

/** A text, without quotes where it reads as the same text inside braces and brackets, too. */
export function yamlText(value: string): string {
  return quoted(value, /^[\p{L}$/][\p{L}\p{M}\p{N} ._/$@’…;()<>+*=-]*$/u);
}

/** A text that stands on its line alone: commas and brackets need no quotes there. */
export function yamlLine(value: string): string {
  return quoted(value, /^[\p{L}$/][\p{L}\p{M}\p{N} ._/$@’…;()<>+*=,{}[\]?!-]*$/u);
}

function quoted(value: string, plain: RegExp): string {
  if (/^https?:\/\/[\w./:-]+[\w/]$/.test(value)) return value;
  const isPlain = plain.test(value) && !value.endsWith(' ') && !/^(true|false|null)$/i.test(value);
  if (isPlain) return value;
  return /^[^'\p{C}]*$/u.test(value) ? `'${value}'` : JSON.stringify(value);
}

/** Any value; collections in braces and brackets. */
export function yamlFlow(value: Json): string {
  if (typeof value === 'string') return yamlText(value);
  if (Array.isArray(value)) return `[${value.map((each: Json) => yamlFlow(each)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, each]) => `${yamlText(key)}: ${yamlFlow(each as Json)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
