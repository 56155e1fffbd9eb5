/** Whether a call costs the same in a large installation as in a small one. */
import type { LoadPlan } from './calls.ts';
import { startSettledGateway } from './gateway.ts';
import { checkAnswer, createLoad, httpCall, interleave, type Load, mcpCall, type Rounds } from './load.ts';
import { removeFolder, type Started, stop, temporaryFolder } from './machine.ts';
import { ratios, showSpread, spreadOf } from './statistics.ts';
import { printTable, verdict } from './table.ts';
import { startUpstream } from './upstream.ts';
import { sampleCapabilities, type WorkspaceSize, writeWorkspace } from './workspace.ts';

interface Comparison {
  readonly name: string;
  readonly small: WorkspaceSize;
  readonly large: WorkspaceSize;
}

/** Calls go round over this many capabilities at most: enough that none of them stays in the processor's caches. */
const calledCapabilities = 1000;

/** A large installation may be this much slower. */
const aim = 0.9;

/** Measures both comparisons; `scale` is the size of the large installations, 10,000 unless it must be quick. */
export async function benchFlat(plan: LoadPlan, scale: number): Promise<void> {
  const comparisons: readonly Comparison[] = [
    {
      name: `${scale} capabilities ÷ 10, in one tenant`,
      small: { tenants: 1, capabilities: 10, endpoints: 10 },
      large: { tenants: 1, capabilities: scale, endpoints: 10 },
    },
    {
      name: `${scale} tenants ÷ 1, of one capability each`,
      small: { tenants: 1, capabilities: 1, endpoints: 1 },
      large: { tenants: scale, capabilities: 1, endpoints: 1 },
    },
  ];
  const rows: string[][] = [];
  for (const comparison of comparisons) rows.push(...(await compare(comparison, plan)));
  const header = ['', 'small, req/s', 'large, req/s', 'large ÷ small', 'by least CPU time', ''];
  printTable('Flat: the same call in a small and in a large installation', header, rows);
}

async function compare({ name, small, large }: Comparison, plan: LoadPlan): Promise<string[][]> {
  const upstream = await startUpstream();
  const processes: Started[] = [upstream];
  const folders: string[] = [];
  const start = async (size: WorkspaceSize, label: string): Promise<Load[]> => {
    const folder = temporaryFolder();
    folders.push(folder);
    writeWorkspace(folder, upstream.url, size);
    const gateway = await startSettledGateway(folder);
    processes.push(gateway);
    const called = sampleCapabilities(size, calledCapabilities);
    const target = { url: gateway.url, pid: gateway.pid };
    return [
      createLoad({ ...target, name: `${label}, HTTP`, requests: called.map(httpCall) }),
      createLoad({ ...target, name: `${label}, MCP 2026-07-28`, requests: called.map((at) => mcpCall('2026', at)) }),
    ];
  };
  try {
    const loads = [...(await start(small, 'small')), ...(await start(large, 'large'))];
    for (const { target } of loads) await checkAnswer(target);
    const rounds = await interleave(loads, plan.rounds, plan.seconds);
    return ['HTTP', 'MCP 2026-07-28'].map((face) => row(`${name}: ${face}`, face, rounds));
  } finally {
    for (const started of processes.toReversed()) await stop(started);
    for (const folder of folders) removeFolder(folder);
  }
}

function row(name: string, face: string, rounds: Rounds): string[] {
  const small = rounds.get(`small, ${face}`) ?? [];
  const large = rounds.get(`large, ${face}`) ?? [];
  const rates = [small, large].map((results) => results.map((result) => result.requestsPerSecond));
  const cpu = [small, large].map((results) => spreadOf(results.map((result) => result.cpuMicroseconds)).least);
  const ratio = spreadOf(ratios(rates[1] ?? [], rates[0] ?? []));
  return [
    name,
    spreadOf(rates[0] ?? []).median.toFixed(0),
    spreadOf(rates[1] ?? []).median.toFixed(0),
    showSpread(ratio, 2),
    ((cpu[0] ?? Number.NaN) / (cpu[1] ?? Number.NaN)).toFixed(2),
    verdict(ratio.median >= aim, `≥ ${aim}`),
  ];
}
