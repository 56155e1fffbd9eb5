/** The way into this room: an OpenAPI document → the operations that capabilities may be backed by. */
import type { Problem, Span } from '../problem.ts';
import type { SchemaContext } from './inline-schema.ts';
import { type ListedOperation, listOperations, methodAndPath } from './list-operations.ts';
import type { ApiOperation } from './operation.ts';
import { openApiParts, type ReadParts } from './operation-parts.ts';
import { type LeftOut, readOperation } from './read-operation.ts';
import { type BrokenReference, isRecord, own } from './reference.ts';
import { parseSource, type Source } from './source.ts';
import { swaggerParts, swaggerPath } from './swagger-parts.ts';

/** What a document offers, as plain data that can be stored as JSON. */
export interface OpenApiDocument {
  /** Every operation of the document, in its order. */
  readonly names: readonly OperationName[];
  /** The wanted operations, whole. */
  readonly operations: readonly ApiOperation[];
  /** The wanted operations that cannot be used, each with the reason. */
  readonly unsupported: readonly UnsupportedOperation[];
  /** Problems of the document and of the wanted operations. */
  readonly problems: readonly Problem[];
}

/** An operation by name. */
interface OperationName {
  readonly name: string;
  /** In upper case; may be one that endpoints cannot use (`TRACE`). */
  readonly method: string;
  readonly path: string;
  /** Its method's key. */
  readonly span: Span;
}

/** An operation that needs what requests cannot carry yet. `reason` is a full sentence. */
export interface UnsupportedOperation extends OperationName {
  readonly reason: string;
}

/**
 * Reads one OpenAPI document (Swagger 2.0, OpenAPI 3.0, 3.1 or 3.2), YAML or JSON, without opening any other file. Never
 * throws: whatever is wrong becomes a problem at its line, and one bad operation leaves the others usable.
 *
 * @param wanted names (either form) of the operations whose schemas are needed; all when it is left out. Reading a few
 *   operations of a large document costs little more than parsing it.
 */
export function readOpenApi(file: { path: string; text: string }, wanted?: ReadonlySet<string>): OpenApiDocument {
  const parsed = parseSource(file);
  const { problems } = parsed;
  const form = parsed.source === null ? null : formOf(parsed.source, problems);
  if (form === null) return { names: [], operations: [], unsupported: [], problems };
  const { source, context, readParts } = form;
  const listed = listOperations(source);
  const isWanted = (name: OperationName): boolean =>
    wanted?.has(name.name) === true || wanted?.has(methodAndPath(name)) === true;
  const result = {
    names: [] as OperationName[],
    operations: [] as ApiOperation[],
    unsupported: [] as UnsupportedOperation[],
  };
  const found = [...problems, ...listed.problems];
  for (const one of listed.operations) {
    const name = nameOf(one, source);
    result.names.push(name);
    if (wanted !== undefined && !isWanted(name)) continue;
    const read = readOperation(context, one, readParts);
    if (read.operation === null) result.unsupported.push({ ...name, reason: read.reason });
    else result.operations.push({ ...read.operation, line: name.span.line, span: name.span });
    found.push(...read.broken.map((broken) => brokenReference(one, broken, read.operation !== null, source)));
    found.push(...read.leftOut.map((part) => leftOutPart(one, part, source)));
  }
  return { ...result, problems: unique(found) };
}

/**
 * Finds an operation that was read, by its name or by `METHOD /path`.
 *
 * @returns null when the document has none of this name, or it was not among the wanted ones.
 */
export function findOperation(document: OpenApiDocument, name: string): ApiOperation | UnsupportedOperation | null {
  const read = [...document.operations, ...document.unsupported];
  return read.find((one) => one.name === name) ?? read.find((one) => methodAndPath(one) === name) ?? null;
}

/** How the documents of one form are read. */
interface Form {
  readonly source: Source;
  readonly context: SchemaContext;
  readonly readParts: ReadParts;
}

/** Adds a problem and answers null unless the root says that it is Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2. */
function formOf(source: Source, problems: Problem[]): Form | null {
  const { root } = source;
  const version = documentVersion(root);
  if (version === '2.0') {
    const spanOf: Source['spanOf'] = (path, part) => source.spanOf(swaggerPath(root, path), part);
    return { source: { root, spanOf }, context: { root, siblings: 'annotations' }, readParts: swaggerParts };
  }
  if (version !== null) {
    const siblings = version.startsWith('3.0') ? 'annotations' : 'all';
    return { source, context: { root, siblings }, readParts: openApiParts };
  }
  problems.push(isRecord(root) ? unsupportedVersion(source) : noMapping(source));
  return null;
}

/** The version of a document that can be read: `2.0`, or what its `openapi` says; null for every other one. */
export function documentVersion(root: unknown): string | null {
  const version = own(root, 'openapi');
  if (version === undefined) return /^2(\.0)?$/.test(String(own(root, 'swagger'))) ? '2.0' : null;
  // `openapi: 3.0` without quotes is the number 3
  const text = version === 3 ? '3.0' : String(version);
  return /^3\.[012](\.|-|$)/.test(text) ? text : null;
}

function unsupportedVersion(source: Source): Problem {
  const swagger = own(source.root, 'swagger');
  const version = own(source.root, 'openapi');
  const [key, is] =
    version !== undefined
      ? ['openapi', `says "openapi: ${shortText(version)}"`]
      : swagger !== undefined
        ? ['swagger', `says "swagger: ${shortText(swagger)}"`]
        : [null, 'says neither "openapi" nor "swagger"'];
  return {
    code: 'openapi-version',
    severity: 'error',
    message: `The document ${is}; Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 can be read. None of its operations can be used.`,
    hint:
      version === undefined && swagger === undefined
        ? 'Begin the document with its version, such as "openapi: 3.1.0".'
        : 'Give the document in one of these versions; most tools can convert it.',
    span: source.spanOf(key === null ? [] : [key], key === null ? 'key' : 'value'),
  };
}

function shortText(value: unknown): string {
  return typeof value === 'object' ? '…' : String(value).slice(0, 40);
}

function noMapping(source: Source): Problem {
  return {
    code: 'openapi-unreadable',
    severity: 'error',
    message: 'The document is empty or no mapping. None of its operations can be used.',
    hint: 'Write one OpenAPI document, beginning with "openapi: 3.1.0".',
    span: source.spanOf([], 'key'),
  };
}

function nameOf(listed: ListedOperation, source: Source): OperationName {
  const { name, method, path } = listed;
  return { name, method, path, span: source.spanOf(listed.position, 'key') };
}

function brokenReference(listed: ListedOperation, broken: BrokenReference, usable: boolean, source: Source): Problem {
  const effect = usable ? 'that part of its response can hold anything' : 'the operation cannot be used';
  return {
    code: 'openapi-reference',
    severity: 'warning',
    message: `A $ref of "${listed.name}" cannot be followed, so ${effect}: ${broken.reason}`,
    hint: 'Bundle the document into one file in which every $ref begins with "#/".',
    span: source.spanOf(broken.path, 'value'),
  };
}

function leftOutPart(listed: ListedOperation, part: LeftOut, source: Source): Problem {
  return {
    code: 'openapi-unsupported',
    severity: 'warning',
    message: `A part of the request of "${listed.name}" cannot be sent and is left out. ${part.reason}`,
    hint: 'Declare the operation in an Endpoint manifest if that part is needed.',
    span: source.spanOf(part.path, 'value'),
  };
}

/** Several operations often share one bad component: its place is told once. */
function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, span }) => {
    const key = `${code} ${span.line}:${span.column}`;
    return !seen.has(key) && seen.add(key);
  });
}
