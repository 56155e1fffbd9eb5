/** Which files nothing else leans on: those of capabilities and of prompts. */
import type { ParsedFile } from '../manifest/resource.ts';

/** The names that a file declares; null for one that something else may lean on. */
export type Leaves = (path: string) => readonly string[] | null;

/** Kinds that no manifest refers to. */
const leafKinds: ReadonlySet<string | null> = new Set(['Capability', 'Prompt']);

/**
 * Tells files that declare capabilities or prompts alone: a mistake in one concerns nothing else. What cannot be read is
 * what its folder is for, and has the name that its file has.
 */
export function leavesOf(files: readonly ParsedFile[]): Leaves {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (path) => {
    const { resources, broken } = byPath.get(path) ?? { resources: [], broken: [] };
    const kinds = [...resources.map(({ kind }) => kind), ...broken.map(({ kind }) => kind ?? kindByPlace(path))];
    if (!(kinds.length > 0 ? kinds : [kindByPlace(path)]).every((kind) => leafKinds.has(kind))) return null;
    const names = [...resources, ...broken].map(({ name }) => name);
    return names.length > 0 ? names.map((name) => name ?? nameOfFile(path)) : [nameOfFile(path)];
  };
}

function kindByPlace(path: string): string | null {
  return /\/(?:capabilities|prompts)\/[^/]+$/.test(path) ? 'Capability' : null;
}

function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}
