/** A provider whose endpoints have manifests, and what newer traffic shows of them. */
import { manifestValue } from '../change/merge-text.ts';
import { draftProvider, namedOperations } from '../introspect/draft.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { Json } from '../schema.ts';
import { optionsOf } from './drafts.ts';
import { beginMerging } from './merge-manifests.ts';
import { placeText, shapeOf } from './operations.ts';
import { identity, type Refresh, type RefreshInput } from './refreshed.ts';

type Mapping = { readonly [key: string]: Json };

/**
 * Adds to endpoints what traffic shows and they do not declare. Nothing was kept of what was drafted before, so that nothing that is
 * there changes, and what traffic no longer shows stays.
 */
export function refreshEndpoints(input: RefreshInput): Refresh {
  const { endpoints, now } = input;
  const byShape = new Map(endpoints.map((endpoint) => [shapeOf(endpoint.spec), endpoint]));
  const known = now.operations.filter((operation) => byShape.has(shapeOf(operation)));
  const texts = draftedEndpoints(known, input);
  const merging = beginMerging(input.files);
  for (const operation of known) {
    const endpoint = byShape.get(shapeOf(operation));
    const theirs = texts.get(operation);
    const text = endpoint === undefined ? undefined : input.files.get(endpoint.file)?.text;
    if (endpoint === undefined || theirs === undefined || text === undefined) continue;
    const ours = manifestValue(text, endpoint.document);
    const pinned = [...identity, ['spec', 'method'], ['spec', 'path']];
    merging.merge(endpoint, { base: commonBase(ours, manifestValue(theirs), []) as Json, theirs }, { pinned });
  }
  const added = now.operations.filter((operation) => !byShape.has(shapeOf(operation)));
  return {
    ...merging.result(),
    vanished: [],
    operations: { added: added.map(({ name, method, path }) => ({ name, method, path })), removed: [], renamed: [] },
    notes:
      input.broken.length === 0
        ? []
        : [
            `Not looked at, because of mistakes that "smarteros check" tells: ${[...new Set(input.broken)].join(', ')}.`,
          ],
  };
}

function draftedEndpoints(operations: readonly ApiOperation[], input: RefreshInput): Map<ApiOperation, string> {
  const source = { ...input.now, operations };
  const named = namedOperations(source, { provider: input.provider.name });
  const names = new Map(named.map(({ operation, name }) => [operation, name]));
  const draft = draftProvider(source, { ...optionsOf(names, input), baseUrl: input.provider.spec.baseUrl });
  if ('misuse' in draft) return new Map();
  const texts = new Map(draft.files.map(({ path, text }) => [path, text]));
  const byPlace = new Map(operations.map((operation) => [placeText(operation), operation]));
  const drafted = draft.capabilities.flatMap(({ endpointPath, method, endpoint }): [ApiOperation, string][] => {
    const operation = byPlace.get(placeText({ method, path: endpoint }));
    const text = texts.get(endpointPath ?? '');
    return operation === undefined || text === undefined ? [] : [[operation, text]];
  });
  return new Map(drafted);
}

/** A base from which one side only added: what both have counts as people's, and what is new is to be added. */
function commonBase(ours: Json, theirs: Json, path: readonly string[]): Json | undefined {
  if (isMapping(ours) && isMapping(theirs)) {
    const shared = Object.keys(theirs).filter((key) => Object.hasOwn(ours, key));
    const entries = shared.map(
      (key) => [key, commonBase(ours[key] as Json, theirs[key] as Json, [...path, key])] as const,
    );
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
  }
  // A parameter that nobody declares is for a person to look at: lists are not merged.
  return path.join('.') === 'spec.parameters' && hasMore(ours, theirs) ? undefined : theirs;
}

function hasMore(ours: Json, theirs: Json): boolean {
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return false;
  const known = new Set(ours.map(parameterKey));
  return theirs.some((parameter: Json) => !known.has(parameterKey(parameter)));
}

function parameterKey(parameter: Json): string {
  return isMapping(parameter) ? `${String(parameter['in'])}.${String(parameter['name'])}`.toLowerCase() : '';
}

function isMapping(value: Json): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
