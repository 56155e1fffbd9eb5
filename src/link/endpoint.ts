/** An `Endpoint` manifest as the same operation that an OpenAPI document declares. */
import { createIdentityMemo } from '../memo.ts';
import type { ApiOperation, ApiParameter, Serialization } from '../openapi/operation.ts';
import type { Resource } from '../manifest/resource.ts';
import type { JsonSchema } from '../schema.ts';
import { endpointBody } from './endpoint-body.ts';
import { explodesByDefault, usualSerialization } from './styles.ts';

type EndpointResource = Extract<Resource, { kind: 'Endpoint' }>;

const operations = createIdentityMemo<ApiOperation>();

/**
 * Reads an endpoint's manifest. Path parameters that it does not declare are required texts, as in a document. The same
 * manifest gives the same object, so that what was made of it can be kept.
 */
export function endpointOperation(endpoint: EndpointResource): ApiOperation {
  return operations(endpoint, [], () => readEndpoint(endpoint));
}

function readEndpoint(endpoint: EndpointResource): ApiOperation {
  const { spec } = endpoint;
  const declared = (spec.parameters ?? []).map(parameterOf);
  const implied = pathParameters(spec.path).filter(
    (name) => !declared.some((parameter) => parameter.in === 'path' && parameter.name === name),
  );
  return {
    name: endpoint.name,
    method: spec.method,
    path: spec.path,
    summary: '',
    description: '',
    tags: [],
    deprecated: false,
    parameters: [...implied.map(impliedParameter), ...declared],
    body: spec.body === undefined ? null : endpointBody(spec.body),
    response: (spec.response?.schema as JsonSchema | undefined) ?? null,
    answers: spec.response === undefined ? [] : ['application/json'],
    idempotencyHeader: spec.idempotencyKey?.header.toLowerCase() ?? null,
    line: endpoint.line,
  };
}

/** The names between braces, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);
}

type EndpointParameter = NonNullable<EndpointResource['spec']['parameters']>[number];

function parameterOf(parameter: EndpointParameter): ApiParameter {
  return {
    name: parameter.name,
    in: parameter.in,
    serialization: serializationOf(parameter),
    required: parameter.in === 'path' || (parameter.required ?? false),
    description: parameter.description ?? '',
    schema: (parameter.schema ?? { type: 'string' }) as JsonSchema,
  };
}

function serializationOf({ in: place, style, explode, allowReserved }: EndpointParameter): Serialization | null {
  if (style === undefined && explode === undefined && allowReserved === undefined) return null;
  const written = style ?? usualSerialization(place).style;
  return { style: written, explode: explode ?? explodesByDefault(written), allowReserved: allowReserved ?? false };
}

function impliedParameter(name: string): ApiParameter {
  return { name, in: 'path', serialization: null, required: true, description: '', schema: { type: 'string' } };
}
