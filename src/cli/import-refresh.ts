/** `smarteros import … --refresh` */
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { schemaFile, schemaPathFrom } from '../change/modeline.ts';
import { draftProvider, type Draft } from '../introspect/draft.ts';
import { introspectDocument } from '../introspect/from-document.ts';
import type { Introspection } from '../introspect/introspection.ts';
import { openApiPath } from '../link/link.ts';
import { parseManifest } from '../manifest/parse.ts';
import { hashOf, readWorkspace, type SourceFile } from '../manifest/read.ts';
import type { ResourceOf } from '../manifest/resource.ts';
import { optionsOf } from '../refresh/drafts.ts';
import { indexOf } from '../refresh/operations.ts';
import { refreshEndpoints } from '../refresh/refresh-endpoints.ts';
import { refreshDocument } from '../refresh/refresh.ts';
import type { Refresh, RefreshInput } from '../refresh/refreshed.ts';
import { closest } from '../suggest.ts';
import { isColored } from './colour.ts';
import { exitCodes, Misuse } from './exit.ts';
import { effectOf, type RefreshEffect } from './import-refresh-effect.ts';
import { refreshJson, refreshText } from './import-refresh-text.ts';
import { proveDraft } from './import-proof.ts';
import { writeAll } from './import-write.ts';
import { refusalOf, replaceText } from './write-back.ts';

