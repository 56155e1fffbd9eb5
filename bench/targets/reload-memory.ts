/**
 * Reloads a workspace again and again in one process and prints the heap after garbage collection. Started as
 * `node --expose-gc reload-memory.ts <workspace> <tenants> <reloads>`; prints `sample <reloads> <bytes>` lines.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { httpCall, mcpCall, sendOnce } from '../load.ts';
import { benchCapability, capabilityFile } from '../workspace.ts';
import { capabilityManifest } from '../manifests.ts';
import { serveHere } from './serve-here.ts';

const [workspace = '', tenants = '1', reloads = '1'] = process.argv.slice(2);
const sampleEvery = 20;
let reloaded = (): void => {};

const server = await serveHere(workspace, { reloaded: () => reloaded() });

/** Saves one capability and waits until it is served. */
function reload(version: number): Promise<void> {
  const at = { tenant: version % Number(tenants), capability: version % 10 };
  const done = new Promise<void>((resolve) => (reloaded = resolve));
  writeFileSync(join(workspace, capabilityFile(at)), capabilityManifest({ endpoints: 3 }, at, version));
  return done;
}

/** Uses what was loaded, so that everything that is made at a first call is made. */
async function use(version: number): Promise<void> {
  const called = benchCapability({ tenant: version % Number(tenants), capability: version % 10 });
  for (const request of [httpCall(called), mcpCall('2025', called), mcpCall('2026', called)]) {
    const { status, text } = await sendOnce(server.url, request);
    if (status !== 200 || !text.includes('javiera')) throw new Error(`A call was answered with ${status}: ${text}`);
  }
}

// Until the folder is under watch a change may go unseen for a while.
await wait(2000);
for (let version = 1; version <= Number(reloads); version++) {
  await reload(version);
  await use(version);
  if (version % sampleEvery !== 0) continue;
  await wait(5);
  globalThis.gc?.();
  globalThis.gc?.();
  process.stdout.write(`sample ${version} ${process.memoryUsage().heapUsed}\n`);
}
await server.stop();
