/** One listed operation → an endpoint with self-contained schemas, or the reason why it cannot be one. */
import type { JsonSchema } from '../schema.ts';
import { readBody } from './body.ts';
import type { SchemaContext } from './inline-schema.ts';
import type { ListedOperation } from './list-operations.ts';
import { declaredTypes, essenceOf, mediaEntries } from './media.ts';
import type { ApiOperation, ApiParameter, HttpMethod } from './operation.ts';
import type { OperationParts, ReadParts } from './operation-parts.ts';
import { readParameter } from './parameter.ts';
import { type BrokenReference, child, own } from './reference.ts';
import { visibleSchema } from './visible-schema.ts';

/** What was read, and what deserves a word to the author although the operation can be used. */
export interface ReadOperation {
  /** Null when the operation cannot be an endpoint; `reason` is then a sentence that says why. */
  readonly operation: Omit<ApiOperation, 'line'> | null;
  readonly reason: string;
  readonly broken: readonly BrokenReference[];
  /** What of its request cannot be sent although the operation can be used, each with its reason. */
  readonly leftOut: readonly LeftOut[];
}

/** A part of a request that is left out: where it stands, and a sentence that names it. */
export interface LeftOut {
  readonly path: readonly string[];
  readonly reason: string;
}

const httpMethods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
] satisfies HttpMethod[];

/** What is collected on the way; an operation with a `reason` is given up. */
interface Findings {
  readonly context: SchemaContext;
  readonly reasons: string[];
  readonly broken: BrokenReference[];
  readonly leftOut: LeftOut[];
}

/** Reads parameters, body and response of an operation, whose parts the form of its document has. */
export function readOperation(context: SchemaContext, listed: ListedOperation, readParts: ReadParts): ReadOperation {
  const findings: Findings = { context, reasons: [], broken: [], leftOut: [] };
  checkPlace(listed, findings);
  if (listed.broken !== null) needed([listed.broken], findings);
  const parts = readParts(context.root, listed);
  if (parts.unreadable !== null) findings.reasons.push(parts.unreadable);
  needed(parts.missing, findings);
  const parameters = readParameters(listed, parts, findings);
  const body = readRequestBody(listed, parts, findings);
  const response = readResponse(parts, findings);
  const [reason] = findings.reasons;
  const { broken, leftOut } = findings;
  if (reason !== undefined) return { operation: null, reason, broken, leftOut: [] };
  const operation = {
    name: listed.name,
    method: listed.method as HttpMethod,
    path: listed.path,
    summary: textOf(listed, 'summary'),
    description: textOf(listed, 'description'),
    tags: tagsOf(listed),
    deprecated: own(listed.place.value, 'deprecated') === true,
    parameters,
    body,
    response,
    answers: answersOf(parts),
    ...answerHeadersOf(parts),
    idempotencyHeader: idempotencyHeader(listed.method, parameters),
  };
  return { operation, reason: '', broken, leftOut };
}

function checkPlace(listed: ListedOperation, findings: Findings): void {
  if (!httpMethods.includes(listed.method)) {
    findings.reasons.push(`The method ${listed.method} is not supported; ${httpMethods.join(', ')} are.`);
  }
  if (!/^\/[^?#]*$/.test(listed.path)) {
    findings.reasons.push('Its path does not begin with "/", or holds "?" or "#".');
  }
}

function textOf(listed: ListedOperation, key: 'summary' | 'description'): string {
  const texts = [listed.place, ...listed.items].map((place) => own(place.value, key));
  return texts.find((text): text is string => typeof text === 'string' && text !== '') ?? '';
}

function tagsOf(listed: ListedOperation): string[] {
  const tags = own(listed.place.value, 'tags');
  const texts = Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string' && tag !== '') : [];
  return [...new Set(texts)];
}

function readParameters(listed: ListedOperation, parts: OperationParts, findings: Findings): ApiParameter[] {
  const carried: ApiParameter[] = [];
  const template = new Set([...listed.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''));
  for (const place of parts.parameters) {
    const absent = absentFromPath(place.value, template);
    if (absent !== null) {
      findings.leftOut.push({ path: place.path, reason: absent });
      continue;
    }
    const read = readParameter(findings.context, place);
    if (read.kind === 'left-out') {
      if (read.required) findings.reasons.push(read.reason);
      else findings.leftOut.push({ path: place.path, reason: read.reason });
    }
    if (read.kind !== 'carried') continue;
    carried.push(read.parameter);
    if (read.note !== '') findings.leftOut.push({ path: place.path, reason: read.note });
    needed(read.broken, findings);
  }
  const declared = new Set(carried.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name));
  const implied = [...template].filter((name) => !declared.has(name)).map(impliedParameter);
  return [...carried, ...implied];
}

