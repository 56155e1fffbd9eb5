/** What 10,000 manifests cost to check, and how soon a gateway that serves them answers. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launcher, startGateway } from './gateway.ts';
import { httpCall, sendOnce } from './load.ts';
import { costOf, memory, removeFolder, type RunCost, settled, stop, temporaryFolder } from './machine.ts';
import { showSpread, spreadOf } from './statistics.ts';
import { printTable, verdict } from './table.ts';
import { startAnswering } from './upstream.ts';
import { benchCapability, writeWorkspace } from './workspace.ts';

/** How often each thing is done, and how many tenants of twenty manifests there are. */
export interface ScalePlan {
  readonly rounds: number;
  readonly tenants: number;
}

/** Measures and prints. Needs neither nginx nor wrk. */
export async function benchScale(plan: ScalePlan): Promise<void> {
  const folder = temporaryFolder();
  const upstream = await startAnswering();
  // With the tenant, its client, its provider and three endpoints: twenty manifests a tenant.
  const size = { tenants: plan.tenants, capabilities: 14, endpoints: 3 };
  const { manifests } = writeWorkspace(folder, upstream.url, size);
  try {
    await compareCheck(folder, plan.rounds, manifests);
    await compareStart(folder, plan.rounds, manifests);
  } finally {
    upstream.close();
    removeFolder(folder);
  }
}

async function compareCheck(folder: string, rounds: number, manifests: number): Promise<void> {
  const checks: RunCost[] = [];
  const plain: RunCost[] = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(await costOf([process.execPath, join(import.meta.dirname, 'targets/yaml-alone.ts'), folder]));
    checks.push(await costOf([process.execPath, launcher, 'check', folder]));
  }
  for (const { exitCode, output } of [...plain, ...checks]) if (exitCode !== 0) throw new Error(output);
  const ratio = spreadOf(checks.map((check, round) => check.seconds / (plain[round]?.seconds ?? Number.NaN)));
  const row = (name: string, costs: readonly RunCost[]): string[] => [
    name,
    showSpread(spreadOf(costs.map((cost) => cost.seconds)), 2),
    spreadOf(costs.map((cost) => cost.cpu)).median.toFixed(2),
    spreadOf(costs.map((cost) => cost.peakMegabytes)).median.toFixed(0),
  ];
  const rows = [row('yaml alone: read every file, parse it', plain), row('smarteros check', checks)];
  printTable(`Scale: checking ${manifests} manifests, cold`, ['', 'seconds', 'CPU seconds', 'peak MB'], rows, [
    `check ÷ yaml alone: ${showSpread(ratio, 2)}; ${verdict(ratio.median <= 2, '≤ 2')}`,
  ]);
}

interface StartCost {
  readonly seconds: number;
  /** The slowest call between the first answer and the moment when the folder is under watch. */
  readonly slowestMs: number;
  readonly megabytes: number;
  readonly peakMegabytes: number;
}

async function compareStart(folder: string, rounds: number, manifests: number): Promise<void> {
  const withSnapshot: StartCost[] = [];
  const without: StartCost[] = [];
  for (let round = 0; round < rounds; round++) {
    removeFolder(join(folder, '.smarteros'));
    // Ending it in good order writes the snapshot that the next start finds.
    without.push(await startCost(folder));
    withSnapshot.push(await startCost(folder));
  }
  const row = (name: string, costs: readonly StartCost[]): string[] => [
    name,
    showSpread(spreadOf(costs.map((cost) => cost.seconds)), 2),
    spreadOf(costs.map((cost) => cost.slowestMs)).median.toFixed(0),
    spreadOf(costs.map((cost) => cost.megabytes)).median.toFixed(0),
    spreadOf(costs.map((cost) => cost.peakMegabytes)).median.toFixed(0),
  ];
  const rows = [row('serve, without a snapshot', without), row('serve, from the last snapshot', withSnapshot)];
  const ratio = spreadOf(withSnapshot.map((cost) => cost.seconds));
  printTable(
    `Scale: from starting the process to the first answer of a call, ${manifests} manifests`,
    ['', 'seconds', 'slowest call until settled, ms', 'MB', 'peak MB'],
    rows,
    [`from the last snapshot: ${verdict(ratio.median <= 1, '≤ 1 s')}`],
  );
}

/** Starts a gateway and calls it as soon as it is ready, then again and again until it has settled. */
async function startCost(folder: string): Promise<StartCost> {
  const begin = performance.now();
  const gateway = await startGateway(folder);
  try {
    await callOnce(gateway.url);
    const seconds = (performance.now() - begin) / 1000;
    const slowestMs = await slowestUntil(settled(gateway.pid, 0.1), gateway.url);
    const { now, peak } = memory(gateway.pid);
    return { seconds, slowestMs, megabytes: now, peakMegabytes: peak };
  } finally {
    await stop(gateway);
  }
}

/** Milliseconds that the slowest of many calls takes, made one after the other until something is done. */
async function slowestUntil(done: Promise<void>, url: string): Promise<number> {
  const progress = { isDone: false };
  const finishing = done.then(() => (progress.isDone = true));
  let slowestMs = 0;
  while (!progress.isDone) {
    const sent = performance.now();
    await callOnce(url);
    slowestMs = Math.max(slowestMs, performance.now() - sent);
    await wait(20);
  }
  await finishing;
  return slowestMs;
}

async function callOnce(url: string): Promise<void> {
  const { status, text } = await sendOnce(url, httpCall(benchCapability({ tenant: 0, capability: 0 })));
  if (status !== 200) throw new Error(`A call was answered with ${status}: ${text}`);
}
