/** Where the files of a report lie, for readers that know the repository but not the workspace. */
import { posix } from 'node:path';

/**
 * A file's path from the root of the repository, with `/`. `prefix` is the way from there to the workspace (`manifests`;
 * empty when they are the same), `file` a path as spans have it, which leads out of the workspace by `../`.
 */
export function repositoryPath(prefix: string, file: string): string {
  return posix.join(prefix, file);
}
