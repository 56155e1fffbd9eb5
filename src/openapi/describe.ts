/** What a document says about its API as a whole: its form, its words, where it is and how callers prove themselves. */
import type { Problem } from '../problem.ts';
import type { CredentialKind, DeclaredCredential } from './credential.ts';
import { documentVersion } from './read.ts';
import { child, isRecord, own, resolve } from './reference.ts';
import { readCredentials, type Schemes } from './security.ts';
import { parseSource } from './source.ts';
import { upgrade } from './swagger-parts.ts';

/** A document without its operations. */
export interface DocumentDescription {
  /** `OpenAPI 3.1.0`, `Swagger 2.0`; empty when the document cannot be read (`readOpenApi` tells why). */
  readonly form: string;
  readonly title: string;
  readonly description: string;
  /** Base URLs in the order of the document, variables filled by their defaults; relative ones as they are. */
  readonly servers: readonly string[];
  /** The way that most operations take first. */
  readonly credentials: readonly DeclaredCredential[];
  /** What an operation takes, by its method and path; of those where something is said. */
  readonly asked: ReadonlyMap<string, readonly CredentialKind[]>;
  readonly problems: readonly Problem[];
}

const nothing: DocumentDescription = {
  form: '',
  title: '',
  description: '',
  servers: [],
  credentials: [],
  asked: new Map(),
  problems: [],
};

/** Servers told at most. */
const mostServers = 20;

/** Reads what a document says of the whole API. Never throws; texts are as the document has them. */
export function describeDocument(file: { path: string; text: string }): DocumentDescription {
  const { source } = parseSource(file);
  const version = source === null ? null : documentVersion(source.root);
  if (source === null || version === null) return nothing;
  const { root } = source;
  const isSwagger = version === '2.0';
  const converted = isSwagger ? convertedRoot(root) : root;
  const path = isSwagger ? ['securityDefinitions'] : ['components', 'securitySchemes'];
  const byName = own(own(converted, 'components'), 'securitySchemes');
  const schemes: Schemes = { byName: isRecord(byName) ? byName : {}, path };
  const { credentials, asked, problems } = readCredentials(source, schemes);
  const servers = serversOf(converted);
  return {
    form: isSwagger ? 'Swagger 2.0' : `OpenAPI ${version}`,
    title: textOf(root, 'title'),
    description: textOf(root, 'description') || textOf(root, 'summary'),
    servers,
    credentials: credentials.map((one) => withTokenUrl(one, servers)),
    asked,
    problems,
  };
}

/** Servers and schemes of Swagger 2.0 as OpenAPI 3 has them. */
function convertedRoot(root: unknown): unknown {
  const schemes = own(root, 'schemes');
  const known = (Array.isArray(schemes) ? schemes : []).filter((scheme) => scheme === 'https' || scheme === 'http');
  const part = {
    host: ofText(own(root, 'host')),
    basePath: ofText(own(root, 'basePath')),
    // without any it is the one by which the document was fetched
    schemes: known.length > 0 && !known.includes('https') ? ['http'] : ['https'],
    securityDefinitions: definitionsOf(root),
  };
  try {
    return upgrade(structuredClone(part));
  } catch {
    return {};
  }
}

function definitionsOf(root: unknown): Record<string, unknown> {
  const definitions = child({ value: root, path: [] }, 'securityDefinitions');
  const names = isRecord(definitions.value) ? Object.keys(definitions.value) : [];
  const found = names.map((name): [string, unknown] => {
    const followed = resolve(root, child(definitions, name));
    return [name, 'place' in followed ? followed.place.value : null];
  });
  return Object.fromEntries(found.filter(([, scheme]) => isRecord(scheme)));
}

function ofText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The document's servers; those of paths and operations where it has none of its own. */
function serversOf(root: unknown): string[] {
  const declared = urlsOf(own(root, 'servers'));
  if (declared.length > 0) return declared;
  const paths = own(root, 'paths');
  const items = isRecord(paths) ? Object.values(paths).filter(isRecord) : [];
  const places = items.flatMap((item) => [item, ...Object.values(item).filter(isRecord)]);
  return [...new Set(places.flatMap((place) => urlsOf(own(place, 'servers'))))].slice(0, mostServers);
}

function urlsOf(servers: unknown): string[] {
  const urls = (Array.isArray(servers) ? servers : []).map(urlOf).filter((url) => url !== '');
  return [...new Set(urls)].slice(0, mostServers);
}

function urlOf(server: unknown): string {
  const url = ofText(own(server, 'url')).trim();
  return url.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = own(own(own(server, 'variables'), name), 'default');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

/** A relative token URL means the API's own host. */
function withTokenUrl(credential: DeclaredCredential, servers: readonly string[]): DeclaredCredential {
  const base = servers.find((url) => URL.canParse(url));
  if (credential.type !== 'oauth2' || credential.tokenUrl === null || base === undefined) return credential;
  const { tokenUrl } = credential;
  return { ...credential, tokenUrl: URL.canParse(tokenUrl, base) ? new URL(tokenUrl, base).href : tokenUrl };
}

function textOf(root: unknown, key: string): string {
  return ofText(own(own(root, 'info'), key)).trim();
}
