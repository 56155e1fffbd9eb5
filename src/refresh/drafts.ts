/** What would be drafted of one version of an API, for the capabilities that there are. */
import { draftProvider, type DraftOptions } from '../introspect/draft.ts';
import type { Introspection } from '../introspect/introspection.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import { placeText } from './operations.ts';
import type { RefreshInput } from './refreshed.ts';

/** Texts of manifests, drafted. */
export interface VersionDrafts {
  readonly provider: string;
  /** By the operation that it is made of. */
  readonly capabilities: ReadonlyMap<ApiOperation, string>;
}

/** Drafts of one version; null when its document says so little that nothing can be made of it. */
export function draftVersion(
  source: Introspection,
  names: ReadonlyMap<ApiOperation, string>,
  input: Pick<RefreshInput, 'tenant' | 'provider' | 'schemaFor'>,
): VersionDrafts | null {
  const options = { ...optionsOf(names, input), ...chosen(names) };
  const whole = options.include[0] !== 'all' ? source : narrowed(source, names);
  // Where a document names no server, or a relative one, the base URL is what people wrote.
  const first = draftProvider(whole, options);
  const draft = 'misuse' in first ? draftProvider(whole, { ...options, baseUrl: input.provider.spec.baseUrl }) : first;
  if ('misuse' in draft) return null;
  const texts = new Map(draft.files.map(({ path, text }) => [path, text]));
  const byPlace = new Map([...names.keys()].map((operation) => [placeText(operation), operation]));
  const drafted = draft.capabilities.flatMap(({ path, method, endpoint }): [ApiOperation, string][] => {
    const operation = byPlace.get(placeText({ method, path: endpoint }));
    return operation === undefined ? [] : [[operation, texts.get(path) as string]];
  });
  const provider = [...texts].find(([path]) => path.endsWith('/provider.yaml'))?.[1] ?? '';
  return { provider, capabilities: new Map(drafted) };
}

/** Each operation by itself, which takes deprecated ones and writes along; all, where one could not be named so. */
function chosen(names: ReadonlyMap<ApiOperation, string>): Pick<DraftOptions, 'include'> {
  const places = [...names.keys()].map(placeText);
  const canBeNamed = places.length > 0 && !places.some((place) => /[,*]/.test(place));
  return { include: canBeNamed ? places.map((place) => `op:${place}`) : ['all'] };
}

/** Only what is there. What a document shows of its habits is looked for in less, then. */
function narrowed(source: Introspection, names: ReadonlyMap<ApiOperation, string>): Introspection {
  return { ...source, operations: [...names.keys()].map((operation) => ({ ...operation, deprecated: false })) };
}

/** As for an import of everything, into the place where the provider is. */
export function optionsOf(
  names: ReadonlyMap<ApiOperation, string>,
  { tenant, provider, schemaFor }: Pick<RefreshInput, 'tenant' | 'provider' | 'schemaFor'>,
): DraftOptions {
  const known = [...names].map(([operation, name]) => [`${provider.name}/${placeText(operation)}`, name] as const);
  return {
    tenant,
    provider: provider.name,
    isShared: provider.tenant === null,
    include: ['all'],
    exclude: [],
    writes: true,
    most: null,
    baseUrl: null,
    sourceUrl: null,
    auth: null,
    isPrivate: provider.spec.network === 'private',
    schemaFor,
    knownNames: new Map(known),
  };
}
