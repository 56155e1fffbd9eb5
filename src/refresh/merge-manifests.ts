/** Manifests that several steps change: each step sees what the one before made of its file. */
import { mergeText, type Drafts, type MergeOptions } from '../change/merge-text.ts';
import { locate } from '../manifest/locate.ts';
import type { FileChange, FollowedFields, ManifestPlace, RefreshConflict, RefreshInput } from './refreshed.ts';

/** What was merged so far. */
export interface Merging {
  /** Merges one manifest. */
  merge(place: ManifestPlace, drafts: Drafts, options: MergeOptions): void;
  /** Puts a text in the place of another. */
  replace(path: string, text: string): void;
  result(): { changes: FileChange[]; followed: FollowedFields[]; conflicts: RefreshConflict[] };
}

/** Begins with the files as they are. */
export function beginMerging(files: RefreshInput['files']): Merging {
  const texts = new Map<string, string>();
  const followed: FollowedFields[] = [];
  const conflicts: Omit<RefreshConflict, 'line'>[] = [];
  const textOf = (path: string): string => texts.get(path) ?? files.get(path)?.text ?? '';
  return {
    merge: ({ kind, name, file, document }, drafts, options) => {
      const place = { kind, name, file, document };
      const merged = mergeText({ text: textOf(file), document }, drafts, options);
      texts.set(file, merged.text);
      if (merged.edits.length > 0) followed.push({ ...place, edits: merged.edits });
      conflicts.push(...merged.conflicts.map((conflict) => ({ ...place, ...conflict })));
    },
    replace: (path, text) => void texts.set(path, text),
    result: () => ({
      changes: [...texts].flatMap(([path, after]): FileChange[] => {
        const before = files.get(path)?.text ?? '';
        return before === after ? [] : [{ path, before, after }];
      }),
      followed,
      // Other fields may have moved the lines since.
      conflicts: conflicts.map((conflict) => ({ ...conflict, line: lineOf(textOf(conflict.file), conflict) })),
    }),
  };
}

function lineOf(text: string, { file, document, path }: Omit<RefreshConflict, 'line'>): number {
  return locate({ path: file, text }, document, path, 'key').line;
}
