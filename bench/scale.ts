/** What thousands of manifests cost: to check, to start with, and when one of them is edited. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launcher, startGateway } from './gateway.ts';
import { httpCall, sendOnce } from './load.ts';
import { costOf, memory, removeFolder, type RunCost, settled, stop, temporaryFolder } from './machine.ts';
import { ratios, showSpread, spreadOf } from './statistics.ts';
import { printTable, verdict } from './table.ts';
import { startAnswering } from './upstream.ts';
import { benchCapability, capabilityFile, writeWorkspace, type WorkspaceSize } from './workspace.ts';
import { capabilityManifest } from './manifests.ts';

/** How often each thing is done, and how many tenants of twenty manifests there are. */
export interface ScalePlan {
  readonly rounds: number;
  readonly tenants: number;
  /** What a check and a start may take when nothing changed, in seconds; no aim where null. */
  readonly warmSeconds: number | null;
  readonly startSeconds: number | null;
  /** Wait until the gateway has its folder under watch, and look at its slowest call and its memory then. */
  readonly settle: boolean;
}

// With the tenant, its client, its provider and three endpoints: twenty manifests a tenant.
const ofTenant = { capabilities: 14, endpoints: 3 };

/** Measures checks and starts, and prints. Needs neither nginx nor wrk. */
export async function benchScale(plan: ScalePlan): Promise<void> {
  const folder = temporaryFolder();
  const upstream = await startAnswering();
  const size = { tenants: plan.tenants, ...ofTenant };
  const { manifests } = writeWorkspace(folder, upstream.url, size);
  try {
    // Files that were written a moment ago are read again by the next check, whatever is known of them.
    await wait(3000);
    await compareCheck(folder, plan, size, manifests);
    await compareStart(folder, plan, manifests);
  } finally {
    upstream.close();
    removeFolder(folder);
  }
}

async function compareCheck(folder: string, plan: ScalePlan, size: WorkspaceSize, manifests: number): Promise<void> {
  const plain: RunCost[] = [];
  const cold: RunCost[] = [];
  const warm: RunCost[] = [];
  const edited: RunCost[] = [];
  const check = (): Promise<RunCost> => costOf([process.execPath, launcher, 'check', folder]);
  for (let round = 0; round < plan.rounds; round++) {
    plain.push(await costOf([process.execPath, join(import.meta.dirname, 'targets/yaml-alone.ts'), folder]));
    rmSync(join(folder, '.smarteros'), { recursive: true, force: true });
    cold.push(await check());
    warm.push(await check());
    const at = { tenant: (round * 7) % size.tenants, capability: 0 };
    writeFileSync(join(folder, capabilityFile(at)), capabilityManifest(size, at, round + 1));
    edited.push(await check());
  }
  for (const { exitCode, output } of [...plain, ...cold, ...warm, ...edited])
    if (exitCode !== 0) throw new Error(output);
  const rows = [
    costRow('yaml alone: read every file, parse it', plain),
    costRow('check, cold', cold),
    costRow('check, nothing changed since', warm),
    costRow('check, one file edited since', edited),
  ];
  const ratio = spreadOf(ratios(secondsOf(cold), secondsOf(plain)));
  const byCpu = spreadOf(
    ratios(
      cold.map(({ cpu }) => cpu),
      plain.map(({ cpu }) => cpu),
    ),
  );
  const warmSeconds = spreadOf(secondsOf(warm)).median;
  const warmVerdict =
    plan.warmSeconds === null ? [] : [`warm: ${verdict(warmSeconds <= plan.warmSeconds, `≤ ${plan.warmSeconds} s`)}`];
  printTable(`Scale: checking ${manifests} manifests`, ['', 'seconds', 'CPU seconds', 'peak MB'], rows, [
    `cold ÷ yaml alone: ${showSpread(ratio, 2)}, by CPU time ${showSpread(byCpu, 2)}; ${verdict(ratio.median <= 1.5, '≤ 1.5')}`,
    ...warmVerdict,
  ]);
}

function secondsOf(costs: readonly RunCost[]): number[] {
  return costs.map(({ seconds }) => seconds);
}

function costRow(name: string, costs: readonly RunCost[]): string[] {
  return [
    name,
    showSpread(spreadOf(secondsOf(costs)), 2),
    spreadOf(costs.map((cost) => cost.cpu)).median.toFixed(2),
    spreadOf(costs.map((cost) => cost.peakMegabytes)).median.toFixed(0),
  ];
}

