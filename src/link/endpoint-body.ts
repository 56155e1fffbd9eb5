/** The body of an `Endpoint` manifest as the one that an OpenAPI document declares. */
import type { ResourceOf } from '../manifest/resource.ts';
import { essenceOf, isJsonType } from '../openapi/media.ts';
import type { ApiBody, BodyFormat, PropertyEncoding, Serialization } from '../openapi/operation.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { explodesByDefault } from './styles.ts';

type Body = NonNullable<ResourceOf<'Endpoint'>['spec']['body']>;

/** Reads it; without a schema, text and bytes are what their media type says. */
export function endpointBody({
  contentType = 'application/json',
  required = true,
  schema,
  encoding = {},
}: Body): ApiBody {
  const format = bodyFormat(contentType);
  return {
    contentType,
    required,
    schema: schemaOf(format, schema as JsonSchema | undefined),
    format,
    encoding: Object.fromEntries(Object.entries(encoding).map(([name, how]) => [name, encodingOf(how)])),
  };
}

const textTypes = new Set(['application/xml', 'application/yaml', 'application/x-ndjson', 'application/jsonl']);

/** How a body of a media type is written. */
export function bodyFormat(contentType: string): BodyFormat {
  const essence = essenceOf(contentType);
  if (isJsonType(essence)) return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence === 'multipart/form-data') return 'multipart';
  return essence.startsWith('text/') || essence.endsWith('+xml') || textTypes.has(essence) ? 'text' : 'binary';
}

function schemaOf(format: BodyFormat, schema: JsonSchema | undefined): JsonSchema {
  switch (format) {
    case 'text':
      return schema ?? { type: 'string' };
    case 'binary':
      return asBytes(schema ?? { type: 'string', format: 'binary' });
    case 'multipart':
      return partsOf(schema ?? {});
    default:
      return schema ?? {};
  }
}

/** Files by themselves and in lists. */
function partsOf(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  if (!isObject(properties)) return schema;
  const parts = Object.entries(properties).map(([name, part]) => {
    if (!isObject(part)) return [name, part];
    return [name, isObject(part['items']) ? { ...part, items: asBytes(part['items']) } : asBytes(part)];
  });
  return { ...schema, properties: Object.fromEntries(parts) as JsonSchema };
}

/** `format: binary` (OpenAPI 3.0) in the words of JSON Schema: base64 text, which is what arguments hold. */
function asBytes(schema: JsonSchema): JsonSchema {
  if (schema['format'] !== 'binary') return schema;
  const { format: _, ...rest } = schema;
  return { ...rest, type: 'string', contentEncoding: 'base64' };
}

function encodingOf({
  contentType,
  style,
  explode,
  allowReserved,
}: NonNullable<Body['encoding']>[string]): PropertyEncoding {
  const isStyled = style !== undefined || explode !== undefined || allowReserved !== undefined;
  const written: Serialization['style'] = style ?? 'form';
  return {
    contentType: contentType ?? null,
    serialization: isStyled
      ? { style: written, explode: explode ?? explodesByDefault(written), allowReserved: allowReserved ?? false }
      : null,
  };
}

function isObject(value: Json | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
