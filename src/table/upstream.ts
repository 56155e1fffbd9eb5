/** `Provider` → `Upstream`: origin, path template and credential of a company's API. */
import type { LinkedProvider, ResourceOf } from '../link/link.ts';
import { overridden } from './provider-field.ts';
import { field, fieldOrigin, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { PathPart, Upstream, UpstreamAuth } from './table.ts';
import { resolveConnectTimeout, resolveFirstByteTimeout, resolveProviderTimeout } from './timeouts.ts';
import { providerRate, redirectsOf, resolveAttempts, resolveConcurrent } from './upstream-limits.ts';

/** A provider as it is linked: its manifest, and what the chosen environment changes in it. */
type Provider = LinkedProvider;

/** Compiles a provider; its base URL has been validated. */
export function compileUpstream(provider: Provider): Upstream {
  const { name, tenant, spec } = provider.resource;
  const { origin, path } = splitBaseUrl(resolveBaseUrl(provider).value);
  return {
    name,
    shared: tenant === null,
    category: resolveCategory(provider).value,
    origin,
    basePath: parseTemplate(path),
    network: resolveNetwork(provider).value,
    auth: compileAuth(provider, spec.auth),
    timeoutMs: resolveProviderTimeout(provider).value,
    connectTimeoutMs: resolveConnectTimeout(provider).value,
    firstByteTimeoutMs: resolveFirstByteTimeout(provider).value,
    rate: providerRate(provider),
    concurrent: resolveConcurrent(provider).value,
    retry: { attempts: resolveAttempts(provider).value },
    redirects: redirectsOf(provider),
  };
}

/** Where the API is, as it is written. */
export function resolveBaseUrl(provider: Provider): Resolved<string> {
  const { resource } = provider;
  const own = { value: resource.spec.baseUrl, from: fieldOrigin(resource, ['spec', 'baseUrl']) };
  return firstOf([overridden(provider, 'baseUrl')], own);
}

/** Which addresses it may have. */
export function resolveNetwork(provider: Provider): Resolved<Upstream['network']> {
  const { resource } = provider;
  return firstOf(
    [overridden(provider, 'network'), field(resource, ['spec', 'network'], resource.spec.network)],
    otherwise('public'),
  );
}

/** What the API is for. */
export function resolveCategory({ resource }: Provider): Resolved<string> {
  return firstOf([field<string>(resource, ['spec', 'category'], resource.spec.category)], otherwise('custom'));
}

/** Where the token of an oauth2 credential is fetched. */
export function resolveTokenUrl(provider: Provider, tokenUrl: string): Resolved<string> {
  const own = { value: tokenUrl, from: fieldOrigin(provider.resource, ['spec', 'auth', 'tokenUrl']) };
  return firstOf([overridden(provider, 'tokenUrl')], own);
}

/** What of a credential a manifest may leave out, with what holds then. */
interface OptionalAuth {
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  readonly clientAuth: 'basic' | 'body';
}

const authDefaults: OptionalAuth = { prefix: '', scopes: [], audience: null, clientAuth: 'basic' };

/** A field of a credential that may be left out. */
export function resolveAuthField<Field extends keyof OptionalAuth>(
  { resource }: Provider,
  name: Field,
): Resolved<OptionalAuth[Field]> {
  const declared = (resource.spec.auth as Partial<OptionalAuth> | undefined)?.[name];
  const own = field(resource, ['spec', 'auth', name], declared as OptionalAuth[Field] | undefined);
  return firstOf([own], otherwise<OptionalAuth[Field]>(authDefaults[name]));
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

function compileAuth(provider: Provider, auth: ResourceOf<'Provider'>['spec']['auth']): UpstreamAuth {
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
        prefix: resolveAuthField(provider, 'prefix').value,
      };
    case 'bearer':
      return { type: 'bearer', token: auth.token };
    case 'basic':
      return { type: 'basic', username: auth.username, password: auth.password };
    case 'oauth2':
      return {
        type: 'oauth2',
        tokenUrl: resolveTokenUrl(provider, auth.tokenUrl).value,
        clientId: auth.clientId,
        clientSecret: auth.clientSecret,
        scopes: resolveAuthField(provider, 'scopes').value,
        audience: resolveAuthField(provider, 'audience').value,
        clientAuth: resolveAuthField(provider, 'clientAuth').value,
      };
  }
}
