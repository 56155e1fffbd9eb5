/** A method and path: the gateway's own route of a capability, or a request that capabilities make to a company's API. */
import type { LinkedCapability, LinkedProvider } from '../link/link.ts';
import { resolveBaseUrl } from '../table/upstream.ts';
import type { Subject } from './subject.ts';

/** A request line, as people write it: a path, or a whole URL. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Reads words as a request line; null when they are none. */
export function readRequestLine(words: readonly string[]): RequestLine | null {
  const [method = '', path = '', ...others] = words.join(' ').trim().split(/\s+/);
  if (others.length > 0 || !methods.includes(method.toUpperCase())) return null;
  const url = /^https?:\/\//i.test(path) && URL.canParse(path) ? new URL(path).pathname : path;
  return url.startsWith('/') ? { method: method.toUpperCase(), path: withoutQuery(url) } : null;
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/, '');
}

/** The tenant and capability of a path of the gateway's own; null when it is none. */
export function ownRoute({ path }: RequestLine): { readonly tenant: string; readonly capability: string } | null {
  const match = /^\/api\/tenant\/([^/]+)\/proxy\/([^/]+)\/?$/.exec(path);
  return match === null ? null : { tenant: decoded(match[1]), capability: decoded(match[2]) };
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Capabilities that make such a request, with or without the base URL's own path before it. */
export function capabilitiesBehind({ linked }: Subject, line: RequestLine): LinkedCapability[] {
  return linked.capabilities.filter(
    ({ operation, provider }) => operation.method === line.method && fits(operation.path, provider, line.path),
  );
}

/** An endpoint that such a request would reach, and that no capability uses. */
export interface UnusedEndpoint {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Endpoints that are declared for such a request. */
export function endpointsBehind({ linked, shared, context }: Subject, line: RequestLine): UnusedEndpoint[] {
  const providers = [...linked.providers.values(), ...shared.providers.values()];
  return providers.flatMap((provider) => {
    const own = [...provider.endpoints.values()]
      .filter(({ spec }) => spec.method === line.method && fits(spec.path, provider, line.path))
      .map((endpoint) => ({ name: endpoint.name, file: endpoint.file, line: endpoint.line }));
    const { document } = provider;
    const operations = document === null ? [] : (context.openApi(document, new Set())?.names ?? []);
    const documented = operations
      .filter(({ method, path }) => method === line.method && fits(path, provider, line.path))
      .map((operation) => ({ name: operation.name, file: document as string, line: operation.span.line }));
    return [...own, ...documented].map((one) => ({ ...one, name: `${provider.resource.name}/${one.name}` }));
  });
}

/** The template as it is written, or a path that it stands for. */
function fits(template: string, provider: LinkedProvider, path: string): boolean {
  const base = new URL(resolveBaseUrl(provider).value).pathname.replace(/\/+$/, '');
  return [template, `${base}${template}`].some((one) => one === path || patternOf(one).test(path));
}

function patternOf(template: string): RegExp {
  const parts = template.split(/(\{[^{}]+\}|%7B[^%]+%7D)/i);
  return new RegExp(
    `^${parts.map((part, index) => (index % 2 === 1 ? '[^/]+' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))).join('')}$`,
  );
}
