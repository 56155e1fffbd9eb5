/** One run of a builder: what all of its steps look at. */
import type { LinkContext } from '../link/link.ts';
import { locate } from '../manifest/locate.ts';
import type { SourceFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import type { Build, BuildOptions } from './built.ts';
import { sameFiles, scopeDigest, scopeOf, type ScopeFiles } from './files.ts';
import type { Readers } from './readers.ts';

/** See `BuildOptions` for what is not said here. */
export interface Run {
  readonly thorough: boolean;
  readonly environment: string | null;
  readonly stored?: BuildOptions['stored'];
  readonly kept?: BuildOptions['kept'];
  readonly readers: Readers;
  readonly texts: (path: string) => SourceFile | undefined;
  readonly names: ReadonlySet<string>;
  /** The same tenants as before, changed or not. */
  readonly sameNames: boolean;
  /** The same tenants as were stored. */
  readonly sameStored: boolean;
  readonly lastGood: boolean;
  readonly previous: Build | null;
}

/** Finds a file by its path; a scope is indexed when it is first asked for. */
export function textIndex(scopes: ReadonlyMap<string, ScopeFiles>): Run['texts'] {
  const byScope = new Map<string, Map<string, SourceFile>>();
  return (path) => {
    const scope = scopeOf(path);
    let files = byScope.get(scope);
    if (files === undefined)
      byScope.set(scope, (files = new Map((scopes.get(scope) ?? []).map((file) => [file.path, file]))));
    return files.get(path);
  };
}

/** What linking asks of a run, for a tenant or (null) for what is shared. */
export function linkContext(run: Run, tenant: string | null): LinkContext {
  return {
    locate: (file, document, path, part) => locate(run.texts(file) ?? { path: file, text: '' }, document, path, part),
    openApi: (path, wanted) => {
      const file = run.texts(path);
      return file === undefined ? null : run.readers.openApi(file, wanted);
    },
    exists: (path) => run.texts(path) !== undefined,
    // Only a mistake asks for it, so that a tenant costs nothing for there being many.
    get otherTenants() {
      return run.names.difference(new Set([tenant]));
    },
  };
}

/** True when a scope is what it was, and could be read as a whole both times. */
export function isUnchanged(
  before: { readonly files: ScopeFiles; readonly digest: string | null },
  files: ScopeFiles,
  unread: readonly Problem[],
): boolean {
  return unread.length === 0 && before.digest !== null && sameFiles(files, before.files);
}

/** The digest of a scope's files; null when one of them could not be read. */
export function digestIfRead(files: ScopeFiles, unread: readonly Problem[]): string | null {
  return unread.length === 0 ? scopeDigest(files) : null;
}
