/** Files that hold private keys: read only while nobody else can read or replace them, written so that nobody can. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';

/** What a private file holds; null when there is none; or what keeps it from being used, and what to do about it. */
export type PrivateText = { readonly text: string } | { readonly problem: string } | null;

/** Keys are short. */
const longestBytes = 65_536;

/** Reads a file that has to belong to this user (or the system's) and be closed to all others. Never throws. */
export function readPrivateFile(file: string): PrivateText {
  let descriptor: number;
  try {
    // A pipe would be waited for; Windows has no such flag.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { problem: `${file} cannot be read (${code}).` };
  }
  try {
    // Looked at through the descriptor: what is checked is what is read.
    const problem = exposure(file, fstatSync(descriptor));
    return problem === null ? { text: readFileSync(descriptor, 'utf8') } : { problem };
  } catch (error) {
    return { problem: `${file} cannot be read (${codeOf(error)}).` };
  } finally {
    closeSync(descriptor);
  }
}

function exposure(file: string, stats: Stats): string | null {
  const { mode, uid, size } = stats;
  if (!stats.isFile()) return `${file} is no file.`;
  if (size > longestBytes) return `${file} is too large to be a file of keys.`;
  const user = process.getuid?.();
  // Windows knows neither.
  if (user === undefined) return null;
  if (uid !== user && uid !== 0)
    return `${file} belongs to another user (${uid}), who could replace the key. Give it to this one: chown ${user} ${file}`;
  if ((mode & 0o077) !== 0)
    return `${file} can be read by others (mode ${(mode & 0o777).toString(8)}), so its key is not used. Close it: chmod 600 ${file}`;
  return null;
}

/** Writes a new file of mode 0600; throws as the file system does when one is there. */
export function createPrivateFile(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeAll(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

let written = 0;

/** Writes with mode 0600 over what may be there: whoever reads it sees the old text or the new one, also after a power cut. */
export function replacePrivateFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.${++written}`;
  try {
    createPrivateFile(temporary, text);
    renameSync(temporary, file);
    flushFolder(dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  fsyncSync(descriptor);
}

/** The new name is on the disk once its folder is. Some systems cannot flush one; the rename holds there all the same. */
function flushFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // told above
  }
}

/** The code of a file system's error. */
export function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
