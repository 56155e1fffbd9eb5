/** Bodies that several requests of one endpoint had → what the endpoint takes. */
import type { ApiBody } from '../openapi/operation.ts';
import type { JsonSchema } from '../schema.ts';
import { mergeStructures } from '../structure/merge.ts';
import { schemaOf } from '../structure/schema-of.ts';
import { isJsonMedia } from './carried.ts';
import { fieldsOf } from './fields.ts';
import type { ObservedBody } from './observe.ts';

const bytes: JsonSchema = { type: 'string', contentEncoding: 'base64' };

/** `requests` counts those without a body, too. Null where none had one; the format that most had counts. */
export function requestBody(bodies: readonly ObservedBody[], requests: number): ApiBody | null {
  const [format] =
    [...Map.groupBy(bodies, formatOf)].toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [];
  if (format === undefined) return null;
  const all = bodies.filter((body) => formatOf(body) === format);
  return {
    contentType: contentTypeOf(all, format),
    required: bodies.length === requests,
    schema: schemaBy(format, all),
    format,
    encoding: {},
  };
}

function formatOf({ as, contentType }: ObservedBody): ApiBody['format'] {
  if (as !== 'lost') return as;
  if (contentType === 'application/x-www-form-urlencoded') return 'form';
  if (contentType.startsWith('multipart/')) return 'multipart';
  if (isJsonMedia(contentType) || contentType === '') return 'json';
  return contentType.startsWith('text/') ? 'text' : 'binary';
}

function contentTypeOf(bodies: readonly ObservedBody[], format: ApiBody['format']): string {
  const usual = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    multipart: 'multipart/form-data',
    text: 'text/plain',
    binary: 'application/octet-stream',
  } as const;
  if (format === 'form' || format === 'multipart') return usual[format];
  return bodies.find(({ contentType }) => contentType !== '')?.contentType ?? usual[format];
}

function schemaBy(format: ApiBody['format'], bodies: readonly ObservedBody[]): JsonSchema {
  if (format === 'json') {
    const schema = schemaOf(mergeStructures(bodies.flatMap(({ structure }) => structure ?? [])), {
      required: bodies.length > 1,
    });
    return Object.keys(schema).length === 0 ? { type: 'object' } : schema;
  }
  if (format === 'form' || format === 'multipart') return formSchema(bodies);
  return format === 'text' ? { type: 'string' } : bytes;
}

function formSchema(bodies: readonly ObservedBody[]): JsonSchema {
  const files = new Set(bodies.flatMap((body) => [...body.files]));
  const fields = fieldsOf(bodies.map((body) => body.fields));
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  const properties = fields.map(({ name, schema }) => [name, files.has(name) ? bytes : schema] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  };
}
