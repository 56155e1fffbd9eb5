/** Which of the arguments that may be left out are worth a place before a model. */
import type { ApiOperation } from '../openapi/operation.ts';
import type { JsonSchema } from '../schema.ts';
import type { Candidate } from './argument-candidates.ts';
import { plainName } from './pagination-names.ts';
import { isSafe } from './safe-schema.ts';
import { isOnly, isPlainValue, listOf, membersOf, objectOf, typesNamed } from './schemas.ts';
import { wordsIn } from './words.ts';

/** A model reads all of them at every turn; those that are required come on top where they are more. */
const most = { reads: 12, writes: 20 } as const;

/** Longest schemas, as JSON: some clients refuse tools of 16 KB, and models lose their way before. */
const mostSchema = { plain: 3_000, body: 6_000, all: 10_000 } as const;

/** Chosen of those that may be left out, beside so many that are required; in their own order. */
export function usefulOf(optional: readonly Candidate[], beside: number, operation: ApiOperation): Candidate[] {
  const isWrite = operation.method !== 'GET' && operation.body !== null;
  const words = `${operation.summary} ${operation.description}`.slice(0, 2_000).toLowerCase();
  const ranked = optional
    .filter((one) => one.isExpected || (isUseful(one) && !isInPath(one, operation)))
    .map((one, index) => ({ one, index, use: useOf(one, { operation, words }) }))
    .toSorted((a, b) => b.use - a.use || a.index - b.index)
    .slice(0, Math.max(0, most[isWrite ? 'writes' : 'reads'] - beside));
  let left: number = mostSchema.all;
  return ranked
    .filter(({ one }) => {
      const size = JSON.stringify(one.schema).length;
      if (size > left) return false;
      left -= size;
      return true;
    })
    .toSorted((a, b) => a.index - b.index)
    .map(({ one }) => one);
}

function isUseful(one: Candidate): boolean {
  const { schema, place } = one;
  if (isCredential(one) || isKeptByServer(one)) return false;
  if (schema['deprecated'] === true || schema['readOnly'] === true || !isSafe(schema)) return false;
  return JSON.stringify(schema).length <= mostSchema[place === 'body' ? 'body' : 'plain'];
}

/** What the path says already. */
function isInPath({ place, path }: Candidate, { parameters }: ApiOperation): boolean {
  const name = plainName(path.join(' '));
  return place === 'body' && parameters.some((one) => one.in === 'path' && plainName(one.name) === name);
}

/** A credential is the provider's: no model should hold one. */
export function isCredential({ place, path }: Pick<Candidate, 'place' | 'path'>): boolean {
  return (
    place !== 'body' &&
    place !== 'path' &&
    /^(?:x-)?(?:auth_?|access_?)?(?:token|api[-_]?key|secret)$/i.test(path[0] ?? '')
  );
}

/** What the server keeps of a thing, and nobody sends: when it was made, by whom, its links, how many it has of something. */
function isKeptByServer({ place, path, schema, description }: Candidate): boolean {
  if (place !== 'body') return false;
  const name = snake(path.at(-1) ?? '');
  const isCount = typesNamed(schema).includes('integer') && name.endsWith('_count');
  return (
    isCount ||
    /^_?(?:etag|self|links|_links|permalink)$/.test(name) ||
    /^(?:date_)?(?:created|updated|modified|inserted)(?:_(?:at|on|by|date|time|gmt))*$/.test(name) ||
    /^\W*(?:read[- ]?only|output only|solo lectura)\b|\((?:read[- ]?only|solo lectura)\)/i.test(description)
  );
}

/** What people ask by, before what tunes an answer. */
const useful: readonly (readonly [RegExp, number])[] = [
  [/^(?:q|query|search|name|title|email|status|state|text|content|message|subject|type|amount|description)$/, 6],
  [/^(?:nombre|rut|folio|estado|fecha|monto|total|cantidad|precio|glosa|descripcion|correo|codigo|buscar)$/, 6],
  [
    /(?:^|_)(?:id|ids|sku|code|number|phone|customer|client|product|order|user|email|date|price|quantity|items|lines)$/,
    4,
  ],
  [/(?:^|_)(?:rut|folio|codigo|numero|cliente|producto|pedido|fecha|monto|precio|detalles?|desde|hasta)$/, 4],
  [/^(?:filter|after|before|from|to|since|until|start|end|created|updated|min|max|category|tag|currency)/, 4],
  [/^(?:fecha|desde|hasta|categoria|moneda|sucursal|tipo)/, 4],
  [/^(?:sort|order|orderby|order_by|direction|limit|page|per_page)$/, 2],
  [/^(?:fields?|_fields|expand|include|embed|context|locale|lang|pretty|format|envelope|callback|dry_?run|x-|\$)/, -4],
];

/** What the server gives a thing itself, unless it says otherwise. */
const given = /^(?:_?id|uuid|guid|sid|pk|object|url|uri|href|version|revision|type)$|(?:^|_)serial$/;

interface About {
  readonly operation: ApiOperation;
  readonly words: string;
}

function useOf(one: Candidate, about: About): number {
  const { place, path, schema, description } = one;
  const name = snake(path.at(-1) ?? '');
  const byName = useful.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
  const byWords = (description === '' ? 0 : 1) + (isMentioned(path.at(-1) ?? '', about.words) ? 3 : 0);
  if (one.isExpected) return 100;
  if (place !== 'body') return byName + byWords + formOf(schema);
  const isGiven = (given.test(name) && path.length === 1 && isPlainValue(schema)) || hasOneValue(schema);
  return (isGiven ? -3 : byName) + byWords + (path.length > 1 ? -1 : 0) + (isPayload(one) ? 3 : formOf(schema));
}

function formOf(schema: JsonSchema): number {
  return isPlainValue(schema) ? 2 : isOnly(schema, 'array') && isPlainValue(objectOf(schema['items'])) ? 1 : -1;
}

/** The lists and objects of a body are what it is sent for. */
function isPayload({ schema }: Candidate): boolean {
  return isOnly(schema, 'array') || membersOf(schema).size > 0;
}

function hasOneValue(schema: JsonSchema): boolean {
  return schema['const'] !== undefined || listOf(schema['enum']).length === 1;
}

/** `due_date` in “the due date of an invoice”. */
function isMentioned(name: string, words: string): boolean {
  const said = wordsIn(name);
  if (said.join('').length < 4) return false;
  return new RegExp(String.raw`(?<![a-z0-9])${said.join(String.raw`[\s_-]?`)}(?![a-z0-9])`).test(words);
}

function snake(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}