// ── one edit ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How many manifests are edited, of how many tenants with how many capabilities each. */
export interface EditPlan {
  readonly edits: number;
  readonly sizes: readonly (readonly [tenants: number, capabilities: number])[];
}

/** The first edits, while the engine still compiles, are shown by the most alone. */
const aimMs = 50;

/** Measures how soon an edited manifest is in the table, in a builder and in a running gateway. */
export async function benchEdit(plan: EditPlan): Promise<void> {
  const rows: string[][] = [];
  let slowest = 0;
  for (const [tenants, capabilities] of plan.sizes) {
    const folder = temporaryFolder();
    const { manifests } = writeWorkspace(folder, 'http://127.0.0.1:9', { tenants, capabilities, endpoints: 3 });
    const file = join(import.meta.dirname, 'targets/one-edit.ts');
    const words = [folder, String(tenants), String(capabilities), String(plan.edits)];
    const { exitCode, output, peakMegabytes } = await costOf([process.execPath, file, ...words]);
    if (exitCode !== 0) throw new Error(output);
    const figures = (where: string, column: 1 | 2) =>
      spreadOf(
        [...output.matchAll(new RegExp(`^edit ${where} (\\S+) (\\S+)$`, 'gm'))].map((line) => Number(line[column])),
      );
    const inGateway = figures('gateway', 1);
    slowest = Math.max(slowest, figures('builder', 1).median, inGateway.median);
    rows.push([
      `${tenants} × ${capabilities}`,
      String(manifests),
      showSpread(figures('builder', 1), 1),
      figures('builder', 2).median.toFixed(1),
      showSpread(inGateway, 1),
      showSpread(figures('gateway', 2), 1),
      peakMegabytes.toFixed(0),
    ]);
    removeFolder(folder);
  }
  const header = [
    'tenants × capabilities',
    'manifests',
    'builder, ms',
    'its CPU, ms',
    'gateway, ms',
    'from saving, ms',
    'peak MB',
  ];
  printTable(`Scale: one edited manifest → the new table, ${plan.edits} edits each`, header, rows, [
    `medians: ${verdict(slowest <= aimMs, `≤ ${aimMs} ms`)}`,
  ]);
}

// ── start ───────────────────────────────────────────────────────────────────────────────────────────────────────────

interface StartCost {
  readonly seconds: number;
  /** The slowest call between the first answer and the moment when the folder is under watch. */
  readonly slowestMs: number;
  readonly megabytes: number;
  readonly peakMegabytes: number;
}

async function compareStart(folder: string, plan: ScalePlan, manifests: number): Promise<void> {
  const withSnapshot: StartCost[] = [];
  const without: StartCost[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    rmSync(join(folder, '.smarteros'), { recursive: true, force: true });
    // Ending it in good order writes the snapshot that the next start finds.
    without.push(await startCost(folder, plan.settle));
    withSnapshot.push(await startCost(folder, plan.settle));
  }
  const row = (name: string, costs: readonly StartCost[]): string[] => [
    name,
    showSpread(spreadOf(costs.map((cost) => cost.seconds)), 2),
    Number.isNaN(costs[0]?.slowestMs)
      ? 'not waited for'
      : spreadOf(costs.map((cost) => cost.slowestMs)).median.toFixed(0),
    spreadOf(costs.map((cost) => cost.megabytes)).median.toFixed(0),
    spreadOf(costs.map((cost) => cost.peakMegabytes)).median.toFixed(0),
  ];
  const rows = [row('serve, without a snapshot', without), row('serve, from the last snapshot', withSnapshot)];
  const ratio = spreadOf(withSnapshot.map((cost) => cost.seconds));
  printTable(
    `Scale: from starting the process to the first answer of a call, ${manifests} manifests`,
    ['', 'seconds', 'slowest call until settled, ms', 'MB', 'peak MB'],
    rows,
    plan.startSeconds === null
      ? []
      : [`from the last snapshot: ${verdict(ratio.median <= plan.startSeconds, `≤ ${plan.startSeconds} s`)}`],
  );
}

/** Starts a gateway and calls it as soon as it is ready, then again and again until it has settled. */
async function startCost(folder: string, settle: boolean): Promise<StartCost> {
  const begin = performance.now();
  const gateway = await startGateway(folder);
  try {
    await callOnce(gateway.url);
    const seconds = (performance.now() - begin) / 1000;
    const slowestMs = settle ? await slowestUntil(settled(gateway.pid, 0.1), gateway.url) : Number.NaN;
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
