/**
 * What is asked of Git: trees by commit and changed lines, read with the `git` command from the repository that a
 * workspace lies in, without a checkout. Nothing here writes to a repository.
 */
import type { Problem } from '../problem.ts';
import type { SourceFile } from '../manifest/read.ts';

/** A workspace's files as a commit has them, read as `readWorkspace` reads a folder: the same files, limits and problems. */
export interface Tree {
  /** 40 hex digits (64 in a repository that uses SHA-256). */
  readonly commit: string;
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

/** Why Git could not answer, in a sentence for whoever named the revision or the folder. */
export interface GitFault {
  readonly fault: string;
  /** Whose fault it is: `folder` when the commit has no such folder, `history` when a clone is too shallow. */
  readonly reason: 'git' | 'repository' | 'revision' | 'folder' | 'history';
}

/** Lines of a file, both counted from 1 and inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** True for an answer that is none. */
export function isFault(answer: object): answer is GitFault {
  return 'fault' in answer;
}
