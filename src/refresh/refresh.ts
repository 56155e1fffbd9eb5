/** The way into this room: a provider whose API has a new document → what that does to its manifests. Nothing is written here. */
import { manifestValue } from '../change/merge-text.ts';
import type { FieldPath } from '../change/three-way.ts';
import type { ResourceOf } from '../manifest/resource.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import { draftVersion, type VersionDrafts } from './drafts.ts';
import { beginMerging, type Merging } from './merge-manifests.ts';
import { compareOperations, indexOf, placeText } from './operations.ts';
import { pairCapabilities, type Pair } from './pair.ts';
import { identity, type ManifestPlace, type Refresh, type RefreshInput, type Vanished } from './refreshed.ts';

const endpoint: FieldPath = ['spec', 'endpoint'];

/**
 * Refreshes a provider with a document: fields that people left alone follow the new one, all others stay. The document is
 * replaced where it stands, whatever it is called there.
 */
export function refreshDocument(
  input: RefreshInput & { readonly before: NonNullable<RefreshInput['before']> },
): Refresh {
  const { before, now, provider } = input;
  const pairs = pairCapabilities(input);
  const old = draftVersion(before, namesOf(pairs, 'before'), input);
  const fresh = draftVersion(now, namesOf(pairs, 'now'), input);
  const merging = beginMerging(input.files);
  if (input.documentPath !== null && now.document !== null) merging.replace(input.documentPath, now.document.text);
  if (old !== null && fresh !== null) {
    // What it is for was guessed from words; a new title is no reason to think otherwise.
    const drafts = { base: manifestValue(old.provider), theirs: fresh.provider };
    merging.merge(provider, drafts, { pinned: [...identity, ['spec', 'openapi'], ['spec', 'category']] });
    for (const pair of pairs) mergeCapability(pair, { old, fresh, merging, provider: provider.name });
  }
  return {
    ...merging.result(),
    vanished: vanishedIn(pairs, input),
    operations: compareOperations(before, now),
    notes: notesOf(pairs, { isUnread: old === null || fresh === null, broken: input.broken }),
  };
}

/** Names that capabilities have already, by their operations in one version. */
function namesOf(pairs: readonly Pair[], side: 'before' | 'now'): ReadonlyMap<ApiOperation, string> {
  const drafted = pairs.filter(({ isDrafted, before, now }) => isDrafted && before !== null && now !== null);
  return new Map(drafted.map((pair) => [pair[side] as ApiOperation, pair.capability.name]));
}

interface MergeContext {
  readonly old: VersionDrafts;
  readonly fresh: VersionDrafts;
  readonly merging: Merging;
  readonly provider: string;
}

function mergeCapability({ capability, before, now, isNamed, isDrafted }: Pair, context: MergeContext): void {
  if (before === null || now === null) return;
  const { old, fresh, merging } = context;
  const [was, is] = [old.capabilities.get(before), fresh.capabilities.get(now)];
  if (isDrafted && was !== undefined && is !== undefined) {
    const [pinned, followed] = isNamed ? [[...identity, endpoint], []] : [identity, [endpoint]];
    merging.merge(capability, { base: manifestValue(was), theirs: is }, { pinned, followed });
  } else if (!isNamed) {
    // People's own: all that it needs is the name that its operation has now.
    const reference = JSON.stringify(`${context.provider}/${placeText(now)}`);
    const theirs = `spec:\n  endpoint: ${reference}\n`;
    merging.merge(capability, { base: { spec: {} }, theirs }, { pinned: [], followed: [endpoint] });
  }
}

function vanishedIn(pairs: readonly Pair[], { now }: RefreshInput): Vanished[] {
  const index = indexOf(now);
  return pairs.flatMap(({ capability, reference, before, now: found }): Vanished[] => {
    if (found !== null || before === null) return [];
    const reason = index.reasonOf(reference) ?? index.reasonOf(placeText(before));
    const why =
      reason === null ? `${placeText(before)} is not there any more.` : `It cannot be called any more. ${reason}`;
    return [{ ...placeIn(capability), endpoint: capability.spec.endpoint, reason: why }];
  });
}

function placeIn({ kind, name, file, document }: ResourceOf<'Capability'>): ManifestPlace {
  return { kind, name, file, document };
}

function notesOf(
  pairs: readonly Pair[],
  { isUnread, broken }: { readonly isUnread: boolean; readonly broken: readonly string[] },
): string[] {
  const others = pairs.filter(({ isDrafted, before }) => !isDrafted && before !== null);
  const own = others.map(({ capability }) => capability.name);
  return [
    ...(isUnread ? ['The document says too little to draft from it, so that no manifest follows it.'] : []),
    ...(own.length === 0
      ? []
      : [`Left as they are, as another capability stands for the same operation: ${own.join(', ')}.`]),
    ...(broken.length === 0
      ? []
      : [`Not looked at, because of mistakes that "smarteros check" tells: ${[...new Set(broken)].join(', ')}.`]),
  ];
}
