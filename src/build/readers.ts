/** Parsed files and documents, kept as long as the file they were read from is. */
import { openApiPath } from '../link/link.ts';
import { notAManifest, parseManifest } from '../manifest/parse.ts';
import type { SourceFile } from '../manifest/read.ts';
import type { ParsedFile } from '../manifest/resource.ts';
import { createIdentityMemo, createMemo, type Memo } from '../memo.ts';
import { readOpenApi, type OpenApiDocument } from '../openapi/read.ts';
import type { Problem } from '../problem.ts';
import type { ScopeFiles } from './files.ts';

/** A scope's manifests, and what is wrong with its files one by one. */
export interface ScopeReading {
  readonly parsed: readonly ParsedFile[];
  readonly problems: readonly Problem[];
}

/** Reads with a memory: an unchanged file is parsed once. */
export interface Readers {
  scope(files: ScopeFiles): ScopeReading;
  openApi(file: SourceFile, wanted: ReadonlySet<string>): OpenApiDocument;
}

/** How many readings of one document are kept, each with other operations. */
const keptReadings = 16;

/** Makes readers with an empty memory. */
export function createReaders(): Readers {
  const manifests = new WeakMap<SourceFile, ParsedFile>();
  const documents = new WeakMap<SourceFile, Memo<OpenApiDocument>>();

  const parse = (file: SourceFile): ParsedFile => {
    let parsed = manifests.get(file);
    if (parsed === undefined) manifests.set(file, (parsed = parseManifest(file)));
    return parsed;
  };

  return {
    scope(files) {
      const candidates = files.filter((file) => !isDocument(file));
      const parsed = candidates.map(parse);
      const manifestFiles = parsed.filter((file) => file.isManifest);
      const others = [
        ...parsed.filter((file) => !file.isManifest).map((file) => file.path),
        ...files.filter(isDocument).map((file) => file.path),
      ];
      const problems = [...parsed.flatMap((file) => file.problems), ...strays(others, files, manifestFiles)];
      return { parsed: manifestFiles, problems };
    },
    openApi(file, wanted) {
      let readings = documents.get(file);
      if (readings === undefined) documents.set(file, (readings = createMemo(keptReadings)));
      return readings([...wanted].toSorted().join('\n'), () => readOpenApi(file, wanted));
    },
  };
}

const documents = createIdentityMemo<boolean>();

/** A cheap look that spares parsing a large document as a manifest. */
function isDocument(file: SourceFile): boolean {
  return documents(file, [], () => looksLikeDocument(file));
}

function looksLikeDocument(file: SourceFile): boolean {
  if (file.path.endsWith('.json')) return true;
  const head = file.text.slice(0, 4096);
  return /^["']?(openapi|swagger)["']?\s*:/m.test(head) && !/^["']?apiVersion["']?\s*:/m.test(head);
}

/** YAML files that no provider names. Beside a provider with errors nobody can tell which document it names. */
function strays(paths: readonly string[], files: ScopeFiles, parsed: readonly ParsedFile[]): Problem[] {
  const named = new Set(
    parsed
      .flatMap((file) => file.resources)
      .flatMap((resource) =>
        resource.kind === 'Provider' && resource.spec.openapi !== undefined ? [openApiPath(resource)] : [],
      ),
  );
  const unsure = parsed
    .flatMap((file) => file.broken)
    .filter((resource) => resource.kind === 'Provider' || resource.kind === null)
    .map((resource) => folderOf(resource.file));
  // The document that is missing is told at the provider: one beside it may be that one.
  unsure.push(...[...named].filter((path) => !files.some((file) => file.path === path)).map(folderOf));
  const stray = paths.filter((path) => !named.has(path) && !path.endsWith('.json') && !unsure.includes(folderOf(path)));
  return stray.map((path) => notAManifest(files.find((file) => file.path === path) as SourceFile));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
