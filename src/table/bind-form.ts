/** `application/x-www-form-urlencoded` bodies (OpenAPI 3.2, "Encoding the x-www-form-urlencoded Media Type"). */
import type { PropertyEncoding } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { type Field, type FieldWriting, rootOf, writeFields } from './bind-fields.ts';
import { queryEncodings } from './bind-put.ts';
import { isFault, type Fault } from './bind-value.ts';
import { encodeAll } from './percent-encoding.ts';
import { isSchema } from './schema-walk.ts';
import type { Operation } from './table.ts';
import type { BodyFault, WrittenBody } from './written-body.ts';

type Body = Pick<NonNullable<Operation['body']>, 'contentType' | 'encoding'>;

const exploded = { style: 'form', explode: true, allowReserved: false } as const;
const asJson = { ...exploded, style: 'json' } as const;

/** Writes the members of a body one after the other; those that are null are left out. */
export function writeForm(members: Record<string, Json>, { contentType, encoding }: Body): WrittenBody | BodyFault {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(members)) {
    if (value === null) continue;
    const fields = formFields(name, value, encodingOf(encoding, name), takenBeside(name, members));
    if (isFault(fields)) return { ...fields, property: name };
    for (const field of fields) pairs.push(`${field.name}=${field.value}`);
  }
  return { content: pairs.join('&'), contentType };
}

/** The encoding of a property that has one of its own. */
export function encodingOf(
  encoding: Readonly<Record<string, PropertyEncoding>>,
  name: string,
): PropertyEncoding | undefined {
  return Object.hasOwn(encoding, name) ? encoding[name] : undefined;
}

/** Names that the members of one property may not have as fields of their own. */
export function takenBeside(name: string, members: Record<string, Json>): ReadonlySet<string> {
  return new Set(Object.keys(members).flatMap((other) => (other === name ? [] : [rootOf(other)])));
}

/** True for a media type whose values are written as JSON. */
export function isJsonType(contentType: string | null): boolean {
  return contentType !== null && /^[^;]*[/+]json\s*(;|$)/i.test(contentType);
}

/** Without a style, a plain value is itself, a list a field for each item, and what is left JSON (RFC 1866 knows text only). */
function formFields(
  name: string,
  value: Json,
  encoding: PropertyEncoding | undefined,
  taken: ReadonlySet<string>,
): readonly Field[] | Fault {
  if (!name.isWellFormed()) return { fault: 'has half of a character (a lone surrogate) in its name.' };
  const { serialization = null, contentType = null } = encoding ?? {};
  const write = (one: Json, how: FieldWriting['serialization']) =>
    writeFields(name, one, { serialization: how, encodeName: encodeAll, ...queryEncodings(how), taken });
  if (serialization !== null) return write(value, serialization);
  if (isJsonType(contentType)) return write(value, asJson);
  const fields: Field[] = [];
  for (const one of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
    const written = write(one, isSchema(one) || Array.isArray(one) ? asJson : exploded);
    if (isFault(written)) return written;
    fields.push(...written);
  }
  return fields;
}
