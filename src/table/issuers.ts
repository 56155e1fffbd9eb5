/** `spec.issuers` of the system → whose tokens count, with everything filled in that their kind decides. */
import type { ResourceOf } from '../link/link.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { Issuer } from './table.ts';

type System = ResourceOf<'System'>;

/** An issuer with what decided each of its values. */
export type ResolvedIssuer = { readonly [field in keyof Issuer]: Resolved<Issuer[field]> };

/** What one of ours can verify without more thought; whoever signs otherwise says so. */
const defaultAlgorithms = ['RS256', 'ES256'];

const defaultSkewSeconds = 30;

/** All issuers of the system, by name. */
export function issuersOf(system: System | null): Record<string, Issuer> {
  const issuers = (system?.spec.issuers ?? []).map((_issuer, index) => issuerOf(system as System, index));
  return Object.fromEntries(issuers.map((issuer) => [issuer.name, issuer]));
}

function issuerOf(system: System, index: number): Issuer {
  const resolved = Object.entries(resolveIssuer(system, index));
  return Object.fromEntries(resolved.map(([name, { value }]) => [name, value])) as unknown as Issuer;
}

/** One issuer, by its place in the list. */
export function resolveIssuer(system: System, index: number): ResolvedIssuer {
  const spec = (system.spec.issuers ?? [])[index];
  if (spec === undefined) throw new Error(`The system has no issuer at ${index}.`);
  const at = <T>(name: keyof typeof spec, value: T | undefined) =>
    field<T>(system, ['spec', 'issuers', index, name], value);
  const type = spec.type ?? 'oidc';
  return {
    name: firstOf([at('name', spec.name)], otherwise('')),
    type: firstOf([at('type', spec.type)], otherwise('oidc')),
    issuer: firstOf([at('issuer', spec.issuer)], otherwise('')),
    jwksUrl: firstOf<string | null>([at('jwksUrl', spec.jwksUrl)], knownKeys(type, spec.issuer)),
    audiences: firstOf<readonly string[]>([at('audiences', spec.audiences)], usualAudiences(type)),
    algorithms: firstOf<readonly string[]>([at('algorithms', spec.algorithms)], otherwise(defaultAlgorithms)),
    scopes: firstOf<readonly string[]>([at('scopes', spec.scopes)], otherwise([])),
    network: firstOf([at('network', spec.network)], otherwise('public')),
    skewSeconds: firstOf([at('skewSeconds', spec.skewSeconds)], otherwise(defaultSkewSeconds)),
  };
}

/** Two kinds keep their keys at a fixed place, and need no discovery. */
function knownKeys(type: Issuer['type'], issuer: string) {
  const base = issuer.replace(/\/+$/, '');
  if (type === 'supabase') return otherwise(`${base}/.well-known/jwks.json`, 'where Supabase has them');
  if (type === 'cloudflare-access')
    return otherwise(`${base}/cdn-cgi/access/certs`, 'where Cloudflare Access has them');
  return otherwise(null, 'found by discovery (/.well-known/openid-configuration)');
}

/** Supabase says `authenticated` to everybody who is logged in: it is the access rules that tell people apart. */
function usualAudiences(type: Issuer['type']) {
  return type === 'supabase'
    ? otherwise(['authenticated'], 'what Supabase writes for who is logged in')
    : otherwise<readonly string[]>([], 'the URL of the MCP endpoint alone');
}
