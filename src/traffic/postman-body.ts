/** What a Postman request carries, by its mode. Files that it names are not read. */
import { carriedText, lostBody } from './carried.ts';
import type { Carried, FormField } from './exchange.ts';
import { listMember, member, parseJson, textMember } from './json.ts';
import type { Variables } from './postman-variables.ts';

const mostFields = 200;

const languages: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  text: 'text/plain',
  javascript: 'text/javascript',
};

/** The body; null when there is none, or it is switched off. `contentType` is the request's header. */
export function postmanBody(body: unknown, contentType: string, variables: Variables): Carried | null {
  if (member(body, 'disabled') === true) return null;
  switch (textMember(body, 'mode')) {
    case 'raw':
      return rawBody(body, contentType, variables);
    case 'urlencoded':
      return {
        contentType: 'application/x-www-form-urlencoded',
        as: 'form',
        fields: fieldsOf(body, 'urlencoded', variables),
      };
    case 'formdata':
      return { contentType: 'multipart/form-data', as: 'multipart', fields: fieldsOf(body, 'formdata', variables) };
    case 'file':
      return {
        contentType: contentType === '' ? 'application/octet-stream' : lostBody(contentType).contentType,
        as: 'binary',
      };
    case 'graphql':
      return { contentType: 'application/json', as: 'json', value: { query: '{' } };
    default:
      return null;
  }
}

function rawBody(body: unknown, contentType: string, variables: Variables): Carried | null {
  const text = variables.filled(textMember(body, 'raw'));
  if (text.trim() === '') return null;
  const language = textMember(member(member(body, 'options'), 'raw'), 'language');
  const media = contentType || (Object.hasOwn(languages, language) ? (languages[language] as string) : '');
  const read = carriedText(media, text);
  if (read.as !== 'lost') return read;
  // A variable where a number or an object stands makes it no JSON: its type is not known.
  const value = parseJson(text.replaceAll(/\{\{[^{}]*\}\}/g, 'null'));
  return value === undefined ? read : { contentType: 'application/json', as: 'json', value };
}

function fieldsOf(body: unknown, list: string, variables: Variables): FormField[] {
  return listMember(body, list)
    .slice(0, mostFields)
    .map((each) => ({
      ...variables.field(textMember(each, 'key'), textMember(each, 'value')),
      isFile: textMember(each, 'type') === 'file',
      isDisabled: member(each, 'disabled') === true,
    }))
    .filter(({ name }) => name !== '' && !name.includes('{{'));
}
