/** How soon a saved manifest is served, what callers notice of it, and whether memory stays. */
import { writeFileSync } from 'node:fs';
import { Agent, request as send } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startGateway } from './gateway.ts';
import { createLoad, httpCall, type LoadRequest } from './load.ts';
import { cores, memory, removeFolder, settled, startPinned, type Started, stop, temporaryFolder } from './machine.ts';
import { showSpread, slopeOf, spreadOf } from './statistics.ts';
import { printTable, verdict } from './table.ts';
import { startAnswering, startUpstream } from './upstream.ts';
import {
  benchCapability,
  capabilityFile,
  type CapabilityIndex,
  sampleCapabilities,
  type WorkspaceSize,
  writeWorkspace,
} from './workspace.ts';
import { capabilityManifest } from './manifests.ts';

function sizeOf(tenants: number): WorkspaceSize {
  return { tenants, capabilities: 10, endpoints: 3 };
}

/** Saves one capability with another result, which callers can see. */
function save(folder: string, size: WorkspaceSize, at: CapabilityIndex, version: number): void {
  writeFileSync(join(folder, capabilityFile(at)), capabilityManifest(size, at, version));
}

// ── save → served ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Milliseconds from saving to the first answer made of what was saved. */
export async function benchSave(plan: { readonly tenants: number; readonly saves: number }): Promise<void> {
  const size = sizeOf(plan.tenants);
  const folder = temporaryFolder();
  const upstream = await startAnswering();
  const { manifests } = writeWorkspace(folder, upstream.url, size);
  const gateway = await startGateway(folder);
  try {
    const first = await saveAndWait(gateway.url, folder, size, { tenant: 0, capability: 0 }, 1);
    await settled(gateway.pid);
    const milliseconds: number[] = [];
    for (let version = 2; version < plan.saves + 2; version++) {
      await wait(60 + (version % 7) * 17);
      const at = { tenant: (version * 37) % size.tenants, capability: version % size.capabilities };
      milliseconds.push(await saveAndWait(gateway.url, folder, size, at, version));
    }
    const spread = spreadOf(milliseconds);
    const row = [
      `${plan.tenants} × ${size.capabilities}`,
      String(manifests),
      String(plan.saves),
      spread.median.toFixed(1),
      spread.most.toFixed(1),
      verdict(spread.most <= 100, '≤ 100 ms'),
    ];
    const header = ['tenants × capabilities', 'manifests', 'saves', 'median ms', 'most ms', ''];
    printTable(
      'Reload: from saving a manifest to the first call that is answered by it',
      header,
      [row],
      [
        `The first save, right after the start, while the folder was still being taken under watch: ${first.toFixed(0)} ms.`,
        `Memory of the gateway after it: ${memory(gateway.pid).now.toFixed(0)} MB.`,
      ],
    );
  } finally {
    await stop(gateway);
    upstream.close();
    removeFolder(folder);
  }
}

/** How long a save may take to be seen at all. */
const longestMs = 60_000;

async function saveAndWait(
  url: string,
  folder: string,
  size: WorkspaceSize,
  at: CapabilityIndex,
  version: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const request = httpCall(benchCapability(at));
  try {
    await callOnce(url, request, agent);
    const begin = performance.now();
    save(folder, size, at, version);
    while (performance.now() - begin < longestMs) {
      const answer = await callOnce(url, request, agent);
      if (answer.includes(`"version":${version}`)) return performance.now() - begin;
      await wait(2);
    }
    throw new Error(`Version ${version} of ${capabilityFile(at)} is still not served after ${longestMs} ms.`);
  } finally {
    agent.destroy();
  }
}

function callOnce(url: string, { path, headers, body }: LoadRequest, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = send(url + path, { method: 'POST', headers: { ...headers }, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`A call during a reload was answered with ${response.statusCode}: ${text}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

// ── under load ──────────────────────────────────────────────────────────────────────────────────────────────────────

const betweenReloadsMs = 150;

/** Reloads while calls come as fast as they are answered: none may fail. */
export async function benchReloadUnderLoad(plan: {
  readonly tenants: number;
  readonly reloads: number;
}): Promise<void> {
  const size = sizeOf(plan.tenants);
  const folder = temporaryFolder();
  const upstream = await startUpstream();
  writeWorkspace(folder, upstream.url, size);
  const gateway = await startGateway(folder);
  try {
    await settled(gateway.pid);
    const requests = sampleCapabilities(size, 200).map(httpCall);
    const load = createLoad({ name: 'under load', url: gateway.url, pid: gateway.pid, requests });
    const seconds = Math.ceil((plan.reloads * betweenReloadsMs) / 1000) + 2;
    const loading = load.run(seconds);
    const before = reloadsOf(gateway);
    await wait(500);
    for (let version = 2; version < plan.reloads + 2; version++) {
      save(folder, size, { tenant: version % size.tenants, capability: 0 }, version);
      await wait(betweenReloadsMs);
    }
    const { requests: answered, failed } = await loading;
    const reloads = reloadsOf(gateway) - before;
    const row = [
      String(plan.reloads),
      String(reloads),
      String(answered),
      String(failed),
      verdict(failed === 0 && reloads > 0, '0 failed'),
    ];
    printTable('Reload: under load, 32 connections', ['saves', 'reloads', 'calls', 'failed', ''], [row]);
  } finally {
    await stop(gateway);
    await stop(upstream);
    removeFolder(folder);
  }
}

function reloadsOf(gateway: Started): number {
  return gateway.output().match(/^reloaded table/gm)?.length ?? 0;
}

// ── memory ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Bytes a reload that the heap may seem to grow by: what a line through noisy points cannot tell from nothing. */
const toleranceBytes = 1024;

/** The heap over many reloads, each followed by calls that use what was loaded. */
export async function benchMemory(plan: { readonly tenants: number; readonly reloads: number }): Promise<void> {
  const size = sizeOf(plan.tenants);
  const folder = temporaryFolder();
  const upstream = await startAnswering();
  writeWorkspace(folder, upstream.url, size);
  const file = join(import.meta.dirname, 'targets/reload-memory.ts');
  const words = [folder, String(plan.tenants), String(plan.reloads)];
  const started = startPinned(cores.measured, [process.execPath, '--expose-gc', file, ...words]);
  try {
    if ((await started.ended) !== 0) throw new Error(started.output());
    const samples = [...started.output().matchAll(/^sample (\d+) (\d+)$/gm)].map(([, x, y]): [number, number] => [
      Number(x),
      Number(y),
    ]);
    // Until then the engine compiles: what it keeps for that grows, too, and stops.
    const settled = samples.slice(Math.floor(samples.length / 2));
    const { slope, error } = slopeOf(settled);
    const heap = showSpread(spreadOf(settled.map(([, bytes]) => bytes / 1e6)), 2);
    const row = [
      String(plan.reloads),
      heap,
      `${slope.toFixed(0)} ± ${(2 * error).toFixed(0)}`,
      verdict(slope <= toleranceBytes, `≤ ${toleranceBytes} bytes a reload`),
    ];
    printTable(
      'Reload: heap after garbage collection, and its slope by least squares over the second half',
      ['reloads', 'heap MB', 'bytes a reload', ''],
      [row],
    );
  } finally {
    await stop(started);
    upstream.close();
    removeFolder(folder);
  }
}
