/** Bytes in arguments: base64 text (RFC 4648), or a `data:` URL (RFC 2397) that also says what they are. */
import type { Json, JsonSchema } from '../schema.ts';
import type { Fault } from './bind-value.ts';
import { itemSchema, typesOf } from './schema-walk.ts';

/** Bytes with what their caller says of them. */
export interface GivenBytes {
  readonly bytes: Buffer;
  /** Null when the caller did not say. */
  readonly mediaType: string | null;
  readonly fileName: string | null;
}

/** With the alphabet of URLs too, with and without the `=` at its end. */
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** The media type that a schema names (`contentMediaType`); null for one that no header could hold. */
export function schemaMediaType({ contentMediaType }: JsonSchema): string | null {
  return typeof contentMediaType === 'string' && mediaType.test(contentMediaType) ? contentMediaType : null;
}

/** The head of a `data:` URL; a comma ends it. */
const dataHead = /^data:([^,]{0,500}),/;

/** RFC 9110 section 8.3.1, without parameters. */
const mediaType = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/;

const notBytes: Fault = { fault: 'must be bytes in base64, or a data: URL of them.' };

/** Reads bytes as callers give them. */
export function readBytes(value: Json): GivenBytes | Fault {
  if (typeof value !== 'string') return notBytes;
  const head = dataHead.exec(value);
  if (head === null) return decode(value, null, null);
  const [type = '', ...parameters] = (head[1] ?? '').split(';');
  if (parameters.at(-1) !== 'base64' || (type !== '' && !mediaType.test(type))) return notBytes;
  const name = parameters.find((parameter) => parameter.startsWith('name='))?.slice('name='.length);
  return decode(value.slice(head[0].length), type === '' ? null : type.toLowerCase(), nameOf(name));
}

function decode(text: string, type: string | null, fileName: string | null): GivenBytes | Fault {
  if (!base64.test(text) || text.replace(/=+$/, '').length % 4 === 1) return notBytes;
  return { bytes: Buffer.from(text, 'base64'), mediaType: type, fileName };
}

/** Percent-encoded as the rest of a URL; no more of a path than its last part. */
function nameOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return (
      decodeURIComponent(text)
        .replace(/\p{Cc}/gu, '')
        .split(/[/\\]/)
        .at(-1) || null
    );
  } catch {
    return null;
  }
}

/**
 * The media type that bytes are sent as: the caller's where it is one of those declared (`image/png, image/*`), the
 * first that is declared without a wildcard where the caller says none.
 */
export function mediaTypeOf(declared: string | null, given: string | null): string | Fault {
  const types = (declared ?? '*/*').split(',').map((type) => type.trim());
  if (given === null) return types.find((type) => !type.includes('*')) ?? 'application/octet-stream';
  const fits = types.some((type) => {
    const pattern = (type.split(';')[0] ?? '').trim().toLowerCase();
    return pattern === given || pattern === '*/*' || (pattern.endsWith('/*') && given.startsWith(pattern.slice(0, -1)));
  });
  return fits ? given : { fault: `is ${given}, and must be ${types.join(' or ')}.` };
}

/** How bytes are shown where people read what is sent; what stands in the place of a marked value stays. */
export function shownBytes(value: Json): Json {
  if (Array.isArray(value)) return value.map(shownBytes);
  const read = readBytes(value);
  return 'fault' in read ? value : `<${read.bytes.length} bytes>`;
}

/** Whether a schema says that its text is bytes, or a list of such texts. */
export function holdsBytes(schema: JsonSchema): boolean {
  if (schema['contentEncoding'] === 'base64' || schema['format'] === 'binary') return true;
  if (!typesOf(schema).includes('array')) return false;
  const items = itemSchema(schema, null);
  return items.known && (items.schema['contentEncoding'] === 'base64' || items.schema['format'] === 'binary');
}
