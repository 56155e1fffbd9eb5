/** What of a request becomes arguments: all that is required, and of the rest what is useful, each with its way back. */
import { fieldName } from '../change/scaffold-words.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { isSafe } from './safe-schema.ts';
import { sampleOf } from './samples.ts';
import { isOnly, listOf, membersOf, objectOf, requiredOf, textOf, typesNamed } from './schemas.ts';

/** One argument of a drafted capability. */
export interface DraftedArgument {
  readonly name: string;
  /** The place in the request: `query.page`, `body.billing.email`, `body` for all of it. */
  readonly to: string;
  readonly isRequired: boolean;
  /** As the document has it. */
  readonly description: string;
  readonly schema: JsonSchema;
  /** Sent always and never seen. */
  readonly constant: Json | undefined;
  /** For the example; undefined when none can be told. */
  readonly sample: Json | undefined;
  /** It is a credential that the endpoint requires as a parameter, which a person has to look at. */
  readonly isCredential: boolean;
  /** Its own words are not fit for models, so its schema is written anew. */
  readonly isUnsafe: boolean;
}

/** What the arguments of one capability have to keep clear of. */
export interface ArgumentRules {
  /** Places that something else fills: paging, the credential. `query.page`, `header.x-api-key` in lower case. */
  readonly filled: ReadonlySet<string>;
  /** Names that the capability has for something else. */
  readonly reserved: ReadonlySet<string>;
}

/** A model reads all of them at every turn; those that are required come on top where they are more. */
const usualArguments = 12;

