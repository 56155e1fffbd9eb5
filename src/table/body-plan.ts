/** The body of an endpoint → what its requests are written by. */
import type { ApiBody, PropertyEncoding } from '../link/link.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { holdsBytes, schemaMediaType } from './bytes.ts';
import { define, memberNames, schemaAt } from './schema-walk.ts';
import type { Operation } from './table.ts';

/**
 * Compiles a body; its schema is needed no more then.
 *
 * @param constant what stands in every body, or null
 */
export function bodyPlan(body: ApiBody | null, constant: Json | null): Operation['body'] {
  if (body === null) return null;
  const { contentType, required, format } = body;
  const files = format === 'multipart' ? filesOf(body.schema) : [];
  return {
    contentType,
    required,
    constant,
    format,
    encoding: encodingOf(body, files),
    files: files.map(({ name }) => name),
  };
}

interface FileProperty {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** Properties whose values are bytes. */
function filesOf(schema: JsonSchema): FileProperty[] {
  return memberNames(schema).flatMap((name) => {
    const member = schemaAt(schema, [name]);
    return member.known && holdsBytes(member.schema) ? [{ name, schema: member.schema }] : [];
  });
}

/** With the media types that the schemas of files name, where nothing else does. */
function encodingOf({ encoding }: ApiBody, files: readonly FileProperty[]): Readonly<Record<string, PropertyEncoding>> {
  const all: Record<string, PropertyEncoding> = { ...encoding };
  for (const { name, schema } of files) {
    const contentType = schemaMediaType(schema);
    if (contentType !== null && !Object.hasOwn(all, name)) define(all, name, { contentType, serialization: null });
  }
  return all;
}
