/** The files of a workspace, grouped by whom they can affect: each tenant's own folder, and everything else. */
import type { SourceFile } from '../manifest/read.ts';
import { digestOf } from '../table/canonical.ts';

/** The scope of files that lie in no tenant's folder. */
export const sharedScope = '';

/** Files of one scope, in the order of their paths. */
export type ScopeFiles = readonly SourceFile[];

/** Groups files by the tenant in whose folder they lie. Only the place decides, whatever a file declares. */
export function groupByScope(files: Iterable<SourceFile>): Map<string, SourceFile[]> {
  const scopes = new Map<string, SourceFile[]>();
  for (const file of files) {
    const scope = scopeOf(file.path);
    const list = scopes.get(scope);
    if (list === undefined) scopes.set(scope, [file]);
    else list.push(file);
  }
  for (const list of scopes.values()) list.sort(byPath);
  return scopes;
}

/** The order of a scope's files. */
export function byPath(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : 1;
}

const tenantsFolder = 'tenants/';

/** The tenant whose folder a path lies in, or `sharedScope`. */
export function scopeOf(path: string): string {
  if (!path.startsWith(tenantsFolder)) return sharedScope;
  const end = path.indexOf('/', tenantsFolder.length);
  if (end !== -1) return path.slice(tenantsFolder.length, end);
  // A folder that could not be read is named like a file; what is in it belongs to its tenant.
  return path.includes('.') ? sharedScope : path.slice(tenantsFolder.length);
}

/** True when nothing in a scope has changed: unchanged files keep their objects from one reading to the next. */
export function sameFiles(a: ScopeFiles, b: ScopeFiles): boolean {
  return a === b || (a.length === b.length && a.every((file, index) => file === b[index]));
}

/** A digest of paths and contents: equal digests mean that a scope compiles to the same. */
export function scopeDigest(files: ScopeFiles): string {
  return digestOf(files.map((file) => `${file.path}\n${file.hash}`).join('\n'));
}
