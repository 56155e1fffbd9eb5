/**
 * `multipart/form-data` bodies (RFC 7578; OpenAPI 3.2, "Encoding multipart Media Types"). The platform's `FormData` gives
 * each part of another type than text a file name, and its bytes only later; what is written here, it reads back (tests).
 */
import { randomBytes } from 'node:crypto';
import type { PropertyEncoding } from '../link/link.ts';
import type { Json } from '../schema.ts';
import { type FieldWriting, writeFields } from './bind-fields.ts';
import { encodingOf, isJsonType, takenBeside } from './bind-form.ts';
import { encodableText, isFault, jsonText, type Fault } from './bind-value.ts';
import { mediaTypeOf, readBytes, shownBytes } from './bytes.ts';
import { asItIs } from './percent-encoding.ts';
import { isSchema } from './schema-walk.ts';
import type { Operation } from './table.ts';
import type { BodyFault, WrittenBody } from './written-body.ts';

type Body = NonNullable<Operation['body']>;

interface Part {
  readonly name: string;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly content: string | Buffer;
}

/** Writes each member of a body as a part, each item of a list as one of the same name; those that are null are left out. */
export function writeMultipart(members: Record<string, Json>, body: Body, isShown: boolean): WrittenBody | BodyFault {
  const parts: Part[] = [];
  for (const [name, value] of Object.entries(members)) {
    const made = value === null ? [] : partsOf(name, value, { body, taken: takenBeside(name, members), isShown });
    if (isFault(made)) return { ...made, property: name };
    parts.push(...made);
  }
  const boundary = isShown ? 'boundary' : boundaryOutside(parts);
  return { content: joined(parts, boundary), contentType: `multipart/form-data; boundary=${boundary}` };
}

interface PartWriting {
  readonly body: Body;
  readonly taken: ReadonlySet<string>;
  readonly isShown: boolean;
}

function partsOf(name: string, value: Json, { body, taken, isShown }: PartWriting): readonly Part[] | Fault {
  if (!name.isWellFormed()) return { fault: 'has half of a character (a lone surrogate) in its name.' };
  const { serialization, contentType } = encodingOf(body.encoding, name) ?? usual;
  const isFile = body.files.includes(name);
  if (serialization !== null && !isFile)
    return styledParts(name, value, { serialization, ...unencoded, taken }, contentType);
  const isWhole = !Array.isArray(value) || (!isFile && isJsonType(contentType));
  const parts: Part[] = [];
  for (const one of isWhole ? [value] : (value as readonly Json[])) {
    const part = isFile ? filePart(name, one, contentType, isShown) : valuePart(name, one, contentType);
    if (isFault(part)) return part;
    parts.push(part);
  }
  return parts;
}

const usual: PropertyEncoding = { contentType: null, serialization: null };

/** Nothing is percent-encoded in a part. */
const unencoded = { encodeName: asItIs, encodeValue: asItIs, encodeItem: asItIs };

/** Styles are those of a form. */
function styledParts(
  name: string,
  value: Json,
  writing: FieldWriting,
  contentType: string | null,
): readonly Part[] | Fault {
  const fields = writeFields(name, value, writing);
  if (isFault(fields)) return fields;
  return fields.map((field) => ({ name: field.name, fileName: null, contentType, content: field.value }));
}

function valuePart(name: string, value: Json, contentType: string | null): Part | Fault {
  const isJson = isSchema(value) || Array.isArray(value) || isJsonType(contentType);
  const content = isJson ? jsonText(value) : encodableText(value, 'a plain value, an object, or a list');
  if (isFault(content)) return content;
  return { name, fileName: null, contentType: contentType ?? (isJson ? 'application/json' : null), content };
}

function filePart(name: string, value: Json, declared: string | null, isShown: boolean): Part | Fault {
  const given = readBytes(value);
  // Something else stands in the place of a value that is not shown.
  if (isFault(given)) return isShown ? { name, fileName: null, contentType: null, content: String(value) } : given;
  const contentType = mediaTypeOf(declared, given.mediaType);
  if (isFault(contentType)) return contentType;
  const content = isShown ? String(shownBytes(value)) : given.bytes;
  return { name, fileName: given.fileName ?? name, contentType, content };
}

/** 128 random bits, which nobody guesses; looked for all the same. */
function boundaryOutside(parts: readonly Part[]): string {
  const boundary = `smarteros-${randomBytes(16).toString('hex')}`;
  return parts.some(({ content }) => content.includes(boundary)) ? boundaryOutside(parts) : boundary;
}

function joined(parts: readonly Part[], boundary: string): string | Uint8Array {
  const pieces = parts.flatMap((part) => [`--${boundary}\r\n${headOf(part)}\r\n`, part.content, '\r\n']);
  pieces.push(`--${boundary}--\r\n`);
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}

function headOf({ name, fileName, contentType }: Part): string {
  const file = fileName === null ? '' : `; filename="${quotable(fileName)}"`;
  const type = contentType === null ? '' : `Content-Type: ${contentType}\r\n`;
  return `Content-Disposition: form-data; name="${quotable(name)}"${file}\r\n${type}`;
}

/** As browsers write names (HTML, "Multipart form data"): nothing in them ends the quotes or the line. */
function quotable(text: string): string {
  return text.toWellFormed().replace(/[\r\n"]/g, encodeURIComponent);
}
