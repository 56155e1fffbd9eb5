/** `.smarteros/pin.json`: which version a gateway was rolled back to, so that the next start serves it too. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** A version that is served in place of what the manifests declare. */
export interface Pin {
  /** The table's version as it was taken over: 64 hex digits. */
  readonly version: string;
  /** The commit that it was made from, as far as it is known. */
  readonly commit: string | null;
  /** Since when, RFC 3339. */
  readonly since: string;
  /** Who wanted it: `tenant/client`, `local` for whoever started the gateway, or the flag. */
  readonly by: string;
}

/** Where the pin of a workspace is kept. */
function pinFile(workspace: string): string {
  return join(workspace, '.smarteros', 'pin.json');
}

/** The pin that is kept, null when there is none; `damaged` is a file that cannot be read, or holds something else. */
export async function readPin(workspace: string): Promise<Pin | 'damaged' | null> {
  try {
    const pin = JSON.parse(await readFile(pinFile(workspace), 'utf8')) as unknown;
    return isPin(pin) ? { version: pin.version, commit: pin.commit, since: pin.since, by: pin.by } : 'damaged';
  } catch (error) {
    return /^(ENOENT|ENOTDIR)$/.test(String((error as NodeJS.ErrnoException).code)) ? null : 'damaged';
  }
}

/** Exactly what is written: it goes to terminals, and decides which version is never removed. */
function isPin(value: unknown): value is Pin {
  if (typeof value !== 'object' || value === null) return false;
  const { version, commit, since, by } = value as Partial<Record<keyof Pin, unknown>>;
  return (
    isForm(version, /^[0-9a-f]{64}$/) &&
    (commit === null || isForm(commit, /^[0-9a-f]{40,64}$/)) &&
    isForm(since, /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/) &&
    isForm(by, /^[a-z0-9/_.-]{1,200}$/)
  );
}

function isForm(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

/** Keeps a pin over restarts, or with null forgets it. Rejects as the file system does. */
export async function writePin(workspace: string, pin: Pin | null): Promise<void> {
  if (pin === null) await rm(pinFile(workspace), { force: true });
  // Whoever rolled back at night counts on it after a power cut, too.
  else await writeWhole(pinFile(workspace), `${JSON.stringify(pin, null, 2)}\n`, true);
}
