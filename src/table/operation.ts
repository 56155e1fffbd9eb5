/** One linked capability → one `Operation`. */
import { pathParameters } from '../link/endpoint.ts';
import type { ApiParameter, LinkedCapability } from '../link/link.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { ArgumentSpec } from './argument-schema.ts';
import { placesOf, type Places } from './argument-target.ts';
import { compileArguments } from './arguments.ts';
import { bodyPlan } from './body-plan.ts';
import { compileFailure, reportAnswerPaths } from './failure.ts';
import { compileIdempotencyHeader } from './idempotency.ts';
import { rateOf, resolveOwnRate } from './limits.ts';
import { settlePaging, type SettledPaging } from './pagination.ts';
import { withPaging } from './pagination-schema.ts';
import { compilePolling } from './polling.ts';
import { relax } from './relax.ts';
import type { Finding, Report } from './report.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import { compileResult } from './result.ts';
import type { ResultSpec } from './result-spec.ts';
import { compileSelectable } from './selectable.ts';
import { sensitiveResult } from './sensitive.ts';
import type { Operation, Upstream } from './table.ts';
import { resolveTimeout } from './timeouts.ts';
import { parseTemplate } from './upstream.ts';

/** Names of tools that the gateway itself may offer. */
const reservedTools = ['search_capabilities', 'describe_capability', 'call_read', 'call_write', 'read_more'];

/** The MCP tool's name of a capability: `orders.search` → `orders_search`. */
export function toolName(capability: string): string {
  return capability.replace(/[.-]/g, '_');
}

/** Compiles a capability against its upstream; mistakes go to `report`, places are of the capability's document. */
export function compileOperation(linked: LinkedCapability, upstream: Upstream, report: Report): Operation {
  const { resource, operation, endpoint, provider } = linked;
  const { spec } = resource;
  const constant = constantBody(linked);
  checkPath(linked, upstream, credentialParameter(upstream), report);
  checkName(resource.name, report);
  reportAnswerPaths(linked, report);
  const { paging, places } = pagingOf(linked, upstream, report);
  const { bindings, input, sensitive } = compileArguments(argumentSpecs(linked), places, report);
  const rate = resolveOwnRate(resource);
  const shaped =
    spec.result === undefined ? null : compileResult(spec.result as ResultSpec, operation.response, report);
  const output = shaped?.output ?? (operation.response === null ? null : relax(operation.response));
  const selectable = compileSelectable(spec.result as ResultSpec | undefined, { input, output, fields: null }, report);
  return {
    capability: resource.name,
    tool: toolName(resource.name),
    title: spec.title,
    description: spec.description,
    upstream: upstream.name,
    endpoint: `${provider.resource.name}/${operation.name}`,
    method: operation.method,
    path: parseTemplate(operation.path),
    ...withPaging({ ...selectable, paging }),
    bindings,
    body: bodyPlan(operation.body, constant),
    headers: lowerCaseKeys(endpoint?.spec.headers ?? {}),
    result: shaped?.result ?? null,
    paging,
    failure: compileFailure(linked),
    polling: compilePolling(linked),
    hints: valuesOf(resolveHints(linked)),
    timeoutMs: resolveTimeout(linked).value,
    rate: rate === null ? null : rateOf(rate),
    idempotencyHeader: compileIdempotencyHeader(linked, bindings, upstream, report),
    sensitive: {
      arguments: sensitive,
      result: sensitiveResult(spec.result as ResultSpec | undefined, operation.response),
    },
    examples: (spec.examples ?? []).map((example) => ({
      arguments: example.arguments as Record<string, Json>,
      intents: example.intents ?? [],
    })),
    needsApproval: resolveApproval(resource).value,
    isPinned: resolvePinned(resource).value,
    resultTokens: spec.resultTokens ?? null,
    contract: linked.contract?.name ?? null,
    fields: selectable.fields,
    ...(mayStream(linked) && { streams: true }),
  };
}

/** Neither what is made of an answer nor what a contract promises is ever an event stream. */
function mayStream({ resource: { spec }, operation, contract }: LinkedCapability): boolean {
  return operation.answers.includes('text/event-stream') && spec.result === undefined && contract === null;
}

/** The arguments as the manifest lists them; undefined when it lists none. */
export function argumentSpecs({ resource }: LinkedCapability): { readonly [name: string]: ArgumentSpec } | undefined {
  return resource.spec.arguments as { readonly [name: string]: ArgumentSpec } | undefined;
}

/** The places of the request that arguments may fill: all but those that say which page is asked for. */
export function requestPlaces(linked: LinkedCapability, upstream: Upstream): Places {
  return pagingOf(linked, upstream, () => {}).places;
}

