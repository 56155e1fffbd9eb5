/** Every operation of a document with its name, place and path item. Cheap: no schema is read. */
import type { Problem, Span } from '../problem.ts';
import { child, isRecord, own, type BrokenReference, type Place, referenceOf, resolve } from './reference.ts';
import type { Source } from './source.ts';

/** An operation by its name, before its parameters and schemas are read. */
export interface ListedOperation {
  /** `operationId` where it has one of its own, else `METHOD /path`. Unique in the document. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Path of the method's key, for its line. */
  readonly position: readonly string[];
  /** The operation object. Some documents keep it behind a `$ref`. */
  readonly place: Place;
  /** Set when that `$ref` cannot be followed. */
  readonly broken: BrokenReference | null;
  /** The path items that it stands in, nearest first: a path item with a `$ref` adds to the one that it refers to. */
  readonly items: readonly Place[];
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Lists the operations in the order of the document, and the problems that concern more than one of them. */
export function listOperations(source: Source): { operations: ListedOperation[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const found: ListedOperation[] = [];
  const paths = child({ value: source.root, path: [] }, 'paths');
  for (const path of isRecord(paths.value) ? Object.keys(paths.value) : []) {
    if (path.startsWith('x-')) continue;
    const { items, broken } = pathItems(source.root, child(paths, path));
    if (broken !== null) problems.push(brokenPathItem(path, broken, source));
    found.push(...operationsOf(source.root, path, items));
  }
  return { operations: nameOperations(found, source, problems), problems };
}

/** The `METHOD /path` by which any operation can be referred to. */
export function methodAndPath(operation: { readonly method: string; readonly path: string }): string {
  return `${operation.method} ${operation.path}`;
}

function pathItems(root: unknown, item: Place): { items: Place[]; broken: BrokenReference | null } {
  const reference = referenceOf(item.value);
  if (reference === null) return { items: [item], broken: null };
  const followed = resolve(root, item);
  return 'broken' in followed
    ? { items: [item], broken: followed.broken }
    : { items: [item, followed.place], broken: null };
}

function operationsOf(root: unknown, path: string, items: readonly Place[]): ListedOperation[] {
  const operations = new Map<string, ListedOperation>();
  for (const item of items) {
    const extra = child(item, 'additionalOperations');
    const named = isRecord(extra.value)
      ? Object.keys(extra.value).map((method) => [method, child(extra, method)] as const)
      : [];
    const fixed = Object.keys(isRecord(item.value) ? item.value : {}).filter((key) => methods.includes(key));
    for (const [method, place] of [...fixed.map((key) => [key.toUpperCase(), child(item, key)] as const), ...named]) {
      if (!isRecord(place.value) || operations.has(method)) continue;
      operations.set(method, listedOperation(root, method, path, place, items));
    }
  }
  return [...operations.values()];
}

function listedOperation(
  root: unknown,
  method: string,
  path: string,
  place: Place,
  items: readonly Place[],
): ListedOperation {
  const followed = resolve(root, place);
  const [operation, broken] = 'broken' in followed ? [place, followed.broken] : [followed.place, null];
  return { name: `${method} ${path}`, method, path, position: place.path, place: operation, broken, items };
}

/** Gives each operation its `operationId`, unless another has it already or is called so by its method and path. */
function nameOperations(found: readonly ListedOperation[], source: Source, problems: Problem[]): ListedOperation[] {
  const byPath = new Map(found.map((operation) => [methodAndPath(operation), operation]));
  const byId = new Map<string, ListedOperation>();
  const repeated = new Map<string, ListedOperation[]>();
  const named = found.map((operation) => {
    const id = own(operation.place.value, 'operationId');
    if (typeof id !== 'string' || id === '') return operation;
    const first = byId.get(id) ?? byPath.get(id) ?? operation;
    if (!byId.has(id)) byId.set(id, first);
    if (first === operation) return { ...operation, name: id };
    repeated.set(id, [...(repeated.get(id) ?? []), operation]);
    return operation;
  });
  for (const [id, others] of repeated) problems.push(duplicateOperation(id, byId.get(id), others, source));
  return named;
}

/** One problem an id, at its second place: in some documents a dozen operations share one. */
function duplicateOperation(
  id: string,
  first: ListedOperation | undefined,
  others: readonly ListedOperation[],
  source: Source,
): Problem {
  const spanOf = (operation: ListedOperation | undefined): Span => {
    const hasId = own(operation?.place.value, 'operationId') === id;
    return hasId
      ? source.spanOf([...(operation?.place.path ?? []), 'operationId'], 'value')
      : source.spanOf(operation?.position ?? [], 'key');
  };
  const more = others.length > 1 ? ` and at ${others.length - 1} more` : '';
  const names = `${others.slice(0, 1).map(methodAndPath).join()}${more}`;
  return {
    code: 'openapi-duplicate-operation',
    severity: 'warning',
    message: `The operationId "${id}" means ${first === undefined ? 'another operation' : methodAndPath(first)} and stands again at ${names}; a repeated one is ignored, so refer to those as "METHOD /path".`,
    hint: 'Give each operation an operationId of its own.',
    span: spanOf(others[0]),
    related: { message: 'the operation that the name means', span: spanOf(first) },
  };
}

function brokenPathItem(path: string, broken: BrokenReference, source: Source): Problem {
  return {
    code: 'openapi-reference',
    severity: 'warning',
    message: `The path "${path}" cannot be read whole: ${broken.reason} The operations behind this $ref do not exist here.`,
    hint: 'Bundle the document into one file in which every $ref begins with "#/".',
    span: source.spanOf(broken.path, 'value'),
  };
}
