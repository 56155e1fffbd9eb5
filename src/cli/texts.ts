/** Texts of a workspace's files, for code frames. */
import { readFile } from '../manifest/read.ts';

/** Reads a file's text when a frame needs it; undefined when it cannot be read. */
export function textOf(workspace: string): (path: string) => string | undefined {
  return (path) => {
    const found = readFile(workspace, path);
    return found !== null && 'text' in found ? found.text : undefined;
  };
}
