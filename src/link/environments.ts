/** Environments: which one is applied, what each says of which provider, and what is wrong with that. */
import { privateHost } from '../manifest/base-url.ts';
import type { BrokenResource, Resource, ResourceOf } from '../manifest/resource.ts';
import type { Problem, Span } from '../problem.ts';
import { closest } from '../suggest.ts';
import { pathParameters } from './endpoint.ts';
import type { Environments, LinkContext, LinkedProvider, ProviderOverride } from './linked.ts';
import { certainName, nameSpan, nearest, renaming } from './near.ts';
import { isBroken, ofKind, suggestion } from './resources.ts';

/** Looks through a workspace's environments; `name` is the chosen one's. */
export function readEnvironments(
  resources: readonly Resource[],
  broken: readonly BrokenResource[],
  name: string | null,
  problems: Problem[],
): Environments {
  const all = new Map(resources.filter(ofKind('Environment')).map((resource) => [resource.name, resource]));
  const chosen = name === null ? null : (all.get(name) ?? null);
  const isMissing = name !== null && chosen === null && !isBroken(broken, 'Environment', name);
  if (isMissing) problems.push(missingEnvironment(name, [...all.keys()]));
  const entries = [...all.values()].flatMap((environment) => entriesOf(environment, environment === chosen));
  return { all, chosen, isMissing, overrides: Map.groupBy(entries, ({ tenant }) => tenant ?? '') };
}

function entriesOf(environment: ResourceOf<'Environment'>, isChosen: boolean): ProviderOverride[] {
  return Object.entries(environment.spec.providers ?? {}).map(([key, spec]) => {
    const [first = '', second] = key.split('/');
    const owner = second === undefined ? { tenant: null, provider: first } : { tenant: first, provider: second };
    return { environment, key, ...owner, spec, isChosen };
  });
}

/** There is no document to point at: the place where it belongs is named. */
function missingEnvironment(name: string, names: readonly string[]): Problem {
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: `The environment "${name}" is applied here, and no document declares it: what is shared stays as it was.`,
    hint: suggestion(closest(name, names), names, 'environments'),
    span: { file: `environments/${name}.yaml`, line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}

/** True when an override is about the provider and does not itself break what counts on it: one mistake, one problem. */
export function isApplicable(override: ProviderOverride, provider: ResourceOf<'Provider'>): boolean {
  return override.provider === provider.name && parametersFault(override, provider) === null;
}

/** What is wrong with overrides, held against the providers of their owner. */
export function overrideProblems(
  overrides: readonly ProviderOverride[],
  providers: ReadonlyMap<string, LinkedProvider>,
  broken: readonly BrokenResource[],
  context: LinkContext,
): Problem[] {
  return overrides.flatMap((override) => {
    const provider = providers.get(override.provider);
    if (provider !== undefined) return faultsOf(override, provider.resource, context);
    if (isBroken(broken, 'Provider', override.provider)) return [];
    return [unknownProvider(override, providers, context)];
  });
}

function unknownProvider(
  override: ProviderOverride,
  providers: ReadonlyMap<string, LinkedProvider>,
  context: LinkContext,
): Problem {
  const { environment, tenant, provider, key } = override;
  const prefix = tenant === null ? '' : `${tenant}/`;
  const places = new Map(
    [...providers].map(([name, { resource }]) => [name, () => nameSpan(resource, context)] as const),
  );
  const certain = certainName(provider, providers.keys());
  const isFree = certain !== null && environment.spec.providers?.[prefix + certain] === undefined;
  const written = { resource: environment, at: ['spec', 'providers', key], value: key };
  return {
    code: 'unknown-provider',
    severity: 'error',
    message: `Environment "${environment.name}" changes ${tenant === null ? 'shared provider' : 'provider'} "${key}", which no document declares.`,
    span: locateIn(override, [], 'key', context),
    ...nearest(provider, places, tenant === null ? 'shared providers' : 'providers of the tenant', prefix),
    ...renaming(written, isFree ? prefix + certain : null, context),
  };
}

/** An override of a provider of a tenant that there is not. */
export function unknownOwner(
  override: ProviderOverride,
  tenants: readonly string[],
  context: Pick<LinkContext, 'locate'>,
): Problem {
  const similar = closest(override.tenant ?? '', tenants);
  return {
    code: 'unknown-provider',
    severity: 'error',
    message: `Environment "${override.environment.name}" changes provider "${override.key}", and there is no tenant "${override.tenant}".`,
    hint: suggestion(similar === null ? null : `${similar}/${override.provider}`, tenants, 'tenants'),
    span: locateIn(override, [], 'key', context),
  };
}

function faultsOf(override: ProviderOverride, provider: ResourceOf<'Provider'>, context: LinkContext): Problem[] {
  const { spec } = override;
  const problem = (field: 'baseUrl' | 'network' | 'tokenUrl', part: 'key' | 'value', words: Words): Problem => ({
    severity: 'error',
    ...words,
    span: locateIn(override, [field], part, context),
  });
  const network = privateFault(override, provider);
  const parameters = parametersFault(override, provider);
  return [
    ...(network === null ? [] : [problem(spec.baseUrl === undefined ? 'network' : 'baseUrl', 'value', network)]),
    ...(parameters === null ? [] : [problem('baseUrl', 'value', parameters)]),
    ...(spec.tokenUrl === undefined || provider.spec.auth?.type === 'oauth2'
      ? []
      : [problem('tokenUrl', 'key', tokenWords(override))]),
  ];
}

type Words = Pick<Problem, 'code' | 'message' | 'hint'>;

/** A public provider inside a private network could never be called, as for the provider's own base URL. */
function privateFault({ spec }: ProviderOverride, provider: ResourceOf<'Provider'>): Words | null {
  if (spec.baseUrl === undefined && spec.network === undefined) return null;
  if ((spec.network ?? provider.spec.network ?? 'public') === 'private') return null;
  const host = privateHost(spec.baseUrl ?? provider.spec.baseUrl);
  return host === null
    ? null
    : {
        code: 'private-address',
        message: `${host} is an address inside a private network, so every call would be refused here.`,
        hint: 'Write "network: private" beside it if that is where the API is, or the public base URL.',
      };
}

/** Endpoints and the credential count on the same places in every environment. */
function parametersFault({ spec, key }: ProviderOverride, provider: ResourceOf<'Provider'>): Words | null {
  if (spec.baseUrl === undefined) return null;
  const wanted = pathParameters(provider.spec.baseUrl).toSorted().join(', ');
  const found = pathParameters(spec.baseUrl).toSorted().join(', ');
  return wanted === found
    ? null
    : {
        code: 'undeclared-path-parameter',
        message: `This base URL has ${found === '' ? 'no parameter' : `{${found}}`}, and that of provider "${key}" has ${wanted === '' ? 'none' : `{${wanted}}`}.`,
        hint: `Write ${wanted === '' ? 'it without braces' : `{${wanted}} where it belongs`}: the provider (${provider.file}:${provider.line}) says what fills it.`,
      };
}

function tokenWords({ key }: ProviderOverride): Words {
  return {
    code: 'invalid-value',
    message: `Provider "${key}" fetches no token, so nothing would act on this.`,
    hint: 'Leave it out; only auth of type oauth2 has a token URL.',
  };
}

function locateIn(
  override: ProviderOverride,
  path: readonly string[],
  part: 'key' | 'value',
  context: Pick<LinkContext, 'locate'>,
): Span {
  const { file, document } = override.environment;
  return context.locate(file, document, ['spec', 'providers', override.key, ...path], part);
}