interface Candidate {
  readonly place: 'path' | 'query' | 'header' | 'cookie' | 'body';
  readonly path: readonly string[];
  readonly isRequired: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** The arguments of an operation, required ones first. `left` tells how many could be given and were left out. */
export function argumentsOf(
  operation: ApiOperation,
  rules: ArgumentRules,
): { readonly drafted: readonly DraftedArgument[]; readonly left: number } {
  const all = candidatesOf(operation).filter((one) => !rules.filled.has(placeOf(one).toLowerCase()));
  const required = all.filter(({ isRequired }) => isRequired);
  const optional = all
    .filter((one) => !one.isRequired && isUseful(one))
    .map((one, index) => ({ one, index, use: useOf(one) }))
    .toSorted((a, b) => b.use - a.use || a.index - b.index)
    .slice(0, Math.max(0, usualArguments - required.length))
    .toSorted((a, b) => a.index - b.index)
    .map(({ one }) => one);
  const taken = new Set(rules.reserved);
  const drafted = [...required, ...optional].map((one) => drafting(one, taken));
  return { drafted, left: all.length - drafted.length };
}

function drafting(one: Candidate, taken: Set<string>): DraftedArgument {
  const name = freeName(one, taken);
  taken.add(name);
  const { schema, isRequired, description } = one;
  return {
    name,
    to: placeOf(one),
    isRequired,
    description,
    schema,
    constant: isRequired ? onlyValue(schema) : undefined,
    sample: sampleOf(schema, name),
    isCredential: isCredential(one),
    isUnsafe: !isSafe(schema),
  };
}

function freeName({ place, path }: Candidate, taken: ReadonlySet<string>): string {
  const words = path.length === 0 ? ['body'] : path;
  const names = [words.join(' '), `${place} ${words.join(' ')}`].map((text) => fieldName(text).slice(0, 50));
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  for (let number = 2; ; number++) if (!taken.has(`${names[0]}${number}`)) return `${names[0]}${number}`;
}

/** The place as manifests write it. */
function placeOf({ place, path }: Pick<Candidate, 'place' | 'path'>): string {
  return [place, ...path].join('.');
}

function candidatesOf(operation: ApiOperation): Candidate[] {
  const parameters = operation.parameters
    .filter(({ in: place, required, name }) => isTaken(place, required) && !isIdempotencyKey(operation, place, name))
    .map(({ name, in: place, required, description, schema }) => ({
      place,
      path: [name],
      isRequired: required || place === 'path',
      description: description || textOf(schema['description']),
      schema,
    }));
  return [...parameters, ...bodyCandidates(operation)];
}

/** Headers that may be left out say nothing that a model knows. */
function isTaken(place: string, required: boolean): boolean {
  return (place !== 'header' && place !== 'cookie') || required;
}

function isIdempotencyKey({ idempotencyHeader }: ApiOperation, place: string, name: string): boolean {
  return place === 'header' && name.toLowerCase() === idempotencyHeader;
}

function bodyCandidates({ body }: ApiOperation): Candidate[] {
  if (body === null) return [];
  const members = membersOf(body.schema);
  const description = textOf(body.schema['description']);
  if (members.size === 0)
    return [{ place: 'body', path: [], isRequired: body.required, description, schema: body.schema }];
  const required = requiredOf(body.schema);
  const fields = [...members].map(([name, schema]) => bodyField([name], schema, body.required && required.has(name)));
  // A body that nothing is required of may have to be sent all the same.
  return fields.flatMap((field) => (field.schema['readOnly'] === true ? [] : partsOf(field, fields.length)));
}

function bodyField(path: readonly string[], schema: JsonSchema, isRequired: boolean): Candidate {
  return { place: 'body', path, isRequired, description: textOf(schema['description']), schema };
}

/** Most members of an object that become arguments of their own: models fill flat ones better. */
const fewMembers = 6;

/** An object of a few plain members is given by those. */
function partsOf(field: Candidate, beside: number): Candidate[] {
  if (!isOnly(field.schema, 'object') || typeof field.schema['additionalProperties'] === 'object') return [field];
  const members = [...membersOf(field.schema)].filter(([, schema]) => schema['readOnly'] !== true);
  const isFlat = members.every(([name, schema]) => isPlainValue(schema) && !name.includes('.'));
  if (members.length === 0 || members.length > fewMembers || !isFlat || beside + members.length > 30) return [field];
  if ((field.path[0] ?? '').includes('.')) return [field];
  const required = requiredOf(field.schema);
  // An object that may be left out is not sent at all, and then requires nothing.
  if (!field.isRequired && required.size > 0) return [field];
  return members.map(([name, schema]) =>
    bodyField([...field.path, name], schema, field.isRequired && required.has(name)),
  );
}

function isPlainValue(schema: JsonSchema): boolean {
  const types = typesNamed(schema);
  return types.length > 0 && types.every((type) => type !== 'object' && type !== 'array');
}

/** The only value that a place takes. */
function onlyValue(schema: JsonSchema): Json | undefined {
  if (schema['const'] !== undefined) return schema['const'];
  const values = listOf(schema['enum']);
  return values.length === 1 ? values[0] : undefined;
}

/** Longest schema, as JSON, of an argument that may be left out: some clients refuse tools of 16 KB, and models lose their way before. */
const mostSchema = 3_000;

function isUseful(one: Candidate): boolean {
  const { schema } = one;
  if (isCredential(one)) return false;
  if (schema['deprecated'] === true || schema['readOnly'] === true || !isSafe(schema)) return false;
  return JSON.stringify(schema).length <= mostSchema;
}

/** A credential is the provider's: no model should hold one. */
function isCredential({ place, path }: Candidate): boolean {
  return (
    place !== 'body' &&
    place !== 'path' &&
    /^(?:x-)?(?:auth_?|access_?)?(?:token|api[-_]?key|secret)$/i.test(path[0] ?? '')
  );
}

/** What people ask by, before what tunes an answer. */
const useful: readonly (readonly [RegExp, number])[] = [
  [/^(?:q|query|search|name|title|email|status|state|text|content|message|subject|type|amount|description)$/, 6],
  [/(?:^|_)(?:id|ids|sku|code|number|phone|customer|product|order|user|email|date|price|quantity|items)$/, 4],
  [/^(?:filter|after|before|from|to|since|until|start|end|created|updated|min|max|category|tag|currency)/, 4],
  [/^(?:sort|order|orderby|order_by|direction|limit|page|per_page)$/, 2],
  [/^(?:fields?|_fields|expand|include|embed|context|locale|lang|pretty|format|envelope|callback|dry_?run|x-|\$)/, -4],
];

function useOf({ place, path, schema, description }: Candidate): number {
  const name = (path.at(-1) ?? '').replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
  const byName = useful.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
  const byForm = isPlainValue(schema) ? 2 : isOnly(schema, 'array') && isPlainValue(objectOf(schema['items'])) ? 1 : -1;
  return byName + byForm + (description === '' ? 0 : 1) + (place === 'body' && path.length > 1 ? -1 : 0);
}
