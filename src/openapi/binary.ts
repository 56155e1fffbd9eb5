/** Values that are bytes, and the base64 text that arguments hold in their place. */
import type { JsonSchema } from '../schema.ts';

/** True for a text that stands for bytes: `format: binary` (3.0), or a media type that is no text without an encoding (3.1). */
export function isBinary(schema: JsonSchema): boolean {
  const { type, format, contentMediaType, contentEncoding } = schema;
  const types = Array.isArray(type) ? type : [type];
  if (type !== undefined && !types.includes('string')) return false;
  if (format === 'binary') return true;
  if (typeof contentMediaType !== 'string' || contentEncoding !== undefined) return false;
  return !/^text\/|[/+](json|xml)\b|^application\/(yaml|x-www-form)/i.test(contentMediaType);
}

/** The schema of the base64 text of bytes; what describes it is kept. */
export function asBytes(schema: JsonSchema): JsonSchema {
  const { title, description, deprecated, contentMediaType } = schema;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(schema['x-sensitive'] === undefined ? {} : { 'x-sensitive': schema['x-sensitive'] }),
    type: 'string',
    ...(contentMediaType === undefined ? {} : { contentMediaType }),
    contentEncoding: 'base64',
  };
}

/** A text that the API itself wants in base64, which therefore is sent as it is. */
export function asText(schema: JsonSchema): JsonSchema {
  if (schema.contentEncoding === undefined) return schema;
  const { contentEncoding, ...rest } = schema;
  return contentEncoding === 'base64' && rest.format === undefined ? { ...rest, format: 'byte' } : rest;
}
