/** Millions of calls through one gateway, with everything on: whether any fails, and whether anything of them stays in memory. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startTarget, type StartedGateway } from './gateway.ts';
import { startIssuer } from './issuer.ts';
import { checkAnswer, createLoad, httpCall, type LoadRequest, mcpCall, type Target } from './load.ts';
import { keyFor, tenantName } from './manifests.ts';
import { removeFolder, settled, type Started, stop, temporaryFolder } from './machine.ts';
import { slopeOf } from './statistics.ts';
import { printTable, verdict } from './table.ts';
import { startUpstream } from './upstream.ts';
import { benchCapability, writeOf, writeWorkspace } from './workspace.ts';

/** How many calls, and how many seconds of them between two looks at the heap. */
export interface SoakPlan {
  readonly calls: number;
  readonly secondsBetween: number;
  /** It ends after so long in any case. */
  readonly mostSeconds: number;
}

/** Bytes a call that the heap may seem to grow by: one number kept for every sixteenth call would be as much. */
const toleranceBytes = 0.5;
/** Small, so that files of records are begun and removed all along. */
const auditBytes = 64 * 1024 * 1024;

interface Sample {
  readonly calls: number;
  readonly heap: number;
  readonly resident: number;
}

/** Makes the calls, looks at the heap on the way and prints the line through what it saw. */
export async function benchSoak(plan: SoakPlan): Promise<void> {
  const folder = temporaryFolder();
  const upstream = await startUpstream();
  const issuer = await startIssuer();
  const size = { tenants: 1, capabilities: 10, endpoints: 10 };
  writeWorkspace(folder, upstream.url, size, { issuer: issuer.url, write: true, auditBytes });
  const processes: Started[] = [upstream];
  try {
    const gateway = await startTarget('soak', [folder], ['--expose-gc']);
    processes.push(gateway);
    await settled(gateway.pid);
    const target = { name: 'soak', url: gateway.url, pid: gateway.pid, requests: mixOf(issuer.token('javiera')) };
    await checkAnswer(target);
    const begin = performance.now();
    const samples = await soak(plan, target, gateway);
    const seconds = (performance.now() - begin) / 1000;
    report(samples, seconds, await refusedCalls(gateway.url), recordsIn(join(folder, '.smarteros', 'audit')));
  } finally {
    for (const started of processes.toReversed()) await stop(started);
    issuer.close();
    removeFolder(folder);
  }
}

/** Of sixteen calls ten are reads by key, two by token, two by MCP, one a write and one a write that is asked for again. */
function mixOf(token: string): LoadRequest[] {
  const reads = Array.from({ length: 10 }, (_, capability) => httpCall(benchCapability({ tenant: 0, capability })));
  const at = benchCapability({ tenant: 0, capability: 0 });
  const byToken = httpCall({ ...at, key: token });
  const write = httpCall(writeOf(0));
  const repeated = { ...write, headers: { ...write.headers, 'idempotency-key': 'bench-1' } };
  return [...reads, byToken, mcpCall('2026', at), write, byToken, mcpCall('2025', at), repeated];
}

async function soak(plan: SoakPlan, target: Target, gateway: StartedGateway): Promise<Sample[]> {
  const load = createLoad(target);
  const begin = performance.now();
  const samples: Sample[] = [];
  for (let calls = 0; calls < plan.calls && performance.now() - begin < plan.mostSeconds * 1000;) {
    const { requests, failed, requestsPerSecond } = await load.run(plan.secondsBetween);
    if (failed > 0) throw new Error(`${failed} of ${requests} calls failed:\n${gateway.output()}`);
    calls += requests;
    samples.push({ calls, ...(await sampleOf(gateway, samples.length)) });
    process.stderr.write(`  ${calls} calls, ${requestsPerSecond.toFixed(0)}/s\n`);
  }
  return samples;
}

/** Asks for a sample and waits for it. */
async function sampleOf(gateway: StartedGateway, before: number): Promise<Omit<Sample, 'calls'>> {
  gateway.child.kill('SIGUSR2');
  for (let waited = 0; waited < 30_000; waited += 10) {
    const found = [...gateway.output().matchAll(/^sample (\d+) (\d+)$/gm)][before];
    if (found !== undefined) return { heap: Number(found[1]), resident: Number(found[2]) };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`The gateway gave no sample:\n${gateway.output()}`);
}

/**
 * Calls that were answered with a refusal, by the gateway's own count: an MCP client gets those with status 200. Those that
 * the load had under way when it ended were cancelled, and are none of them.
 */
async function refusedCalls(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers: { 'x-api-key': keyFor(tenantName(0)) } })).text();
  const counts = [...text.matchAll(/^smarteros_calls_total\{(.*)\} (\d+)$/gm)];
  if (counts.length === 0) throw new Error(`The gateway counted no calls:\n${text.slice(0, 500)}`);
  const refused = counts.filter(([, labels]) => !/decision="(?:ok|cancelled)"/.test(labels ?? ''));
  return refused.reduce((sum, [, , count]) => sum + Number(count), 0);
}

interface Records {
  readonly files: number;
  readonly megabytes: number;
  /** Files that were begun in all. */
  readonly begun: number;
}

function recordsIn(folder: string): Records {
  const files = readdirSync(folder).filter((name) => name.includes('.jsonl'));
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const numbers = files.map((name) => Number(/(\d+)\.(?:open\.)?jsonl/.exec(name)?.[1] ?? 0));
  return { files: files.length, megabytes: bytes / 1e6, begun: Math.max(0, ...numbers) };
}

function report(samples: readonly Sample[], seconds: number, refused: number, records: Records): void {
  // In the first half the engine still compiles, and memories that are bounded fill.
  const settledSamples = samples.slice(Math.floor(samples.length / 2));
  const { slope, error } = slopeOf(settledSamples.map(({ calls, heap }) => [calls, heap]));
  const calls = samples.at(-1)?.calls ?? 0;
  const megabytes = (bytes: number | undefined): string => ((bytes ?? Number.NaN) / 1e6).toFixed(1);
  const isFlat = Math.abs(slope) <= toleranceBytes || Math.abs(slope) <= 2 * error;
  const within = `within ${toleranceBytes} bytes a call of zero, or two standard errors`;
  printTable(
    'Soak: calls of all kinds through one gateway with limits, audit, metrics and idempotency keys',
    ['', 'measured', ''],
    [
      ['calls', String(calls), verdict(refused === 0, 'none refused or failed')],
      ['calls a second, with the looks at the heap', (calls / seconds).toFixed(0), ''],
      [
        'heap after garbage collection, first and last MB',
        `${megabytes(samples[0]?.heap)} → ${megabytes(samples.at(-1)?.heap)}`,
        '',
      ],
      [
        'its slope over the second half, bytes a call',
        `${slope.toFixed(3)} ± ${error.toFixed(3)} (${settledSamples.length} samples)`,
        verdict(isFlat, within),
      ],
      [
        'memory of the process, first and last MB',
        `${megabytes(samples[0]?.resident)} → ${megabytes(samples.at(-1)?.resident)}`,
        '',
      ],
      ['files of records begun', String(records.begun), ''],
      [
        'files of records kept, MB',
        `${records.files}, ${records.megabytes.toFixed(1)}`,
        verdict(records.megabytes * 1e6 <= auditBytes * 1.1, `≤ ${(auditBytes / 1e6).toFixed(1)} MB`),
      ],
    ],
    ['Slope by least squares, with its standard error.'],
  );
}
