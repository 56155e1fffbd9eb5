/** The key of whoever sits at the machine: made at the first start, so that a first call needs no configuration. */

import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKey } from './keys.ts';

const keyForm = /^smos_[A-Za-z0-9_-]{43}$/;

/** Where the local key of a workspace is kept. */
export function localKeyFile(workspace: string): string {
  return join(workspace, '.smarteros', 'local-key');
}

/**
 * Reads `<workspace>/.smarteros/local-key`, or makes it (folder 0700, file 0600) when there is none; processes that
 * start together get the same key. Throws an `Error` that says what to do when the file cannot be read or written, or
 * holds something else.
 */
export async function openLocalKey(workspace: string): Promise<string> {
  const file = localKeyFile(workspace);
  const created = await createKeyFile(workspace, file);
  if (created !== null) return created;
  const key = await readKeyFile(file);
  // A copy or a careless tool may have opened it to others. Some file systems know no modes; they take no offence.
  await chmod(file, 0o600).catch(() => {});
  return key;
}

/** Null when the file exists already. */
async function createKeyFile(workspace: string, file: string): Promise<string | null> {
  try {
    await mkdir(join(workspace, '.smarteros'), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'wx', 0o600);
    try {
      const { key } = createKey();
      await handle.writeFile(`${key}\n`);
      return key;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw new Error(`The local key cannot be written to ${file} (${codeOf(error)}). Let this user write there.`, {
      cause: error,
    });
  }
}

/** Tries again for a moment: the process that made the file may not have written to it yet. */
async function readKeyFile(file: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const key = await readText(file);
    if (keyForm.test(key)) return key;
    if (attempt === 5)
      throw new Error(`${file} does not hold a local key. Delete it, and the next start makes a new one.`);
    await sleep(20);
  }
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new Error(
      `The local key cannot be read from ${file} (${codeOf(error)}). Let this user read it, or delete it.`,
      { cause: error },
    );
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

/** Headers by which a proxy tells that the request comes from somewhere else. */
const forwardingHeaders: readonly string[] = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-forwarded-for',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-ray',
  'cdn-loop',
  'fastly-client-ip',
  'fly-client-ip',
];

/**
 * True only for a request that was made on this machine: the socket's address is a loopback one, and no header shows
 * that a proxy on this machine passed it on from elsewhere.
 */
export function isLoopback(remoteAddress: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (remoteAddress === undefined || !isLoopbackAddress(remoteAddress)) return false;
  if (forwardingHeaders.some((name) => headers[name] !== undefined)) return false;
  return !Object.keys(headers).some((name) => name.startsWith('x-forwarded'));
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);
}
