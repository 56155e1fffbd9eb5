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

/** The pin that is kept; null when there is none, or something else in its file. */
export async function readPin(workspace: string): Promise<Pin | null> {
  try {
    const pin = JSON.parse(await readFile(pinFile(workspace), 'utf8')) as Pin;
    const texts = [pin.version, pin.since, pin.by];
    return texts.every((text) => typeof text === 'string') ? { ...pin, commit: pin.commit ?? null } : null;
  } catch {
    return null;
  }
}

/** Keeps a pin over restarts, or with null forgets it. Rejects as the file system does. */
export async function writePin(workspace: string, pin: Pin | null): Promise<void> {
  if (pin === null) await rm(pinFile(workspace), { force: true });
  else await writeWhole(pinFile(workspace), `${JSON.stringify(pin, null, 2)}\n`);
}
