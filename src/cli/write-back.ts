/** Corrections of a workspace on the disk: a file whole or not at all, and never by way of a link. */
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { replaceFile } from './replace-file.ts';

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Why a path of the workspace is not written to, as the end of a sentence; null when it may be. A link may lead to
 * somebody else's file, or to one that has two names.
 */
export function refusalOf(root: string, path: string): string | null {
  const steps = path.split('/');
  if (steps.includes('..') || steps.includes('') || steps.includes('.')) return 'it lies outside the workspace';
  for (let count = 1; count <= steps.length; count++) {
    const link = lstatSync(join(root, ...steps.slice(0, count)), { throwIfNoEntry: false });
    if (link === undefined) return null;
    if (link.isSymbolicLink()) return `${steps.slice(0, count).join('/')} is a link`;
    if (count < steps.length && !link.isDirectory()) return `${steps.slice(0, count).join('/')} is a file`;
  }
  return null;
}

/** The same for a path where there must be nothing yet. */
export function refusalOfNew(root: string, path: string): string | null {
  return refusalOf(root, path) ?? (existsSync(join(root, path)) ? `${path} is there already` : null);
}

/**
 * Puts a new text in the place of the old one; mode and byte order mark stay.
 *
 * @throws Error when the file no longer holds the text that the new one was made from.
 */
export function replaceText(file: string, before: string, after: string): void {
  const bytes = readFileSync(file);
  const hasMark = bytes.subarray(0, mark.length).equals(mark);
  const content = hasMark ? bytes.subarray(mark.length) : bytes;
  if (!content.equals(Buffer.from(before)))
    throw new Error(
      `${file} was changed by somebody else in the meantime, so it is left as it is. Run the command again.`,
    );
  replaceFile(file, Buffer.concat([hasMark ? mark : Buffer.alloc(0), Buffer.from(after)]));
}

/** Moves a file to a place where nothing stands; folders on the way are made, and the old one goes if it is empty then. Throws when something stands there. */
export function moveFile(root: string, from: string, to: string): void {
  const [source, target] = [join(root, from), join(root, to)];
  mkdirSync(dirname(target), { recursive: true });
  try {
    // Unlike a rename, a second name is never given over a file that is there.
    linkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyFileSync(source, target, constants.COPYFILE_EXCL);
  }
  rmSync(source);
  removeEmptyFolders(root, dirname(source));
}

function removeEmptyFolders(root: string, folder: string): void {
  if (!folder.startsWith(root + sep) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmptyFolders(root, dirname(folder));
}
