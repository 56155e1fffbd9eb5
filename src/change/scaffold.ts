/** First texts of manifests: what `smarteros new` writes, before `format` puts it in form. */
import { yamlFlow, yamlLine, yamlText } from './yaml-text.ts';

/** A company to be served. */
export interface NewTenant {
  readonly name: string;
  readonly title: string;
  readonly businessName: string;
  readonly rut: string;
  readonly contactEmail: string | null;
  readonly plan: string | null;
}

/** The text of a Tenant. */
export function tenantText(tenant: NewTenant): string {
  const { name, title, businessName, rut, contactEmail, plan } = tenant;
  return `apiVersion: smarteros/v1
kind: Tenant
metadata:
  name: ${name}
  title: ${yamlLine(title)}
  # Models read this first: say what the company does, in the languages of those who ask.
  description: ${yamlLine(`Tools of ${title}. Herramientas de ${title}.`)}
spec:
  rut: ${rut}
  businessName: ${yamlLine(businessName)}
${contactEmail === null ? '' : `  contactEmail: ${yamlLine(contactEmail)}\n`}  type: customer
  status: active
${plan === null ? '' : `  plan: ${plan}\n`}`;
}

/** How an API asks for credentials. */
export const authTypes = ['none', 'api_key', 'bearer', 'basic', 'oauth2'] as const;

/** How a provider proves itself, as far as it is known. Secrets are named after the provider. */
export type ProviderAuth =
  | { readonly type: 'none' | 'bearer' | 'basic' }
  | {
      readonly type: 'api_key';
      readonly in: 'header' | 'query' | 'cookie' | 'path';
      readonly name: string;
      readonly prefix: string;
    }
  /** `tokenUrl` is null where nobody says it, for a person to write. */
  | { readonly type: 'oauth2'; readonly tokenUrl: string | null; readonly scopes: readonly string[] };

/** A way of which nothing but its kind is known: what most APIs have. */
export function usualAuth(type: (typeof authTypes)[number]): ProviderAuth {
  if (type === 'api_key') return { type, in: 'header', name: 'X-API-Key', prefix: '' };
  return type === 'oauth2' ? { type, tokenUrl: null, scopes: [] } : { type };
}

/** What a provider's secrets are called, in the order in which they are asked for. */
export function secretNames(provider: string, auth: ProviderAuth): string[] {
  const words = { none: [], api_key: ['key'], bearer: ['token'], basic: ['user', 'password'] };
  return (auth.type === 'oauth2' ? ['client-id', 'client-secret'] : words[auth.type]).map(
    (word) => `${provider}-${word}`,
  );
}

/** A company's API. */
export interface NewProvider {
  readonly name: string;
  /** Null for one that all tenants share. */
  readonly tenant: string | null;
  readonly baseUrl: string;
  readonly category: string;
  /** Name of the OpenAPI document beside it. */
  readonly openapi: string | null;
  readonly isPrivate: boolean;
  readonly auth: ProviderAuth;
  /** Lines of further fields of `spec`, each with its line end; empty for none. */
  readonly further: string;
  /** What a person has to look at, each a comment above `auth`. */
  readonly review: readonly string[];
}

/** The text of a Provider. Secrets are named after it. */
export function providerText(provider: NewProvider): string {
  const { name, tenant, baseUrl, category, openapi, isPrivate, auth, further, review } = provider;
  const source =
    openapi === null
      ? '# Its endpoints are the manifests in endpoints/.\n'
      : '# Each operation of the document is an endpoint that capabilities can name. None is callable because it is in it.\n';
  return `${source}apiVersion: smarteros/v1
kind: Provider
metadata: ${yamlFlow(tenant === null ? { name } : { tenant, name })}
spec:
  category: ${category}
  baseUrl: ${yamlLine(baseUrl)}
${openapi === null ? '' : `  openapi: ${yamlLine(openapi)}\n`}${isPrivate ? '  network: private\n' : ''}${review.map((line) => `  # ${line}\n`).join('')}${authLines(name, tenant, auth)}${further}`;
}

