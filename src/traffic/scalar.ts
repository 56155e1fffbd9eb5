/** Texts of URLs and forms as the JSON values that they stand for, so that their structure tells a type. */
import type { Json } from '../schema.ts';

/** `12` → 12, `true` → true; `007`, and numbers that JSON would round, stay text. */
export function scalarOf(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true';
  if (!/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(text)) return text;
  return text.includes('.') && text.length > 15 ? text : Number(text);
}
