/**
 * An API as it was found → the manifests that serve it: the way into this room. The same introspection and options give the same
 * texts, byte for byte, so that what people edited since can be told from what was drafted.
 */
import { format } from '../change/format.ts';
import { capabilityDraft } from './capability.ts';
import { endpointDrafts } from './endpoint.ts';
import type { Introspection } from './introspection.ts';
import type { Draft, DraftFile, DraftOptions } from './drafted.ts';
import type { NamedOperation } from './named.ts';
import { nameOperations } from './names.ts';
import { otherCredentials } from './other-credentials.ts';
import { pagingOf } from './paging.ts';
import { providerDraft, type ProviderDraft } from './provider.ts';
import { selectOperations } from './select.ts';

export type { Draft, DraftFile, DraftOptions } from './drafted.ts';

/** Drafts an API; `misuse` tells what is wrong with the options, as a sentence. */
export function draftProvider(source: Introspection, options: DraftOptions): Draft | { readonly misuse: string } {
  const paging = pagingOf(source.operations);
  const provider = providerDraft(source, options, paging.shared);
  if ('misuse' in provider) return provider;
  const selected = selectOperations(namedOperations(source, options), options);
  if ('misuse' in selected) return selected;
  const drafts = selected.chosen.map((one) =>
    capabilityDraft(one, { options, provider, document: source.document, paging }),
  );
  const endpoints = source.document === null ? endpointDrafts(selected.chosen, options) : [];
  const files: DraftFile[] = [
    { path: `${provider.folder}/provider.yaml`, text: provider.text, isManifest: true },
    ...documentFile(source, provider),
    ...endpoints,
    ...drafts.map(({ path, text }) => ({ path, text, isManifest: true })),
  ];
  return {
    files: files.map((file) => (file.isManifest ? { ...file, text: inForm(file, options) } : file)),
    capabilities: drafts.map(({ capability }) => capability),
    setAside: source.setAside.map(({ name, method, path, reason }) => ({
      // What was left out of traffic is no operation.
      name: method === '' || name === `${method} ${path}` ? name : `${name} (${method} ${path})`,
      reason,
    })),
    notes: [
      ...provider.notes,
      // What somebody chose goes before what the document says.
      ...(options.auth === null ? otherCredentials(selected.chosen, provider.auth) : []),
      ...selected.notes,
    ],
    secrets: provider.secrets,
  };
}

/** All operations of a source under their names. */
export function namedOperations(
  source: Pick<Introspection, 'operations'>,
  { provider, knownNames, takenNames }: Pick<DraftOptions, 'provider' | 'knownNames' | 'takenNames'>,
): NamedOperation[] {
  const known = (operation: NamedOperation['operation']): string | undefined =>
    knownNames?.get(`${provider}/${operation.name}`) ??
    knownNames?.get(`${provider}/${operation.method} ${operation.path}`);
  const names = nameOperations(source.operations, { known, provider, taken: takenNames ?? new Set() });
  return source.operations.map((operation) => ({ operation, name: names.get(operation) as string }));
}

function documentFile(source: Introspection, { folder }: ProviderDraft): DraftFile[] {
  if (source.document === null) return [];
  return [{ path: `${folder}/${source.document.name}`, text: source.document.text, isManifest: false }];
}

function inForm({ path, text }: DraftFile, { schemaFor }: DraftOptions): string {
  const formatted = format(text, schemaFor(path));
  if ('reason' in formatted) throw new Error(`The draft of ${path} is no manifest (${formatted.reason}).`);
  return formatted.text;
}
