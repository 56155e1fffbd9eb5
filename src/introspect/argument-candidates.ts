/** All that a request may carry, each piece with its place: what arguments are chosen from. */
import type { ApiOperation } from '../openapi/operation.ts';
import type { JsonSchema } from '../schema.ts';
import { isOnly, isPlainValue, isUnion, membersOf, requiredOf, textOf } from './schemas.ts';

/** A piece of a request. */
export interface Candidate {
  readonly place: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** Names from the place on; empty for all of a body. */
  readonly path: readonly string[];
  readonly isRequired: boolean;
  /** A body that may be left out cannot do without it once it is sent. */
  readonly isExpected: boolean;
  /** As the document has it. */
  readonly description: string;
  readonly schema: JsonSchema;
}

/** Parameters in the order of the document, then what the body is made of. */
export function candidatesOf(operation: ApiOperation): Candidate[] {
  const parameters = operation.parameters
    .filter(({ in: place, required, name }) => isTaken(place, required) && !isIdempotencyKey(operation, place, name))
    .map(({ name, in: place, required, description, schema }) => ({
      place,
      path: [name],
      isRequired: required || place === 'path',
      isExpected: false,
      description: description || textOf(schema['description']),
      schema,
    }));
  return [...parameters, ...bodyCandidates(operation)];
}

/** The place as manifests write it. */
export function placeOf({ place, path }: Pick<Candidate, 'place' | 'path'>): string {
  return [place, ...path].join('.');
}

/** Headers that may be left out say nothing that a model knows. */
function isTaken(place: string, required: boolean): boolean {
  return (place !== 'header' && place !== 'cookie') || required;
}

function isIdempotencyKey({ idempotencyHeader }: ApiOperation, place: string, name: string): boolean {
  return place === 'header' && name.toLowerCase() === idempotencyHeader;
}

/** Longest schema, as JSON, of a body that one argument takes whole, where its fields could be given one by one. */
const mostUnion = 8_000;

function bodyCandidates({ body }: ApiOperation): Candidate[] {
  if (body === null) return [];
  const members = membersOf(body.schema);
  // Its fields one by one would not say which of them go together.
  const isWhole = members.size === 0 || (isUnion(body.schema) && JSON.stringify(body.schema).length <= mostUnion);
  if (isWhole) {
    const description = textOf(body.schema['description']);
    return [
      { place: 'body', path: [], isRequired: body.required, isExpected: false, description, schema: body.schema },
    ];
  }
  const required = requiredOf(body.schema);
  const fields = [...members].map(([name, schema]) => bodyField([name], schema, body.required, required.has(name)));
  // A body that nothing is required of may have to be sent all the same.
  return fields.flatMap((field) => (field.schema['readOnly'] === true ? [] : partsOf(field, fields.length)));
}

function bodyField(path: readonly string[], schema: JsonSchema, isSent: boolean, isNamed: boolean): Candidate {
  const [isRequired, isExpected] = [isSent && isNamed, !isSent && isNamed];
  return { place: 'body', path, isRequired, isExpected, description: textOf(schema['description']), schema };
}

/** Most members of an object that become arguments of their own: models fill flat ones better. */
const fewMembers = 6;

/** An object of a few plain members is given by those. */
function partsOf(field: Candidate, beside: number): Candidate[] {
  if (!isOnly(field.schema, 'object') || typeof field.schema['additionalProperties'] === 'object') return [field];
  if (isUnion(field.schema)) return [field];
  const members = [...membersOf(field.schema)].filter(([, schema]) => schema['readOnly'] !== true);
  const isFlat = members.every(([name, schema]) => isPlainValue(schema) && !name.includes('.'));
  if (members.length === 0 || members.length > fewMembers || !isFlat || beside + members.length > 30) return [field];
  if ((field.path[0] ?? '').includes('.')) return [field];
  const required = requiredOf(field.schema);
  // An object that may be left out is not sent at all, and then requires nothing.
  if (!field.isRequired && required.size > 0) return [field];
  return members.map(([name, schema]) =>
    bodyField([...field.path, name], schema, field.isRequired, field.isRequired && required.has(name)),
  );
}
