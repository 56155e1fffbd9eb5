/** Security requirements and schemes of a document → how its callers prove themselves. */
import type { Problem } from '../problem.ts';
import type { CredentialKind, DeclaredCredential } from './credential.ts';
import { headerCredential, headerKind } from './header-credential.ts';
import { listOperations, methodAndPath } from './list-operations.ts';
import { child, isRecord, own, type Place, resolve } from './reference.ts';
import type { Source } from './source.ts';

/** Where a document keeps its Security Scheme Objects, in the form of OpenAPI 3, and where they stand in its text. */
export interface Schemes {
  /** By name; their `$ref`s lead through `root`. */
  readonly byName: Readonly<Record<string, unknown>>;
  readonly path: readonly string[];
}

/** Scopes that one token is asked for at most. */
const mostScopes = 50;

/** How callers prove themselves, to the API as a whole and operation by operation. */
interface Credentials {
  readonly credentials: readonly DeclaredCredential[];
  /** What an operation takes, by its method and path; of those where something is said. */
  readonly asked: ReadonlyMap<string, readonly CredentialKind[]>;
  readonly problems: readonly Problem[];
}

/**
 * The ways that are declared, the one that most operations take first. Those that no operation asks for come last, with none;
 * when some operations ask for one and others say nothing, these take none.
 */
export function readCredentials(source: Source, schemes: Schemes): Credentials {
  const requirements = requirementsOf(source);
  const scopes = scopesOf(requirements);
  const problems = new Map<string, Problem>();
  const found = new Map<string, { readonly kind: CredentialKind; readonly operations: Set<number> }>();
  const count = (kind: CredentialKind, operation: number | null): void => {
    const key = JSON.stringify(kind);
    const entry = found.get(key) ?? { kind, operations: new Set<number>() };
    if (operation !== null) entry.operations.add(operation);
    found.set(key, entry);
  };
  const asked = new Map<string, readonly CredentialKind[]>();
  requirements.forEach(({ name, alternatives }, operation) => {
    const kinds = (alternatives ?? []).flatMap(
      (place) => kindOfRequirement(source, schemes, place, scopes, problems) ?? [],
    );
    for (const kind of kinds) count(kind, operation);
    if (kinds.length > 0) asked.set(name, kinds);
  });
  if (found.size > 0)
    requirements.forEach(({ alternatives }, operation) => alternatives === null && count({ type: 'none' }, operation));
  for (const name of Object.keys(schemes.byName)) {
    const kind = kindOfScheme(source.root, schemes, name, scopes);
    if (kind !== null) count(kind, null);
  }
  const credentials = [...found.values()]
    .map(({ kind, operations }) => ({ ...kind, operations: operations.size }))
    .toSorted((a, b) => b.operations - a.operations);
  const undeclared = found.size === 0 ? headerCredential(source) : null;
  return { credentials: undeclared === null ? credentials : [undeclared], asked, problems: [...problems.values()] };
}

/** What an operation, by its method and path, says of its callers. */
interface Requirements {
  readonly name: string;
  /** Each a Security Requirement Object; null where nothing is said. */
  readonly alternatives: readonly Place[] | null;
}

function requirementsOf(source: Source): Requirements[] {
  const everywhere = child({ value: source.root, path: [] }, 'security');
  return listOperations(source).operations.map((operation) => {
    const own = child(operation.place, 'security');
    const alternatives = alternativesOf(Array.isArray(own.value) ? own : everywhere);
    return { name: methodAndPath(operation), alternatives };
  });
}

function alternativesOf(said: Place): readonly Place[] | null {
  if (!Array.isArray(said.value)) return null;
  if (said.value.length === 0) return [{ value: {}, path: said.path }];
  return said.value.map((_, index) => child(said, String(index)));
}

function kindOfRequirement(
  source: Source,
  schemes: Schemes,
  place: Place,
  scopes: ReadonlyMap<string, readonly string[]>,
  problems: Map<string, Problem>,
): CredentialKind | null {
  if (!isRecord(place.value)) return null;
  const names = Object.keys(place.value);
  for (const name of names) {
    if (schemeOf(source.root, schemes, name) === null) problems.set(name, unknownScheme(source, place, name));
  }
  const [name, ...others] = names;
  if (name === undefined) return { type: 'none' };
  if (others.length > 0) return { type: 'other', name: names.join(' and ') };
  return kindOfScheme(source.root, schemes, name, scopes);
}

/** A scheme by its name, or in 3.2 by a reference to it; null when there is none. */
function schemeOf(root: unknown, schemes: Schemes, name: string): unknown {
  const start: Place = Object.hasOwn(schemes.byName, name)
    ? { value: schemes.byName[name], path: [...schemes.path, name] }
    : { value: name.startsWith('#/') ? { $ref: name } : null, path: [] };
  const followed = resolve(root, start);
  return 'place' in followed && isRecord(followed.place.value) ? followed.place.value : null;
}

function kindOfScheme(
  root: unknown,
  schemes: Schemes,
  name: string,
  scopes: ReadonlyMap<string, readonly string[]>,
): CredentialKind | null {
  const scheme = schemeOf(root, schemes, name);
  if (scheme === null) return null;
  const type = own(scheme, 'type');
  const word = String(own(scheme, 'scheme')).toLowerCase();
  if (type === 'apiKey') return apiKey(scheme, name);
  if (type === 'http' && (word === 'bearer' || word === 'basic')) return { type: word };
  if (type === 'http') return { type: 'other', name: word };
  // a token that people or an issuer gave is sent like any other
  if (type === 'openIdConnect') return { type: 'bearer' };
  if (type !== 'oauth2') return { type: 'other', name: typeof type === 'string' ? type : name };
  const flow = own(own(scheme, 'flows'), 'clientCredentials');
  const tokenUrl = own(flow, 'tokenUrl');
  // the other flows begin with somebody who signs in
  const url = typeof tokenUrl === 'string' && tokenUrl !== '' ? tokenUrl : null;
  return { type: 'oauth2', tokenUrl: url, scopes: scopes.get(name) ?? [] };
}

function apiKey(scheme: unknown, schemeName: string): CredentialKind {
  const [position, name] = [own(scheme, 'in'), own(scheme, 'name')];
  const isSendable = position === 'header' || position === 'query' || position === 'cookie';
  if (!isSendable || typeof name !== 'string' || name === '') return { type: 'other', name: schemeName };
  const description = own(scheme, 'description');
  if (position === 'header' && typeof description === 'string') return headerKind(name, description);
  return { type: 'api_key', in: position, name, prefix: '' };
}

/** The scopes that operations ask for, by scheme. */
function scopesOf(requirements: readonly Requirements[]): Map<string, readonly string[]> {
  const scopes = new Map<string, readonly string[]>();
  for (const { value } of requirements.flatMap(({ alternatives }) => alternatives ?? [])) {
    for (const [name, wanted] of isRecord(value) ? Object.entries(value) : []) {
      const texts = Array.isArray(wanted) ? wanted.filter((scope): scope is string => typeof scope === 'string') : [];
      scopes.set(name, [...new Set([...(scopes.get(name) ?? []), ...texts])].slice(0, mostScopes));
    }
  }
  return scopes;
}

function unknownScheme(source: Source, place: Place, name: string): Problem {
  return {
    code: 'openapi-reference',
    severity: 'warning',
    message: `"security" asks for "${name}", and the document declares no security scheme of this name, so what it sends is not known.`,
    hint: 'Say in the provider’s "auth" how callers prove themselves.',
    span: source.spanOf([...place.path, name], 'key'),
  };
}
