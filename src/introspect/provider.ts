/** The provider of a draft: where its API is, how it is proved to, and what its document shows of its habits. */
import { providerText, type ProviderAuth, secretNames } from '../change/scaffold.ts';
import type { DeclaredCredential, Introspection } from './introspection.ts';
import { yamlFlow } from '../change/yaml-text.ts';
import type { Json } from '../schema.ts';
import type { DraftOptions } from './drafted.ts';
import { sharedFailure } from './failure.ts';
import { baseUrlOf } from './base-url.ts';
import type { DetectedPagination } from './pagination.ts';
import { foundLine, pagingLines } from './paging.ts';
import { pathToken } from './path-token.ts';

/** The manifest, and what capabilities have to know of it. */
export interface ProviderDraft {
  /** Its folder in the workspace. */
  readonly folder: string;
  readonly text: string;
  /** Places of requests that the credential fills: `header.x-api-key`, in lower case. */
  readonly filled: ReadonlySet<string>;
  readonly auth: ProviderAuth;
  readonly notes: readonly string[];
  readonly secrets: readonly string[];
}

/** Drafts the provider; `misuse` when it cannot be told where the API is. */
export function providerDraft(
  source: Introspection,
  options: DraftOptions,
  paging: DetectedPagination | null,
): ProviderDraft | { readonly misuse: string } {
  const where = baseUrlOf(source.servers, options);
  if ('misuse' in where) return where;
  const { auth, review } = authOf(source, where.url, options.auth);
  const { provider: name, tenant, isShared } = options;
  const failure = sharedFailure(source.operations);
  // What was recorded is no document, and what it shows is as little certain.
  const told = (line: string) => (source.document === null ? line.replace('the document', 'what was recorded') : line);
  const text = providerText({
    name,
    tenant: isShared ? null : tenant,
    baseUrl: where.url,
    category: categoryOf(source),
    openapi: source.document?.name ?? null,
    isPrivate: options.isPrivate,
    auth,
    further: `${failure === null ? '' : failureLines(failure)}${paging === null ? '' : pagingLines(paging)}`,
    review: review.map(told),
  });
  return {
    folder: `${isShared ? '' : `tenants/${tenant}/`}providers/${name}`,
    text,
    filled: filledBy(auth),
    auth,
    notes: [
      ...where.notes,
      ...review.map(told),
      ...(failure === null ? [] : [told(foundFailure)]),
      ...(paging === null ? [] : [told(foundLine(paging.why))]),
    ],
    secrets: secretNames(name, auth),
  };
}

const foundFailure =
  'Found in the document: answers that tell a failure inside of 200; review "failure" of the provider.';

function failureLines(failure: NonNullable<ReturnType<typeof sharedFailure>>): string {
  return `  # ${foundFailure.replace(' of the provider', '')}\n  failure: ${yamlFlow({ ...failure } as Json)}\n`;
}

/** What the credential fills is no argument. */
function filledBy(auth: ProviderAuth): ReadonlySet<string> {
  if (auth.type === 'api_key') return new Set([`${auth.in}.${auth.name}`.toLowerCase()]);
  return new Set(auth.type === 'none' ? [] : ['header.authorization']);
}

function authOf(
  source: Introspection,
  baseUrl: string,
  given: ProviderAuth | null,
): { readonly auth: ProviderAuth; readonly review: readonly string[] } {
  const token = pathToken(baseUrl, source.operations);
  if (token !== null && (given === null || given.type === 'api_key'))
    return { auth: { type: 'api_key', in: 'path', name: token, prefix: '' }, review: [] };
  if (given !== null) return { auth: given, review: [] };
  const found = source.credentials.map(sendable).find((auth) => auth !== null) ?? null;
  if (found !== null) {
    const isGuess = found.type === 'oauth2' && found.tokenUrl === null;
    return {
      auth: isGuess ? { type: 'bearer' } : found,
      review: isGuess
        ? ['Found in the document: OAuth 2 by which people sign in. A token that was given that way is sent; review.']
        : [`Found in the document: ${wordsOf(found)}; review.`],
    };
  }
  return { auth: { type: 'none' }, review: [undeclared(source.credentials)] };
}

function wordsOf(auth: ProviderAuth): string {
  switch (auth.type) {
    case 'none':
      return 'no credential';
    case 'api_key':
      return `a key in the ${auth.in} ${auth.name}`;
    case 'bearer':
      return 'a bearer token';
    case 'basic':
      return 'user and password';
    case 'oauth2':
      // Whoever has that host gets the client's secret.
      return `client credentials${auth.tokenUrl === null ? '' : `, given to ${hostOf(auth.tokenUrl)}`}`;
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that cannot be read';
}

function undeclared(credentials: readonly DeclaredCredential[]): string {
  const others = credentials.flatMap((each) => (each.type === 'other' || each.type === 'api_key' ? [each.name] : []));
  if (credentials.some(({ type }) => type === 'none'))
    return 'Found in the document: no credential is asked for; review.';
  const what =
    others.length === 0
      ? 'says no way to prove oneself'
      : `asks for ${others.slice(0, 3).join(', ').slice(0, 200)}, which cannot be sent`;
  return `The source ${what}. Write "auth" as docs/manifests.md has it, or import again with --auth.`.replaceAll(
    /[\p{C}\s]+/gu,
    ' ',
  );
}

/** What a header, a cookie or a query's key may be called here (RFC 9110 section 5.6.2): strangers have written these names. */
const sendableName = /^[\w!#$%&'*+.^`|~-]{1,100}$/;

/** The way as a provider has it; null for one that cannot be sent. */
function sendable(declared: DeclaredCredential): ProviderAuth | null {
  switch (declared.type) {
    case 'other':
    case 'none':
      return null;
    case 'api_key':
      if (!sendableName.test(declared.name)) return null;
      return { type: 'api_key', in: declared.in, name: declared.name, prefix: declared.prefix };
    case 'oauth2':
      return { type: 'oauth2', tokenUrl: declared.tokenUrl, scopes: declared.scopes };
    default:
      return { type: declared.type };
  }
}

const categories: readonly (readonly [string, RegExp])[] = [
  ['payments', /\b(?:payments?|pagos?|billing|checkout|wallet|acquir\w+)\b/i],
  ['ecommerce', /\b(?:e-?commerce|woocommerce|shopify|store|shop|tienda|catalog\w*|cart)\b/i],
  ['erp', /\b(?:erp|odoo|accounting|invoic\w+|contab\w+|factur\w+)\b/i],
];

function categoryOf({ title, description }: Introspection): string {
  for (const text of [title, description.slice(0, 1_000)])
    for (const [category, pattern] of categories) if (pattern.test(text)) return category;
  return 'custom';
}