function authLines(name: string, tenant: string | null, auth: ProviderAuth): string {
  if (auth.type === 'none') return '  auth: { type: none }\n';
  const [first, second] = secretNames(name, auth).map((secret) => `{ secret: ${secret} }`);
  const variable = [tenant ?? 'shared', name].map((word) => word.toUpperCase().replaceAll('-', '_')).join('__');
  const value = `  # Its values never stand in a manifest: "smarteros secret set" keeps them here, "smarteros secret seal" encrypted in Git,
  # or they are environment variables, SMARTEROS_SECRET__${variable}_…
`;
  switch (auth.type) {
    case 'api_key':
      return `${value}  auth: { type: api_key, in: ${auth.in}, name: ${yamlText(auth.name)}, ${auth.prefix === '' ? '' : `prefix: ${quotedText(auth.prefix)}, `}key: ${first} }\n`;
    case 'bearer':
      return `${value}  auth: { type: bearer, token: ${first} }\n`;
    case 'basic':
      return `${value}  auth: { type: basic, username: ${first}, password: ${second} }\n`;
    case 'oauth2':
      return `${value}  auth:
    type: oauth2
    tokenUrl: ${auth.tokenUrl === null ? 'https://example.com/oauth/token # where the API gives tokens' : yamlLine(auth.tokenUrl)}
    clientId: ${first}
    clientSecret: ${second}
${auth.scopes.length === 0 ? '' : `    scopes: ${yamlFlow(auth.scopes)}\n`}`;
  }
}

/** A prefix ends in a space, which is nothing without quotes. */
function quotedText(text: string): string {
  return text.endsWith(' ') ? `'${text.replaceAll("'", "''")}'` : yamlText(text);
}

/** One operation of an API without a document. */
export interface NewEndpoint {
  readonly name: string;
  readonly provider: string;
  readonly tenant: string | null;
  readonly method: string;
  readonly path: string;
}

/** The text of an Endpoint; each `{name}` of the path is a parameter. */
export function endpointText({ name, provider, tenant, method, path }: NewEndpoint): string {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, found]) => found as string);
  const parameters = names.map(
    (each) => `    - { name: ${yamlText(each)}, in: path, required: true, schema: { type: string, minLength: 1 } }\n`,
  );
  const body = `  body:
    required: true
    schema:
      type: object
      properties: # what the API takes; arguments of capabilities get their schemas from here
        name: { type: string }
`;
  return `apiVersion: smarteros/v1
kind: Endpoint
metadata: ${yamlFlow({ ...(tenant === null ? {} : { tenant }), provider, name })}
spec:
  method: ${method}
  path: ${yamlLine(path)}
${parameters.length === 0 ? '' : `  parameters:\n${parameters.join('')}`}${['POST', 'PUT', 'PATCH'].includes(method) ? body : ''}  response:
    schema:
      type: object
      properties: # what of the answer is used; results of capabilities get their schemas from here
        id: { type: string }
`;
}

/** A text that people begin a conversation with. */
export interface NewPrompt {
  readonly name: string;
  readonly tenant: string;
}

/** The text of a Prompt. Its words are examples: what a person wants to be told only a person can write. */
export function promptText({ name, tenant }: NewPrompt): string {
  const words = name.replaceAll('-', ' ');
  const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return `apiVersion: smarteros/v1
kind: Prompt
metadata: ${yamlFlow({ tenant, name })}
spec:
  title: ${yamlLine(title)} # people choose it by this
  description: What it is for. Para qué sirve.
  arguments: # what people fill in; the text names each as {name}
    - { name: period, description: Qué días. Which days., required: true, values: [hoy, ayer, esta semana] }
  # What the model is told in the person’s name; {{ and }} are braces.
  text: >-
    Resume los pedidos de {period}: cuántos son y cuánto suman. Summarise the orders of {period}.
`;
}
