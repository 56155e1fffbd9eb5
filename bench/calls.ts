/** What a call costs beside proxies that do nothing else, and beside the MCP SDK. */
import { startSettledGateway, startTarget } from './gateway.ts';
import {
  checkAnswer,
  createLoad,
  httpCall,
  interleave,
  type LoadRequest,
  mcpCall,
  type Rounds,
  type Target,
} from './load.ts';
import { startIssuer } from './issuer.ts';
import { isInstalled, removeFolder, type Started, stop, temporaryFolder } from './machine.ts';
import { ratios, showSpread, spreadOf } from './statistics.ts';
import { printTable, verdict } from './table.ts';
import { startBareNginx, startUpstream } from './upstream.ts';
import { benchCapability, writeOf, writeWorkspace } from './workspace.ts';

/** How long and how often. */
export interface LoadPlan {
  readonly rounds: number;
  readonly seconds: number;
}

const names = {
  bare: 'node:http + undici, bare proxy',
  nginx: 'nginx, bare proxy',
  http: 'whole call over HTTP, API key',
  jwt: 'whole call over HTTP, JWT',
  write: 'whole write over HTTP, API key',
  mcp2026: 'whole call over MCP 2026-07-28',
  mcp2025: 'whole call over MCP 2025-11-25',
  sdk2026: 'SDK handler on the same table, 2026-07-28',
  sdk2025: 'SDK handler on the same table, 2025-11-25',
  tool2026: 'McpServer with one tool, 2026-07-28',
  tool2025: 'McpServer with one tool, 2025-11-25',
} as const;

/** Measures calls and prints what came out. */
export async function benchCalls(plan: LoadPlan): Promise<void> {
  const folder = temporaryFolder();
  const upstream = await startUpstream();
  const issuer = await startIssuer();
  const size = { tenants: 1, capabilities: 10, endpoints: 10 };
  writeWorkspace(folder, upstream.url, size, { issuer: issuer.url, write: true });
  const processes: Started[] = [upstream];
  try {
    const targets = await startTargets(folder, upstream.url, issuer.token('javiera'), processes);
    for (const target of targets) await checkAnswer(target);
    report(await interleave(targets.map(createLoad), plan.rounds, plan.seconds));
  } finally {
    for (const started of processes.toReversed()) await stop(started);
    issuer.close();
    removeFolder(folder);
  }
}

async function startTargets(folder: string, upstream: string, token: string, processes: Started[]): Promise<Target[]> {
  const keep = async <T extends Started>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    processes.push(started);
    return started;
  };
  const gateway = await keep(startSettledGateway(folder));
  const bare = await keep(startTarget('bare-proxy', [upstream]));
  const nginx = await keep(startBareNginx(upstream));
  const sdk = await keep(startTarget('mcp-sdk', [folder]));
  const tool = await keep(startTarget('sdk-tool', [upstream]));
  const at = benchCapability({ tenant: 0, capability: 0 });
  const target = (name: string, { url, pid }: { url: string; pid: number }, request: LoadRequest): Target => ({
    name,
    url,
    pid,
    requests: [request],
  });
  return [
    target(names.bare, bare, httpCall(at)),
    target(names.http, gateway, httpCall(at)),
    target(names.jwt, gateway, httpCall({ ...at, key: token })),
    target(names.write, gateway, httpCall(writeOf(0))),
    target(names.mcp2026, gateway, mcpCall('2026', at)),
    target(names.mcp2025, gateway, mcpCall('2025', at)),
    target(names.nginx, nginx, httpCall(at)),
    target(names.sdk2026, sdk, mcpCall('2026', at)),
    target(names.sdk2025, sdk, mcpCall('2025', at)),
    target(names.tool2026, tool, mcpCall('2026', at)),
    target(names.tool2025, tool, mcpCall('2025', at)),
  ];
}

function report(rounds: Rounds): void {
  const rates = (name: string): number[] => (rounds.get(name) ?? []).map((result) => result.requestsPerSecond);
  // Whatever disturbs a run adds to its CPU time, so the least of the rounds is the nearest to the cost itself.
  const cpu = (name: string): number =>
    spreadOf((rounds.get(name) ?? []).map((result) => result.cpuMicroseconds)).least;
  const over = (name: string, reference: string): string =>
    showSpread(spreadOf(ratios(rates(name), rates(reference))), 2);
  const header = ['', 'req/s', 'least CPU µs a call', '× bare proxy', '× nginx', '× HTTP call'];
  const rows = Object.values(names).map((name) => [
    name,
    spreadOf(rates(name)).median.toFixed(0),
    cpu(name).toFixed(1),
    over(name, names.bare),
    over(name, names.nginx),
    over(name, names.http),
  ]);
  printTable(
    'Calls: 1 KB of JSON, 32 connections, one core (median of the rounds; ratios with least–most)',
    header,
    rows,
  );
  printTable(
    'Calls: aims',
    ['ratio', 'req/s', 'by least CPU time', ''],
    aims.map(([name, reference, aim]) => {
      const ratio = spreadOf(ratios(rates(name), rates(reference)));
      const byCpu = cpu(reference) / cpu(name);
      return [
        `${name} ÷ ${reference}`,
        showSpread(ratio, 2),
        byCpu.toFixed(2),
        verdict(ratio.median >= aim, `≥ ${aim}`),
      ];
    }),
  );
}

const aims: readonly (readonly [string, string, number])[] = [
  [names.http, names.bare, 0.65],
  [names.jwt, names.bare, 0.65],
  [names.http, names.nginx, 0.4],
  [names.mcp2026, names.http, 0.9],
  [names.mcp2025, names.http, 0.9],
  [names.mcp2026, names.sdk2026, 2],
  [names.mcp2025, names.sdk2025, 3],
  [names.mcp2026, names.tool2026, 2],
  [names.mcp2025, names.tool2025, 3],
];

/** Why load cannot be measured here; empty when it can. */
export function missingForLoad(): string[] {
  return ['nginx', 'wrk'].filter((program) => !isInstalled(program));
}