/** How its list comes in pages, and what that leaves for arguments to fill. */
export function pagingOf(linked: LinkedCapability, upstream: Upstream, report: Report): SettledPaging {
  const places = placesOf(linked.operation, constantBody(linked), credentialPlace(upstream));
  return settlePaging(linked, places, resolveHints(linked).readOnly.value, report);
}

function constantBody({ endpoint }: LinkedCapability): JsonSchema | null {
  return (endpoint?.spec.body?.constant as JsonSchema | undefined) ?? null;
}

/** The parameter that the provider's key fills, or null. */
function credentialPlace({ auth }: Upstream): Pick<ApiParameter, 'in' | 'name'> | null {
  return auth.type === 'api_key' ? { in: auth.in, name: auth.name } : null;
}

/** The path parameter that the credential fills, or null. */
function credentialParameter({ auth }: Upstream): string | null {
  return auth.type === 'api_key' && auth.in === 'path' ? auth.name : null;
}

function lowerCaseKeys(headers: { readonly [name: string]: string }): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Whether it is a tool by itself also where agents search for capabilities. */
export function resolvePinned(resource: LinkedCapability['resource']): Resolved<boolean> {
  return firstOf([field(resource, ['spec', 'pinned'], resource.spec.pinned)], otherwise(false));
}

/** What a client may assume of a method (RFC 9110 section 9.2), unless the manifest knows better. */
export function resolveHints({ resource, operation }: LinkedCapability): Record<Hint, Resolved<boolean>> {
  const { method } = operation;
  const resolve = (name: Hint, ofMethod: boolean) =>
    firstOf(
      [field(resource, ['spec', 'hints', name], resource.spec.hints?.[name])],
      otherwise(ofMethod, 'from the method (RFC 9110)'),
    );
  const readOnly = resolve('readOnly', ['GET', 'HEAD', 'OPTIONS'].includes(method));
  return {
    readOnly,
    destructive: resolve('destructive', !readOnly.value && method !== 'POST'),
    idempotent: resolve('idempotent', readOnly.value || method === 'PUT' || method === 'DELETE'),
  };
}

/** Whether a person has to approve each call. */
export function resolveApproval(resource: LinkedCapability['resource']): Resolved<boolean> {
  const { approval } = resource.spec;
  return firstOf(
    [field(resource, ['spec', 'approval'], approval === undefined ? undefined : approval === 'required')],
    otherwise(false),
  );
}

type Hint = keyof Operation['hints'];

function valuesOf({ readOnly, destructive, idempotent }: Record<Hint, Resolved<boolean>>): Operation['hints'] {
  return { readOnly: readOnly.value, destructive: destructive.value, idempotent: idempotent.value };
}

function checkName(capability: string, report: Report): void {
  const tool = toolName(capability);
  if (!reservedTools.includes(tool)) return;
  report({
    code: 'reserved-name',
    at: ['metadata', 'name'],
    message: `Capability "${capability}" would be the tool "${tool}", a name that the gateway keeps for itself.`,
    hint: 'Give the capability another name.',
  });
}

/** A path parameter that nobody declares can never be filled; one that the path lacks would be silently dropped. */
function checkPath(linked: LinkedCapability, upstream: Upstream, credential: string | null, report: Report): void {
  const { operation, endpoint, provider } = linked;
  const inPath = pathParameters(operation.path);
  const inBase = upstream.basePath.flatMap((part) => (typeof part === 'string' ? [] : [part.parameter]));
  const tell = (message: string, hint: string, related: Finding['related']) =>
    report({ code: 'undeclared-path-parameter', at: ['spec', 'endpoint'], message, hint, ...(related && { related }) });
  // A manifest's own mistakes are told there, once for all who use it; a document's people are not the author.
  const declared = endpoint === null ? operation.parameters.filter((parameter) => parameter.in === 'path') : [];
  for (const { name } of declared.filter((parameter) => !inPath.includes(parameter.name)))
    tell(
      `Endpoint "${operation.name}" declares the path parameter "${name}", and its path ${operation.path} has no {${name}}.`,
      'Correct it in an Endpoint manifest beside the document.',
      { message: 'the endpoint', of: 'endpoint' },
    );
  const told = pathParameters(provider.resource.spec.baseUrl);
  for (const name of inBase.filter((one) => one !== credential && !told.includes(one)))
    tell(
      `The base URL of provider "${upstream.name}" has {${name}}, which nothing fills.`,
      'Only an api_key with "in: path" fills a parameter of the base URL.',
      undefined,
    );
  if (credential !== null && !inBase.includes(credential) && !inPath.includes(credential))
    tell(
      `Provider "${upstream.name}" sends its key in the path as {${credential}}, and neither its base URL nor ${operation.path} has that.`,
      `Write {${credential}} where the key belongs, for example "https://api.example/bot{${credential}}".`,
      { message: 'the base URL', of: 'provider', at: ['spec', 'baseUrl'] },
    );
}
