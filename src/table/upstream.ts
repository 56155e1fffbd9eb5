/** `Provider` → `Upstream`: origin, path template and credential of a company's API. */
import type { ResourceOf } from '../link/link.ts';
import type { PathPart, Upstream, UpstreamAuth } from './table.ts';

/** Calls longer than this are given up unless provider, endpoint or capability say otherwise. */
const defaultTimeoutMs = 10_000;

/** Compiles a provider; its base URL has been validated. */
export function compileUpstream(provider: ResourceOf<'Provider'>): Upstream {
  const { spec } = provider;
  const { origin, path } = splitBaseUrl(spec.baseUrl);
  return {
    name: provider.name,
    shared: provider.tenant === null,
    category: spec.category ?? 'custom',
    origin,
    basePath: parseTemplate(path),
    network: spec.network ?? 'public',
    auth: compileAuth(spec.auth),
    timeoutMs: spec.timeoutMs ?? defaultTimeoutMs,
  };
}

/** Keeps `{token}` in the path as written: `URL` alone would escape the braces. */
function splitBaseUrl(baseUrl: string): { origin: string; path: string } {
  const url = new URL(baseUrl);
  const path = decodeBraces(url.pathname).replace(/\/+$/, '');
  return { origin: url.origin, path };
}

function decodeBraces(path: string): string {
  return path.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

/** Parses a path template once; literal text is percent-encoded where a request line needs it, what is encoded stays. */
export function parseTemplate(path: string): PathPart[] {
  return path
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('{') && part.endsWith('}') ? { parameter: part.slice(1, -1) } : encodeLiteral(part),
    );
}

function encodeLiteral(text: string): string {
  return encodeURI(text.toWellFormed())
    .replace(/%25(?=[0-9A-Fa-f]{2})/g, '%')
    .replace(/[?#]/g, encodeURIComponent);
}

function compileAuth(auth: ResourceOf<'Provider'>['spec']['auth']): UpstreamAuth {
  switch (auth?.type) {
    case undefined:
    case 'none':
      return { type: 'none' };
    case 'api_key':
      return {
        type: 'api_key',
        in: auth.in,
        name: auth.in === 'header' ? auth.name.toLowerCase() : auth.name,
        key: auth.key,
        prefix: auth.prefix ?? '',
      };
    case 'bearer':
      return { type: 'bearer', token: auth.token };
    case 'basic':
      return { type: 'basic', username: auth.username, password: auth.password };
    case 'oauth2':
      return {
        type: 'oauth2',
        tokenUrl: auth.tokenUrl,
        clientId: auth.clientId,
        clientSecret: auth.clientSecret,
        scopes: auth.scopes ?? [],
        audience: auth.audience ?? null,
        clientAuth: auth.clientAuth ?? 'basic',
      };
  }
}
