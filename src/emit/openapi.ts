/** A tenant's capabilities as an OpenAPI 3.1 document, one concrete path each. */
import type { Operation, TenantShard } from '../table/table.ts';
import { problemResponses, refusalResponses } from './problem-responses.ts';

/** An OpenAPI 3.1 document: plain data, keys always in the same order. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly description?: string; readonly version: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, { readonly post: OpenApiOperation }>>;
  readonly components: Readonly<Record<string, unknown>>;
}

/** One capability in the document. */
interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** The contract that it keeps. */
  readonly 'x-contract'?: string;
  readonly requestBody: Readonly<Record<string, unknown>>;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What the document says beside the shard. */
interface OpenApiOptions {
  /** The gateway's public base URL; null leaves `servers` out, so that paths are relative to where the document is served. */
  readonly server: string | null;
  /** Which capabilities the reader may see; all when left out. */
  readonly allows?: (capability: string) => boolean;
}

/**
 * The document of one tenant. `info.version` is the start of the shard's digest: it changes when, and only when, the
 * tenant's part of the table does. Schemas go in as they stand in the table, where they are self-contained.
 */
export function openApiDocument(shard: TenantShard, options: OpenApiOptions): OpenApiDocument {
  const allows = options.allows ?? (() => true);
  const operations = Object.values(shard.operations).filter((operation) => allows(operation.capability));
  return {
    openapi: '3.1.1',
    info: { title: shard.title, ...described(shard.description), version: shard.digest.slice(0, 12) },
    ...(options.server === null ? {} : { servers: [{ url: options.server }] }),
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: [...new Set(operations.flatMap((operation) => tagsOf(shard, operation)))]
      .toSorted()
      .map((name) => ({ name })),
    paths: Object.fromEntries(
      operations.map((operation) => [
        `/api/tenant/${shard.name}/proxy/${operation.capability}`,
        { post: openApiOperation(shard, operation) },
      ]),
    ),
    components: components(),
  };
}

function openApiOperation(shard: TenantShard, operation: Operation): OpenApiOperation {
  return {
    operationId: operation.tool,
    summary: operation.title,
    ...described(operation.description),
    tags: tagsOf(shard, operation),
    ...(operation.contract === null ? {} : { 'x-contract': operation.contract }),
    requestBody: requestBody(operation),
    responses: { ...successResponses(operation), ...refusalResponses() },
  };
}

function requestBody(operation: Operation): Readonly<Record<string, unknown>> {
  const { required } = operation.input;
  const examples = operation.examples.map((example, index) => [
    `example-${index + 1}`,
    { ...(example.intents[0] === undefined ? {} : { summary: example.intents[0] }), value: example.arguments },
  ]);
  const media = { schema: operation.input, ...(examples.length > 0 ? { examples: Object.fromEntries(examples) } : {}) };
  return { required: Array.isArray(required) && required.length > 0, content: { 'application/json': media } };
}

/** What is passed through may be of any type, or nothing; a declared result is JSON, or events where the API says so. */
function successResponses(operation: Operation): Readonly<Record<string, unknown>> {
  const events = operation.streams === true ? { 'text/event-stream': { schema: { type: 'string' } } } : {};
  if (operation.output !== null) {
    const content = { 'application/json': { schema: operation.output }, ...events };
    return { 200: { description: 'The result.', content } };
  }
  return {
    200: {
      description: 'The answer of the company’s API, as it came.',
      content: { 'application/json': { schema: {} }, ...events, '*/*': {} },
    },
    204: { description: 'The company’s API answered with nothing.' },
  };
}

function components(): Readonly<Record<string, unknown>> {
  return {
    ...problemResponses(),
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'An API key of the tenant, or a token of an issuer.' },
      apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key of the tenant.' },
    },
  };
}

function tagsOf(shard: TenantShard, operation: Operation): string[] {
  const upstream = shard.upstreams[operation.upstream];
  return upstream === undefined ? [] : [upstream.category];
}

function described(description: string): { description?: string } {
  return description === '' ? {} : { description };
}
