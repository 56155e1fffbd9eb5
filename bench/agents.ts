/** What a tenant's tools cost an agent before and until its first call, by how many capabilities there are. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { buildOnce } from '../src/cli/workspace.ts';
import { toolListTexts } from '../src/emit/tool-list.ts';
import { countTokens } from '../src/tokens.ts';
import { readSentences } from '../test/intents/sentences.ts';
import { companyCapabilities, manyCapabilities, workspaceFiles } from '../test/intents/workspace.ts';
import { startGateway } from './gateway.ts';
import { temporaryFolder } from './machine.ts';
import { printTable, verdict } from './table.ts';

/** What a list of a thousand capabilities may cost. */
const mostTokens = 2_500;
const key = 'key-of-the-agents-benchmark';

/** Lists, searches and tells, for each number of capabilities. */
export async function benchAgents(counts: readonly number[]): Promise<void> {
  const rows: string[][] = [];
  let largest = 0;
  for (const count of counts) {
    const measured = await measure(count);
    largest = measured.list;
    rows.push([
      written(count),
      String(measured.tools),
      written(measured.list),
      written(measured.each),
      measured.calls === null ? '1' : measured.calls.mean.toFixed(2),
      measured.calls === null ? '–' : share(measured.calls.two),
      measured.calls === null ? '–' : written(measured.calls.tokens),
    ]);
  }
  printTable(
    'What an agent reads, and how often it calls until a task is done',
    [
      'capabilities',
      'tools',
      'tokens of the list',
      'with a tool for each',
      'calls a task',
      'done in two',
      'tokens of a search',
    ],
    rows,
    [
      `${verdict(largest <= mostTokens, `at most ${written(mostTokens)} tokens at ${written(counts.at(-1) ?? 0)}`)}.`,
      'Calls a task: 1 with a tool for each; else a search that names the right one among its five, a look at its schema where an argument is no plain value, and the call. What is not among the five costs a second search.',
    ],
  );
}

interface Measured {
  readonly tools: number;
  readonly list: number;
  readonly each: number;
  readonly calls: { readonly mean: number; readonly two: number; readonly tokens: number } | null;
}

async function measure(count: number): Promise<Measured> {
  const folder = writeCompany(count);
  const shard = buildOnce(folder, { environment: null }).build.table.tenants['demo'];
  const each = toolListTexts({ operations: Object.values(shard?.operations ?? {}), directTools: count }, 'plain');
  const gateway = await startGateway(folder);
  const agent = await connect(gateway.url);
  try {
    const { tools } = await agent.listTools();
    const isSearched = tools.some(({ name }) => name === 'search_capabilities');
    return {
      tools: tools.length,
      list: countTokens(JSON.stringify(tools)),
      each: countTokens(`[${each.join(',')}]`),
      calls: isSearched ? await callsOfTasks(agent) : null,
    };
  } finally {
    await agent.close();
    gateway.child.kill();
    await gateway.ended;
  }
}

/** The agent's key may call everything, and as often as it likes. */
function writeCompany(count: number): string {
  const folder = temporaryFolder();
  const sha256 = createHash('sha256').update(key).digest('hex');
  const files = {
    ...workspaceFiles(manyCapabilities(companyCapabilities(), count)),
    'system.yaml': yaml('System', { name: 'bench' }, { limits: { requestsPerMinute: 1_000_000 } }),
    'tenants/demo/clients/agent.yaml': yaml(
      'Client',
      { tenant: 'demo', name: 'agent' },
      { keys: [{ sha256 }], allow: ['*'] },
    ),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function yaml(kind: string, metadata: object, spec: object): string {
  return JSON.stringify({ apiVersion: 'smarteros/v1', kind, metadata, spec });
}

async function connect(url: string): Promise<Client> {
  const agent = new Client({ name: 'bench', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL('/mcp/demo', url), { requestInit }));
  return agent;
}

interface Found {
  readonly matches: readonly { readonly capability: string; readonly arguments: Readonly<Record<string, string>> }[];
}

/** Tasks are the sentences that the search was never tuned on. */
async function callsOfTasks(agent: Client): Promise<NonNullable<Measured['calls']>> {
  const tasks = readSentences(new URL('../test/intents/judge.yaml', import.meta.url)).filter(
    ({ fits }) => fits.length > 0,
  );
  const calls: number[] = [];
  const tokens: number[] = [];
  for (const { sentence, fits } of tasks) {
    const result = await agent.callTool({ name: 'search_capabilities', arguments: { query: sentence } });
    tokens.push(countTokens(JSON.stringify(result.structuredContent)));
    const match = (result.structuredContent as Found).matches.find(({ capability }) => isOneOf(capability, fits));
    calls.push(match === undefined ? 4 : needsSchema(match.arguments) ? 3 : 2);
  }
  return {
    mean: calls.reduce((sum, one) => sum + one, 0) / calls.length,
    two: calls.filter((one) => one === 2).length / calls.length,
    tokens: Math.round(tokens.reduce((sum, one) => sum + one, 0) / tokens.length),
  };
}

/** The same capability of another branch is as right: no sentence names one. */
function isOneOf(capability: string, names: readonly string[]): boolean {
  return names.includes(capability.replace(/-b\d+\./, '.'));
}

/** A required value with parts of its own cannot be given by what the search says of it. */
function needsSchema(args: Readonly<Record<string, string>>): boolean {
  return Object.values(args).some((words) => /^(?:object|list of object|list), required/.test(words));
}

function share(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function written(count: number): string {
  return count.toLocaleString('en-US');
}