function absentFromPath(parameter: unknown, template: ReadonlySet<string>): string | null {
  const name = own(parameter, 'name');
  const isAbsent = own(parameter, 'in') === 'path' && typeof name === 'string' && name !== '' && !template.has(name);
  return isAbsent ? `The path has no "{${name}}" for the path parameter "${name}".` : null;
}

/** A document has no other way to say it than this header, by its usual name (draft-ietf-httpapi-idempotency-key-header). */
function idempotencyHeader(method: string, parameters: readonly ApiParameter[]): string | null {
  const name = 'idempotency-key';
  const isDeclared = parameters.some((parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === name);
  return isDeclared && !['GET', 'HEAD', 'OPTIONS'].includes(method) ? name : null;
}

function impliedParameter(name: string): ApiParameter {
  return { name, in: 'path', serialization: null, required: true, description: '', schema: { type: 'string' } };
}

/** Without what these references stand for, a request would be incomplete: the operation is given up. */
function needed(broken: readonly BrokenReference[], findings: Findings): void {
  findings.broken.push(...broken);
  findings.reasons.push(...broken.map((reference) => `A $ref of its request cannot be followed: ${reference.reason}`));
}

function readRequestBody(listed: ListedOperation, { body }: OperationParts, findings: Findings): ApiOperation['body'] {
  if (body === null || declaredTypes(body).length === 0) return null;
  if (listed.method === 'GET' || listed.method === 'HEAD') {
    // RFC 9110 section 9.3.1: the content of a GET has no meaning, and many servers refuse it
    const required = own(body.value, 'required') === true;
    if (required) findings.reasons.push(`It needs a request body, which a ${listed.method} request cannot have.`);
    return null;
  }
  const read = readBody(findings.context, body);
  if (read.kind === 'none') return null;
  needed(read.broken, findings);
  if (read.kind === 'refused') {
    findings.reasons.push(read.reason);
    return null;
  }
  if (read.note !== '') findings.leftOut.push({ path: body.path, reason: read.note });
  return read.body;
}

/** A broken reference in a response costs nothing but knowledge: that part of the schema stays open. */
function readResponse(parts: OperationParts, findings: Findings): JsonSchema | null {
  const { context } = findings;
  findings.broken.push(...parts.broken);
  for (const place of parts.responses) {
    const json = mediaEntries(context.root, place).find((entry) => entry.format === 'json');
    if (json === undefined) continue;
    const { schema, broken } = visibleSchema(context, child(json.media, 'schema'), 'writeOnly');
    findings.broken.push(...broken);
    return schema;
  }
  return null;
}

function answerHeadersOf(parts: OperationParts): Pick<ApiOperation, 'answerHeaders'> {
  const names = parts.responses.flatMap(({ value }) => Object.keys(own(value, 'headers') ?? {}));
  return names.length === 0 ? {} : { answerHeaders: [...new Set(names.map((name) => name.toLowerCase()))] };
}

function answersOf(parts: OperationParts): string[] {
  const types = parts.responses.flatMap(declaredTypes).map(essenceOf);
  return [...new Set(types)].filter((type) => type !== '');
}
