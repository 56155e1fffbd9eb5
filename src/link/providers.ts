/** Providers with their endpoints and documents. */
import { ownerOf } from '../manifest/place.ts';
import type { BrokenResource, Resource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import { closest } from '../suggest.ts';
import { pathParameters } from './endpoint.ts';
import { isApplicable } from './environments.ts';
import { answerPathProblems, endpointProblems } from './endpoint-problems.ts';
import type { LinkContext, LinkedProvider, ProviderOverride } from './linked.ts';
import { addProvider, certainName, nameSpan, namesOf, nearest, replacement } from './near.ts';
import { isBroken, ofKind } from './resources.ts';

/** One scope's providers. */
export interface LinkedProviders {
  readonly providers: ReadonlyMap<string, LinkedProvider>;
  /** Documents with errors, now with the endpoints that cannot be used. */
  readonly broken: readonly BrokenResource[];
}

/** Providers by name, each with its endpoints and what the chosen environment changes; what is wrong with either goes to `problems`. */
export function linkProviders(
  resources: readonly Resource[],
  broken: readonly BrokenResource[],
  overrides: readonly ProviderOverride[],
  context: LinkContext,
  problems: Problem[],
): LinkedProviders {
  const faulty: BrokenResource[] = [];
  const usable = resources.filter(ofKind('Endpoint')).filter((endpoint) => {
    const found = endpointProblems(endpoint, context);
    problems.push(...found);
    if (found.length > 0) faulty.push(brokenEndpoint(endpoint));
    return found.length === 0;
  });
  const endpoints = Map.groupBy(usable, (endpoint) => endpoint.provider ?? '');
  const providers = new Map<string, LinkedProvider>();
  for (const resource of resources.filter(ofKind('Provider'))) {
    const own = new Map((endpoints.get(resource.name) ?? []).map((endpoint) => [endpoint.name, endpoint]));
    const override = overrides.find((one) => one.isChosen && isApplicable(one, resource)) ?? null;
    const document = documentPath(resource, context, problems);
    problems.push(...unfilledParameters(resource, context), ...answerPathProblems(resource, context));
    providers.set(resource.name, { resource, override, endpoints: own, document });
  }
  for (const [name, orphans] of endpoints) {
    if (providers.has(name)) continue;
    faulty.push(...orphans.map((endpoint) => ({ ...brokenEndpoint(endpoint), provider: null })));
    // What refers to a provider that is not there at all follows from that; another slip of its name does not.
    if (closest(name, providers.keys()) === null) faulty.push(...orphans.map((one) => missingProvider(one, name)));
    if (!isBroken(broken, 'Provider', name)) problems.push(...orphanProblems(orphans, name, providers, context));
  }
  return { providers, broken: [...broken, ...faulty] };
}

function missingProvider(endpoint: ResourceOf<'Endpoint'>, name: string): BrokenResource {
  return { ...brokenEndpoint(endpoint), kind: 'Provider', name, provider: null };
}

function brokenEndpoint({
  kind,
  name,
  tenant,
  provider,
  file,
  document,
  line,
}: ResourceOf<'Endpoint'>): BrokenResource {
  return { kind, name, tenant, provider, file, document, line };
}

/** A slip is told at each place that has it. A provider that is not there is one cause, however many endpoints it has. */
function orphanProblems(
  orphans: readonly ResourceOf<'Endpoint'>[],
  name: string,
  providers: ReadonlyMap<string, LinkedProvider>,
  context: LinkContext,
): Problem[] {
  const places = new Map(
    [...providers].map(([known, { resource }]) => [known, () => nameSpan(resource, context)] as const),
  );
  const near = nearest(name, places, 'providers');
  const isSlip = near.related !== undefined;
  return (isSlip ? orphans.map((one) => [one]) : [orphans]).flatMap((told): Problem[] => {
    const [endpoint] = told;
    if (endpoint === undefined) return [];
    const written = { resource: endpoint, at: ['metadata', 'provider'], value: name };
    return [
      {
        code: 'unknown-provider',
        severity: 'error',
        message: `${namesOf('Endpoint', told)} ${told.length === 1 ? 'belongs' : 'belong'} to provider "${name}", which no document declares here.`,
        span: context.locate(endpoint.file, endpoint.document, ['metadata', 'provider'], 'value'),
        ...(isSlip ? near : { hint: `${addProvider(name, endpoint.tenant)} ${near.hint ?? ''}`.trim() }),
        ...replacement(written, meantProvider(endpoint, name, providers), context),
      },
    ];
  });
}

/** The provider that is certainly meant: neither the file's folder nor an endpoint that it has already says otherwise. */
function meantProvider(
  endpoint: ResourceOf<'Endpoint'>,
  name: string,
  providers: ReadonlyMap<string, LinkedProvider>,
): string | null {
  const meant = certainName(name, providers.keys());
  const folder = ownerOf(endpoint.file).provider;
  const isFree = meant !== null && !providers.get(meant)?.endpoints.has(endpoint.name);
  return isFree && (folder === null || folder === meant) ? meant : null;
}

/** Only a key that goes into the path fills a parameter of the base URL: told once, to the provider's author. */
function unfilledParameters(provider: ResourceOf<'Provider'>, context: LinkContext): Problem[] {
  const { auth, baseUrl } = provider.spec;
  const credential = auth?.type === 'api_key' && auth.in === 'path' ? auth.name : null;
  const unfilled = pathParameters(baseUrl).filter((name) => name !== credential);
  if (unfilled.length === 0) return [];
  const span = (path: readonly string[]) => context.locate(provider.file, provider.document, path, 'value');
  const near = credential === null ? null : closest(unfilled[0] as string, [credential]);
  return [
    {
      code: 'undeclared-path-parameter',
      severity: 'error',
      message: `The base URL of provider "${provider.name}" has ${unfilled.map((name) => `{${name}}`).join(' and ')}, which nothing fills.`,
      hint: `${near === null ? '' : `Did you mean "{${near}}"? `}Only an api_key with "in: path" fills a parameter of the base URL.`,
      span: span(['spec', 'baseUrl']),
      ...(near === null ? {} : { related: { message: 'what the key fills', span: span(['spec', 'auth', 'name']) } }),
    },
  ];
}

function documentPath(provider: ResourceOf<'Provider'>, context: LinkContext, problems: Problem[]): string | null {
  const name = provider.spec.openapi;
  if (name === undefined) return null;
  const path = openApiPath(provider);
  if (context.exists(path)) return path;
  const other = otherDocument(name, path.slice(0, path.length - name.length), context);
  problems.push({
    code: 'openapi-unreadable',
    severity: 'error',
    message: `Provider "${provider.name}" names the OpenAPI document "${name}", and there is no such file beside it.`,
    hint: `${other === null ? '' : `Did you mean "${other}"? `}Put the document at ${path}, or remove "openapi" and declare endpoints by hand.`,
    span: context.locate(provider.file, provider.document, ['spec', 'openapi'], 'value'),
  });
  return null;
}

/** The same name with another ending, or the usual name: what is most often meant. */
function otherDocument(name: string, folder: string, context: LinkContext): string | null {
  const stem = name.replace(/\.(ya?ml|json)$/, '');
  const names = [stem, 'openapi'].flatMap((one) => ['.yaml', '.yml', '.json'].map((ending) => one + ending));
  return names.find((one) => context.exists(folder + one)) ?? null;
}

/** Where the document that a provider names lies: beside the provider's own file. */
export function openApiPath(provider: ResourceOf<'Provider'>): string {
  const folder = provider.file.slice(0, provider.file.lastIndexOf('/') + 1);
  return `${folder}${provider.spec.openapi ?? ''}`;
}
