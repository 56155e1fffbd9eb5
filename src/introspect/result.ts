/** What of an answer becomes the result: of a list the plain fields of its items, of a thing its fields, in few and useful. */
import { fieldName } from '../change/scaffold-words.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import { listAnswer, wrappingOf } from './list-answer.ts';
import { isSafe } from './safe-schema.ts';
import { isOnly, membersOf, objectOf, pathTo, textOf, typesNamed } from './schemas.ts';

/** `result` of a drafted capability. */
export interface DraftedResult {
  /** A path to the list; null for a thing. */
  readonly items: string | null;
  /** Fields by name: of each item, or of the thing. Empty when nothing is declared. */
  readonly fields: Readonly<Record<string, Json>>;
  /** How many fields are declared and left out. */
  readonly left: number;
}

/** A model reads all of them for every item. */
const usualFields = 12;
/** Fields inside of another. */
const innerFields = 6;

/** The result for an answer; null when nothing is known of it, or events may come in its place, so that it is passed on. */
export function resultOf({ response, answers }: Pick<ApiOperation, 'response' | 'answers'>): DraftedResult | null {
  if (response === null) return null;
  const list = listAnswer(response);
  if (list !== null) {
    const made = fieldsOf(list.item, [], usualFields, 0);
    return { items: `${pathTo(...list.path)}[*]`, ...made };
  }
  if (answers.includes('text/event-stream')) return null;
  const wrapping = wrappingOf(response);
  const thing = wrapping.reduce<JsonSchema>((schema, name) => membersOf(schema).get(name) ?? {}, response);
  const made = fieldsOf(thing, wrapping, usualFields, 3);
  return Object.keys(made.fields).length === 0 ? null : { items: null, ...made };
}

interface Field {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
  readonly index: number;
}

function fieldsOf(
  schema: JsonSchema,
  inside: readonly string[],
  most: number,
  nested: number,
): { readonly fields: Readonly<Record<string, Json>>; readonly left: number } {
  const members = [...membersOf(schema)].filter(([name, each]) => isShown(name, each));
  const all = members.flatMap(([name, each], index) => flattened(name, each, inside, index));
  const plain = all.filter(({ schema: each }) => isScalar(each) && isSafe(each)).toSorted(byUse);
  const chosen = plain.slice(0, most);
  const room = chosen.length < 3 ? Math.max(nested, 3) : nested;
  const deep = all.filter(({ schema: each }) => !isScalar(each)).flatMap((field) => deepField(field));
  const named: [string, Json][] = [];
  const taken = new Set<string>();
  for (const { path, value } of [...chosen.map(plainField), ...deep.slice(0, room)]) {
    const own = fieldName(path.at(-1) ?? '').slice(0, 60);
    const name = taken.has(own) ? fieldName(path.join(' ')).slice(0, 60) : own;
    if (!taken.has(name)) named.push([name, value]);
    taken.add(name);
  }
  return { fields: Object.fromEntries(named), left: all.length - named.length };
}

/** What nobody should be shown, or should use any more, is left out. */
function isShown(name: string, schema: JsonSchema): boolean {
  if (schema['writeOnly'] === true || schema['deprecated'] === true || schema['x-sensitive'] === true) return false;
  return textOf(schema['format']) !== 'password' && !secret.test(name);
}

const secret =
  /(?:passw(?:or)?d|secret|api_?key|private_?key|(?:access|refresh|auth|bot|session|hmac)_?token|^token)$/i;

/** `{ id, attributes: { … } }` (JSON:API) is one thing. */
function flattened(name: string, schema: JsonSchema, inside: readonly string[], index: number): Field[] {
  const path = [...inside, name];
  const members = name === 'attributes' ? [...membersOf(schema)] : [];
  if (members.length === 0) return [{ path, schema, index }];
  return members.map(([inner, each], at) => ({ path: [...path, inner], schema: each, index: index + at / 1000 }));
}

function isScalar(schema: JsonSchema): boolean {
  const types = typesNamed(schema);
  if (types.length === 0) return schema['enum'] !== undefined || schema['const'] !== undefined;
  return types.every((type) => type !== 'object' && type !== 'array');
}

function plainField({ path, schema }: Field): { readonly path: readonly string[]; readonly value: Json } {
  const from = pathTo(...path);
  return { path, value: textOf(schema['format']) === 'date-time' ? { $from: from, $as: 'date-time' } : from };
}

function deepField({ path, schema }: Field): { readonly path: readonly string[]; readonly value: Json }[] {
  const from = pathTo(...path);
  if (isOnly(schema, 'array')) {
    const item = objectOf(schema['items']);
    if (isScalar(item)) return isSafe(item) ? [{ path, value: `${from}[*]` }] : [];
    const { fields } = fieldsOf(item, [], innerFields, 0);
    return Object.keys(fields).length === 0 ? [] : [{ path, value: { $from: `${from}[*]`, $each: fields } }];
  }
  const plain = [...membersOf(schema)]
    .filter(([name, each]) => isShown(name, each))
    .map(([name, each], index) => ({ path: [...path, name], schema: each, index }))
    .filter(({ schema: each }) => isScalar(each) && isSafe(each))
    .toSorted(byUse)
    .slice(0, innerFields);
  if (plain.length === 0) return [];
  const fields = plain.map(plainField).map(({ path: inner, value }) => [fieldName(inner.at(-1) ?? ''), value]);
  return [{ path, value: Object.fromEntries(fields) as Json }];
}

/** What a thing is known by, before what else is said of it. */
const usefulness: readonly RegExp[] = [
  /^(?:id|sid|uuid|ref|key|number|code|slug)$/i,
  /^(?:name|title|display_?name|full_?name|first_?name|last_?name|email|label|subject|username)$/i,
  /^(?:status|state|type|kind|active|enabled|role)$/i,
  /^(?:total|amount|price|balance|currency|quantity|subtotal|cost|count)$/i,
  /(?:^|_)(?:date|time)|(?:_at|At|Date|Time|_on|created|updated|modified|due)$/,
  /(?:^|_)(?:phone|description|summary|text|content|message|value|body)$/i,
  /(?:_id|Id|_code|_number|_name|_status|_total)$/,
];

/** Of two of the same use, in the document's order. */
function byUse(a: Field, b: Field): number {
  return rank(a) - rank(b) || a.index - b.index;
}

function rank({ path }: Field): number {
  const name = path.at(-1) ?? '';
  if (/^_|^(?:url|uri|href|etag|object|node_id|links?)$|(?:_url|_uri|_link|_href|_html|Url)$/.test(name))
    return usefulness.length + 1;
  const found = usefulness.findIndex((pattern) => pattern.test(name));
  return found === -1 ? usefulness.length : found;
}
