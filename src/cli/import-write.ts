/** New files of an import on the disk: all of them, or none. */
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { DraftFile } from '../introspect/draft.ts';
import { Misuse } from './exit.ts';
import { refusalOfNew } from './write-back.ts';

/**
 * Writes files where nothing stands yet. They are written to a folder beside first, so that whatever ends the program leaves no half
 * of a file, and what was put in place is taken away again when one cannot be. Throws `Misuse` when something is there already.
 */
export function writeAll(workspace: string, files: readonly DraftFile[]): void {
  for (const { path } of files) {
    const refusal = refusalOfNew(workspace, path);
    if (refusal !== null) throw new Misuse(`${path} is not written: ${refusal}. Nothing was written.`);
  }
  // Begins with a dot, so that no gateway that watches the folder reads it.
  const aside = mkdtempSync(join(workspace, '.import-'));
  const folders: string[] = [];
  const placed: string[] = [];
  try {
    for (const [index, { text }] of files.entries()) writeFileSync(join(aside, String(index)), text, { flag: 'wx' });
    for (const [index, { path }] of files.entries()) {
      makeFolders(workspace, dirname(path), folders);
      place(join(aside, String(index)), join(workspace, path));
      placed.push(join(workspace, path));
    }
  } catch (error) {
    for (const path of placed) rmSync(path, { force: true });
    for (const folder of folders.toReversed()) removeEmpty(folder);
    throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function makeFolders(workspace: string, folder: string, made: string[]): void {
  const full = join(workspace, folder);
  if (folder === '.' || existsSync(full)) return;
  makeFolders(workspace, dirname(folder), made);
  mkdirSync(full);
  made.push(full);
}

/** Unlike a rename, a second name is never given over a file that is there. */
function place(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else put something there.
  }
}
