/**
 * The parts of an operation of Swagger 2.0 as OpenAPI 3 has them. `@scalar/openapi-upgrader` converts each operation by
 * itself, when it is asked for and without its schemas, whose form is nearly the same: what is wrong in one operation cannot
 * spoil another, and each part keeps its place in the document.
 */
import { createRequire } from 'node:module';
import type * as Upgrader from '@scalar/openapi-upgrader/2.0-to-3.0';
import type { ListedOperation } from './list-operations.ts';
import { declaredParameters, type OperationParts, type ReadParts, successfulResponses } from './operation-parts.ts';
import { type BrokenReference, child, isRecord, own, type Place } from './reference.ts';

type Fields = Record<string, unknown>;

const require = createRequire(import.meta.url);
let loaded: typeof Upgrader | undefined;

/** Converts a document that is Swagger 2.0; it is changed in doing so. The package is loaded by the first that needs it. */
export function upgrade(document: Fields): Fields {
  loaded ??= require('@scalar/openapi-upgrader/2.0-to-3.0') as typeof Upgrader;
  return loaded.upgradeFromTwoToThree({ ...document, swagger: '2.0' }) as unknown as Fields;
}

/** The parts of an operation of Swagger 2.0. */
export const swaggerParts: ReadParts = (root, listed) => {
  const missing: BrokenReference[] = [];
  const broken: BrokenReference[] = [];
  const declared = declaredParameters(root, listed, missing).filter((place) => isRecord(place.value));
  const responses = successfulResponses(root, listed, broken).filter((place) => isRecord(place.value));
  try {
    return { ...convert(root, listed, declared, responses), missing, broken, unreadable: null };
  } catch (error) {
    const unreadable = `It cannot be converted from Swagger 2.0: ${(error as Error).message}`;
    return { parameters: [], body: null, responses: [], missing, broken, unreadable };
  }
};

const inBody = new Set<unknown>(['body', 'formData']);

function convert(
  root: unknown,
  listed: ListedOperation,
  declared: readonly Place[],
  responses: readonly Place[],
): Pick<OperationParts, 'parameters' | 'body' | 'responses'> {
  const outside = declared.filter((place) => !inBody.has(own(place.value, 'in')));
  const [whole, odd] = partition(outside, (place) => typeof own(place.value, 'in') === 'string');
  const fields = declared.filter((place) => own(place.value, 'in') === 'formData');
  const body = fields.length > 0 ? undefined : declared.findLast((place) => own(place.value, 'in') === 'body');
  const operation = {
    parameters: [...whole, ...fields, ...(body === undefined ? [] : [body])].map(parameterCopy),
    consumes: mediaTypes(listed, root, 'consumes') ?? formType(fields),
    produces: mediaTypes(listed, root, 'produces'),
    responses: Object.fromEntries(responses.map((place, index) => [String(index), responseCopy(place)])),
  };
  const upgraded = upgrade({ paths: { '/': { post: withoutUndefined(operation) } } });
  const result = own(own(own(upgraded, 'paths'), '/'), 'post');
  const parameters = (own(result, 'parameters') ?? []) as readonly unknown[];
  return {
    parameters: [...whole.map((place, index) => parameterAt(place, parameters[index])), ...odd],
    body: bodyAt(own(result, 'requestBody'), body, fields),
    responses: responses.map((place, index) => responseAt(place, own(own(result, 'responses'), String(index)))),
  };
}

/** Stands for a schema while the rest is converted. */
const placeholder = { type: 'object' };

function parameterCopy({ value }: Place): Fields {
  const copy = structuredClone(withoutUndefined({ ...(value as Fields), schema: undefined }));
  if (own(value, 'in') === 'body') return { ...copy, schema: { ...placeholder } };
  // what the specification takes for granted, and OpenAPI 3 does not
  const isFormList = own(value, 'in') === 'formData' && own(value, 'type') === 'array';
  return isFormList && own(value, 'collectionFormat') === undefined ? { ...copy, collectionFormat: 'csv' } : copy;
}

function responseCopy({ value }: Place): Fields {
  return own(value, 'schema') === undefined ? {} : { schema: { ...placeholder } };
}

/** Formats of lists that OpenAPI 3 has no style for; converted, they would be written in another way. */
function parameterAt(place: Place, upgraded: unknown): Place {
  const format = own(place.value, 'collectionFormat');
  const position = own(place.value, 'in');
  const lost = format === 'tsv' || (position !== 'query' && format !== undefined && format !== 'csv');
  const isLost = lost && own(place.value, 'type') === 'array';
  return { value: isLost ? { ...(upgraded as Fields), style: format } : upgraded, path: place.path };
}

function bodyAt(upgraded: unknown, body: Place | undefined, fields: readonly Place[]): Place | null {
  const owner = body ?? fields[0];
  if (owner === undefined || !isRecord(upgraded)) return null;
  const required = (body === undefined ? fields : [body]).some((place) => own(place.value, 'required') === true);
  const content = body === undefined ? upgraded['content'] : withSchema(upgraded['content'], body);
  return { value: { ...upgraded, content, required }, path: owner.path };
}

function responseAt(place: Place, upgraded: unknown): Place {
  return { value: { content: withSchema(own(upgraded, 'content'), place) }, path: place.path };
}

/** The schema itself in place of what stood for it. */
function withSchema(content: unknown, owner: Place): Fields {
  const types = isRecord(content) ? Object.keys(content) : [];
  const { value } = child(owner, 'schema');
  return Object.fromEntries(types.map((type) => [type, { schema: value }]));
}

function mediaTypes(listed: ListedOperation, root: unknown, key: 'consumes' | 'produces'): string[] | undefined {
  for (const declared of [own(listed.place.value, key), own(root, key)]) {
    const types = Array.isArray(declared) ? declared.filter((type) => typeof type === 'string' && type !== '') : [];
    if (types.length > 0) return types as string[];
  }
  return undefined;
}

/** Fields without a media type: files go in parts, all else in a form. */
function formType(fields: readonly Place[]): string[] | undefined {
  if (fields.length === 0) return undefined;
  const hasFile = fields.some((place) => own(place.value, 'type') === 'file');
  return [hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
}

/**
 * Where a converted part stands in the document: `content` and its media type are what the conversion put between an owner
 * and its schema.
 */
export function swaggerPath(root: unknown, path: readonly string[]): readonly string[] {
  const original: string[] = [];
  let value = root;
  for (let index = 0; index < path.length; index++) {
    const step = path[index] as string;
    if (step === 'content' && path[index + 2] === 'schema' && own(value, 'content') === undefined) {
      index++;
      continue;
    }
    original.push(step);
    value = own(value, step);
  }
  return original;
}

function withoutUndefined(record: Fields): Fields {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function partition<Item>(items: readonly Item[], belongs: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
