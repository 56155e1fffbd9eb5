/** The value of a body → what is sent of it, by its format. */
import type { Json } from '../schema.ts';
import { writeForm } from './bind-form.ts';
import { writeMultipart } from './bind-multipart.ts';
import { halfCharacter, isFault, jsonText, plainText, type Fault } from './bind-value.ts';
import { mediaTypeOf, readBytes, shownBytes } from './bytes.ts';
import { isSchema } from './schema-walk.ts';
import type { Operation } from './table.ts';
import type { BodyFault, WrittenBody } from './written-body.ts';

/** Writes the value of a body; undefined is one that nobody gave. Null: the request has no body. */
export type WriteBody = (value: Json | undefined) => WrittenBody | BodyFault | null;

/** Prepares the body of an operation. For people to read (`isShown`) it is text, and bytes are told by their number. */
export function createWriteBody(body: NonNullable<Operation['body']>, isShown: boolean): WriteBody {
  const { contentType, format } = body;
  const written = (content: string | Fault): WrittenBody | BodyFault =>
    isFault(content) ? { ...content, property: null } : { content, contentType };
  switch (format) {
    case 'json':
      return (value = {}) => written(jsonText(value));
    case 'text':
      return (value) => (value === undefined ? null : written(textOf(value)));
    case 'binary':
      return (value) => {
        if (value === undefined) return null;
        return isShown ? written(String(shownBytes(value))) : binary(value, contentType);
      };
    case 'form':
    case 'multipart': {
      const write = format === 'form' ? writeForm : writeMultipart;
      return (value = {}) => {
        if (isSchema(value)) return write(value, body, isShown);
        return written(isShown ? String(value) : { fault: 'must be an object: each member is a field of the form.' });
      };
    }
  }
}

function textOf(value: Json): string | Fault {
  const text = plainText(value);
  if (text === null) return { fault: 'must be text: it is the body as it is.' };
  return text.isWellFormed() ? text : { fault: halfCharacter };
}

function binary(value: Json, declared: string): WrittenBody | BodyFault {
  const given = readBytes(value);
  if (isFault(given)) return { ...given, property: null };
  const contentType = mediaTypeOf(declared, given.mediaType);
  return isFault(contentType) ? { ...contentType, property: null } : { content: given.bytes, contentType };
}
