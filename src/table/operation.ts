/** One linked capability → one `Operation`. */
import { pathParameters } from '../link/endpoint.ts';
import type { LinkedCapability } from '../link/link.ts';
import { parsePath } from '../link/path-expression.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { ArgumentSpec } from './argument-schema.ts';
import { placesOf } from './argument-target.ts';
import { compileArguments } from './arguments.ts';
import { relax } from './relax.ts';
import type { Report } from './report.ts';
import { compileResult, type ResultSpec } from './result.ts';
import type { Operation, Upstream } from './table.ts';
import { parseTemplate } from './upstream.ts';

/** Names of tools that the gateway itself may offer. */
const reservedTools = ['search_capabilities', 'describe_capability', 'call_read', 'call_write'];

/** The MCP tool's name of a capability: `orders.search` → `orders_search`. */
export function toolName(capability: string): string {
  return capability.replace(/[.-]/g, '_');
}

/** Compiles a capability against its upstream; mistakes go to `report`, places are of the capability's document. */
export function compileOperation(linked: LinkedCapability, upstream: Upstream, report: Report): Operation {
  const { resource, operation, endpoint, provider } = linked;
  const { spec } = resource;
  const constant = (endpoint?.spec.body?.constant as JsonSchema | undefined) ?? null;
  const credentialParameter =
    upstream.auth.type === 'api_key' && upstream.auth.in === 'path' ? upstream.auth.name : null;
  checkPath(linked, upstream, credentialParameter, report);
  checkName(resource.name, report);
  const { bindings, input } = compileArguments(
    spec.arguments as { [name: string]: ArgumentSpec } | undefined,
    placesOf(operation, constant, credentialParameter),
    report,
  );
  const shaped =
    spec.result === undefined ? null : compileResult(spec.result as ResultSpec, operation.response, report);
  return {
    capability: resource.name,
    tool: toolName(resource.name),
    title: spec.title,
    description: spec.description,
    upstream: upstream.name,
    endpoint: `${provider.resource.name}/${operation.name}`,
    method: operation.method,
    path: parseTemplate(operation.path),
    input,
    output: shaped?.output ?? (operation.response === null ? null : relax(operation.response)),
    bindings,
    body: operation.body === null ? null : { contentType: operation.body.contentType, constant },
    headers: lowerCaseKeys(endpoint?.spec.headers ?? {}),
    result: shaped?.result ?? null,
    failure: compileFailure(linked),
    hints: hintsOf(operation.method, spec.hints ?? {}),
    timeoutMs: spec.timeoutMs ?? endpoint?.spec.timeoutMs ?? upstream.timeoutMs,
    examples: (spec.examples ?? []).map((example) => ({
      arguments: example.arguments as Record<string, Json>,
      intents: example.intents ?? [],
    })),
  };
}

function lowerCaseKeys(headers: { readonly [name: string]: string }): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function compileFailure(linked: LinkedCapability): Operation['failure'] {
  const failure = linked.endpoint?.spec.failure;
  const when = failure === undefined ? null : parsePath(failure.when);
  if (when === null) return null;
  return { when, message: failure?.message === undefined ? null : parsePath(failure.message) };
}

/** What a client may assume of a method (RFC 9110 section 9.2), unless the manifest knows better. */
function hintsOf(
  method: Operation['method'],
  hints: { readOnly?: boolean; destructive?: boolean; idempotent?: boolean },
): Operation['hints'] {
  const readOnly = hints.readOnly ?? ['GET', 'HEAD', 'OPTIONS'].includes(method);
  return {
    readOnly,
    destructive: hints.destructive ?? (!readOnly && method !== 'POST'),
    idempotent: hints.idempotent ?? (readOnly || method === 'PUT' || method === 'DELETE'),
  };
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
  const { operation } = linked;
  const inPath = pathParameters(operation.path);
  const inBase = upstream.basePath.flatMap((part) => (typeof part === 'string' ? [] : [part.parameter]));
  const lost = operation.parameters.filter((parameter) => parameter.in === 'path' && !inPath.includes(parameter.name));
  const unfilled = inBase.filter((name) => name !== credential);
  const tell = (what: string, hint: string) =>
    report({ code: 'undeclared-path-parameter', at: ['spec', 'endpoint'], message: what, hint });
  for (const { name } of lost)
    tell(
      `Endpoint "${operation.name}" declares the path parameter "${name}", and its path ${operation.path} has no {${name}}.`,
      `Write {${name}} in the path, or declare the parameter "in: query".`,
    );
  for (const name of unfilled)
    tell(
      `The base URL of provider "${upstream.name}" has {${name}}, which nothing fills.`,
      'Only an api_key with "in: path" fills a parameter of the base URL.',
    );
  if (credential !== null && !inBase.includes(credential) && !inPath.includes(credential))
    tell(
      `Provider "${upstream.name}" sends its key in the path as {${credential}}, and neither its base URL nor ${operation.path} has that.`,
      `Write {${credential}} where the key belongs, for example "https://api.example/bot{${credential}}".`,
    );
}
