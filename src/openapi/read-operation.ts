/** One listed operation → an endpoint with self-contained schemas, or the reason why it cannot be one. */
import type { JsonSchema } from '../schema.ts';
import { hideProperties } from './hide-properties.ts';
import { inlineSchema, type SchemaContext } from './inline-schema.ts';
import type { ListedOperation } from './list-operations.ts';
import { jsonContent, successKeys } from './media.ts';
import type { ApiOperation, ApiParameter, HttpMethod } from './operation.ts';
import { readParameter } from './parameter.ts';
import { type BrokenReference, child, own, type Place, resolve } from './reference.ts';

/** What was read, and what deserves a word to the author although the operation can be used. */
export interface ReadOperation {
  /** Null when the operation cannot be an endpoint; `reason` is then a sentence that says why. */
  readonly operation: Omit<ApiOperation, 'line'> | null;
  readonly reason: string;
  readonly broken: readonly BrokenReference[];
  /** Optional parameters that cannot be sent, each with its reason. */
  readonly leftOut: readonly { readonly path: readonly string[]; readonly reason: string }[];
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
  readonly leftOut: { path: readonly string[]; reason: string }[];
}

/** Reads parameters, body and response of an operation. */
export function readOperation(context: SchemaContext, listed: ListedOperation): ReadOperation {
  const findings: Findings = { context, reasons: [], broken: [], leftOut: [] };
  checkPlace(listed, findings);
  if (listed.broken !== null) needed([listed.broken], findings);
  const parameters = readParameters(listed, findings);
  const body = readBody(listed, findings);
  const response = readResponse(listed, findings);
  const [reason] = findings.reasons;
  const { broken, leftOut } = findings;
  if (reason !== undefined) return { operation: null, reason, broken, leftOut: [] };
  const operation = {
    name: listed.name,
    method: listed.method as HttpMethod,
    path: listed.path,
    summary: textOf(listed, 'summary'),
    description: textOf(listed, 'description'),
    parameters,
    body,
    response,
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

function readParameters(listed: ListedOperation, findings: Findings): ApiParameter[] {
  const carried: ApiParameter[] = [];
  const template = new Set([...listed.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''));
  for (const place of declaredParameters(listed, findings)) {
    const read = readParameter(findings.context, place);
    if (read.kind === 'left-out') {
      if (read.required) findings.reasons.push(read.reason);
      else findings.leftOut.push({ path: place.path, reason: read.reason });
    }
    if (read.kind !== 'carried' || (read.parameter.in === 'path' && !template.has(read.parameter.name))) continue;
    carried.push(read.parameter);
    needed(read.broken, findings);
  }
  const declared = new Set(carried.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name));
  const implied = [...template].filter((name) => !declared.has(name)).map(impliedParameter);
  return [...carried, ...implied];
}

/** A document has no other way to say it than this header, by its usual name (draft-ietf-httpapi-idempotency-key-header). */
function idempotencyHeader(method: string, parameters: readonly ApiParameter[]): string | null {
  const name = 'idempotency-key';
  const isDeclared = parameters.some((parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === name);
  return isDeclared && !['GET', 'HEAD', 'OPTIONS'].includes(method) ? name : null;
}

function impliedParameter(name: string): ApiParameter {
  return { name, in: 'path', required: true, description: '', schema: { type: 'string' } };
}

/** The parameters of the path items and the operation, resolved; of those with one name and place the nearest counts. */
function declaredParameters(listed: ListedOperation, findings: Findings): Place[] {
  const nearest = new Map<string, Place>();
  for (const owner of [...listed.items.toReversed(), listed.place]) {
    const list = child(owner, 'parameters');
    for (const index of Array.isArray(list.value) ? list.value.keys() : []) {
      const followed = resolve(findings.context.root, child(list, String(index)));
      if ('broken' in followed) {
        needed([followed.broken], findings);
        continue;
      }
      const name = String(own(followed.place.value, 'name'));
      const position = String(own(followed.place.value, 'in'));
      nearest.set(`${position}\n${position === 'header' ? name.toLowerCase() : name}`, followed.place);
    }
  }
  return [...nearest.values()];
}

/** Without what these references stand for, a request would be incomplete: the operation is given up. */
function needed(broken: readonly BrokenReference[], findings: Findings): void {
  findings.broken.push(...broken);
  findings.reasons.push(...broken.map((reference) => `A $ref of its request cannot be followed: ${reference.reason}`));
}

function readBody(listed: ListedOperation, findings: Findings): ApiOperation['body'] {
  const declared = child(listed.place, 'requestBody');
  if (declared.value === undefined) return null;
  const { root } = findings.context;
  const followed = resolve(root, declared);
  if ('broken' in followed) {
    needed([followed.broken], findings);
    return null;
  }
  const content = jsonContent(root, followed.place);
  const required = own(followed.place.value, 'required') === true;
  if (content.kind === 'none') return null;
  if (listed.method === 'GET' || listed.method === 'HEAD') {
    // RFC 9110 section 9.3.1: the content of a GET has no meaning, and many servers refuse it
    if (required) findings.reasons.push(`It needs a request body, which a ${listed.method} request cannot have.`);
    return null;
  }
  if (content.kind === 'other') {
    findings.reasons.push(`Its request body is ${content.contentTypes.join(' or ')}; only JSON bodies are supported.`);
    return null;
  }
  const { schema, broken } = inlineSchema(findings.context, content.schema);
  needed(broken, findings);
  return { contentType: content.contentType, required, schema: hideProperties(schema, 'readOnly') };
}

/** A broken reference in a response costs nothing but knowledge: that part of the schema stays open. */
function readResponse(listed: ListedOperation, findings: Findings): JsonSchema | null {
  const responses = child(listed.place, 'responses');
  const { root } = findings.context;
  for (const key of successKeys(responses.value)) {
    const followed = resolve(root, child(responses, key));
    if ('broken' in followed) {
      findings.broken.push(followed.broken);
      continue;
    }
    const content = jsonContent(root, followed.place);
    if (content.kind !== 'json') continue;
    const { schema, broken } = inlineSchema(findings.context, content.schema);
    findings.broken.push(...broken);
    return hideProperties(schema, 'writeOnly');
  }
  return null;
}