/** What a refresh is asked for; the source has been read. */
export interface RefreshRequest {
  /** The workspace, absolute. */
  readonly folder: string;
  readonly tenant: string;
  readonly provider: string;
  readonly source: Introspection;
  /** As for an import: what of the new operations becomes capabilities. Without any, none does. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly writes: boolean;
  readonly isDryRun: boolean;
  readonly format: 'pretty' | 'json';
}

/** Refreshes a provider, tells what that does, and writes it unless it is a dry run. */
export function refreshImport(request: RefreshRequest): number {
  const { folder, isDryRun, format } = request;
  const { files } = readWorkspace(folder);
  const input = inputOf(request, files);
  const refresh = refreshOf(input);
  const changed = withChanges(files, refresh);
  const draft = newCapabilities(request, input, changed);
  const after = [...changed, ...draft.files.map(({ path, text }) => ({ path, text, hash: hashOf(text) }))];
  const effect = effectOf({ before: files, after }, refresh);
  const told = { refresh, draft, effect, isDryRun };
  process.stdout.write(format === 'json' ? refreshJson(told) : refreshText(told, isColored(process.stdout)));
  if (!isDryRun) write(folder, refresh, draft);
  return exitCodeOf(refresh, effect);
}

function exitCodeOf({ conflicts, vanished }: Refresh, { changes, errors }: RefreshEffect): number {
  if (vanished.length > 0 || changes.some((change) => change.class === 'breaking' || change.class === 'dangerous'))
    return exitCodes.breaking;
  if (conflicts.length > 0) return exitCodes.conflicts;
  return errors.length > 0 ? exitCodes.problems : exitCodes.fine;
}

// ── what there is ───────────────────────────────────────────────────────────────────────────────────────────────────

function inputOf(
  { folder, tenant, provider: name, source }: RefreshRequest,
  files: readonly SourceFile[],
): RefreshInput {
  const parsed = files.filter(({ path }) => /^(?:tenants|providers)\/.*\.ya?ml$/.test(path)).map(parseManifest);
  const resources = parsed.flatMap((file) => file.resources);
  const providers = resources.filter((one): one is ResourceOf<'Provider'> => one.kind === 'Provider');
  const reachable = providers.filter((one) => one.tenant === tenant || one.tenant === null);
  const named = reachable.filter((one) => one.name === name);
  const provider = named.find((one) => one.tenant === tenant) ?? named[0];
  if (provider === undefined) throw unknownProvider(name, tenant, reachable);
  const endpoints = resources.filter(
    (one): one is ResourceOf<'Endpoint'> =>
      one.kind === 'Endpoint' && one.provider === name && one.tenant === provider.tenant,
  );
  const all = resources.filter(
    (one): one is ResourceOf<'Capability'> => one.kind === 'Capability' && one.tenant === tenant,
  );
  const [capabilities = [], others = []] = [true, false].map((isIts) =>
    all.filter(({ spec }) => spec.endpoint.startsWith(`${name}/`) === isIts),
  );
  const documentPath = provider.spec.openapi === undefined ? null : openApiPath(provider);
  const document = files.find(({ path }) => path === documentPath);
  const hasSchema = existsSync(join(folder, schemaFile));
  return {
    tenant,
    provider,
    endpoints,
    capabilities,
    files: new Map(files.map((file) => [file.path, file])),
    documentPath,
    before: document === undefined ? null : introspectDocument({ name: documentPath as string, text: document.text }),
    now: source,
    broken: parsed
      .flatMap((file) => file.broken)
      .filter((one) => one.tenant === tenant && (one.kind === 'Capability' || one.kind === 'Endpoint'))
      .map(({ file }) => file),
    otherNames: new Set(others.map((one) => one.name)),
    schemaFor: (path) => (hasSchema ? schemaPathFrom(path) : null),
  };
}

function unknownProvider(name: string, tenant: string, all: readonly ResourceOf<'Provider'>[]): Misuse {
  const names = all.map((one) => one.name);
  const similar = closest(name, names);
  const there = names.length === 0 ? 'It has none.' : `Providers are ${[...new Set(names)].slice(0, 20).join(', ')}.`;
  return new Misuse(
    `Tenant "${tenant}" has no provider "${name}" that could be refreshed, or its manifest has mistakes. ${similar === null ? there : `Did you mean "${similar}"?`} Without --refresh, it is imported.`,
  );
}

function refreshOf(input: RefreshInput): Refresh {
  const { before, documentPath, now } = input;
  const isDocument = now.document !== null;
  if (isDocument && now.operations.length === 0 && now.setAside.length === 0)
    throw new Misuse(
      'The document cannot be read, or has no operation, so that nothing is refreshed. "smarteros import … --dry-run" tells why.',
    );
  if (before !== null && isDocument) return refreshDocument({ ...input, before });
  if (documentPath === null && !isDocument) return refreshEndpoints(input);
  if (documentPath !== null && before === null)
    throw new Misuse(
      `There is no ${documentPath}, which the provider names: without it, nobody can tell what people changed since.`,
    );
  throw new Misuse(
    isDocument
      ? 'The provider has no document, and is refreshed from traffic: HAR, Postman or cURL.'
      : 'The provider has a document, and is refreshed from a newer one.',
  );
}

// ── what will be ────────────────────────────────────────────────────────────────────────────────────────────────────

function withChanges(files: readonly SourceFile[], { changes }: Refresh): SourceFile[] {
  const texts = new Map(changes.map(({ path, after }) => [path, after]));
  return files.map((file) => {
    const text = texts.get(file.path);
    return text === undefined ? file : { path: file.path, text, hash: hashOf(text) };
  });
}

const nothing: Draft = { files: [], capabilities: [], setAside: [], notes: [], secrets: [] };

/** Capabilities that --include asks for and that there are not yet, as `import` would make them. */
function newCapabilities(request: RefreshRequest, input: RefreshInput, files: readonly SourceFile[]): Draft {
  if (request.include.length === 0) return nothing;
  const { now, capabilities, provider } = input;
  const index = indexOf(now);
  const taken = capabilities.flatMap(({ name, spec }) => {
    const operation = index.find(spec.endpoint.slice(provider.name.length + 1));
    return operation === null ? [] : [[operation, name] as const];
  });
  const options = {
    ...optionsOf(new Map(taken), input),
    include: request.include,
    exclude: request.exclude,
    writes: request.writes,
  };
  const draft = draftProvider(now, { ...options, baseUrl: provider.spec.baseUrl });
  if ('misuse' in draft) throw new Misuse(draft.misuse);
  const paths = new Set(files.map(({ path }) => path));
  const owned = new Set(taken.map(([, name]) => name));
  const fresh = draft.capabilities.filter(({ name, path }) => !owned.has(name) && !paths.has(path));
  const wanted = new Set(
    fresh.flatMap(({ path, endpointPath }) => (endpointPath === null ? [path] : [path, endpointPath])),
  );
  const drafted = draft.files.filter(({ path }) => wanted.has(path) && !paths.has(path));
  return proveDraft(files, { ...draft, files: drafted, capabilities: fresh, setAside: [] }).draft;
}

function write(folder: string, { changes }: Refresh, draft: Draft): void {
  for (const { path } of changes) {
    const refusal = refusalOf(folder, path);
    if (refusal !== null) throw new Misuse(`${path} is not written: ${refusal}. Nothing was written.`);
  }
  // The document comes first: what follows it names operations that it has.
  for (const { path, before, after } of changes) replaceText(join(folder, path), before, after);
  if (draft.files.length > 0) writeAll(folder, draft.files);
}
