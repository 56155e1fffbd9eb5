/** Load from wrk: requests prepared beforehand, sent in turn over 32 connections from the load's core. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cores, cpuSeconds, startPinned, temporaryFolder } from './machine.ts';
import { type BenchCapability, callArguments } from './workspace.ts';

/** One request to be repeated. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call over HTTP. */
export function httpCall({ tenant, capability, key }: BenchCapability): LoadRequest {
  return {
    path: `/api/tenant/${tenant}/proxy/${capability}`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(callArguments),
  };
}

/** Which revision of MCP a request follows: all up to 2025-11-25 are answered alike. */
export type Era = '2025' | '2026';

/** The same call as an MCP client of one era sends it. */
export function mcpCall(era: Era, { tenant, tool, key }: BenchCapability): LoadRequest {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    authorization: `Bearer ${key}`,
    'mcp-protocol-version': era === '2026' ? '2026-07-28' : '2025-11-25',
  };
  const params: Record<string, unknown> = { name: tool, arguments: callArguments };
  if (era === '2026') {
    Object.assign(headers, { 'mcp-method': 'tools/call', 'mcp-name': tool });
    params['_meta'] = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
      'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
    };
  }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  return { path: `/mcp/${tenant}`, headers, body };
}

/** Sends one request and gives its answer's text. */
export async function sendOnce(url: string, request: LoadRequest): Promise<{ status: number; text: string }> {
  const answer = await fetch(url + request.path, {
    method: 'POST',
    headers: { ...request.headers },
    body: request.body,
  });
  return { status: answer.status, text: await answer.text() };
}

/** Who is loaded, and with what. */
export interface Target {
  readonly name: string;
  readonly url: string;
  /** The process whose CPU time is counted. */
  readonly pid: number;
  readonly requests: readonly LoadRequest[];
}

/**
 * Sends each of a target's requests once, so that what a first call makes ready is ready, too.
 *
 * @throws when an answer does not hold the four orders: what fails is fast, and no figure. MCP reports failures with 200.
 */
export async function checkAnswer({ name, url, requests }: Target): Promise<void> {
  for (const request of requests) {
    const { status, text } = await sendOnce(url, request);
    const orders = text.match(/javiera\.fuentealba\d@/g)?.length ?? 0;
    if (status !== 200 || orders < 4 || text.includes('"isError"'))
      throw new Error(`${name} answered ${status}: ${text}`);
  }
}

/** What one run of load gave. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  /** CPU time of the target for each request, in microseconds. */
  readonly cpuMicroseconds: number;
  readonly requests: number;
  /** Answers with a status of 400 or more, and connections that failed. */
  readonly failed: number;
}

/** A target with its requests written where wrk finds them. */
export interface Load {
  readonly target: Target;
  run(seconds: number): Promise<LoadResult>;
}

const connections = 32;

/** Prepares the load for a target. */
export function createLoad(target: Target): Load {
  const folder = temporaryFolder();
  const script = join(folder, 'load.lua');
  const file = join(folder, 'requests');
  writeFileSync(script, wrkScript);
  writeFileSync(file, target.requests.map((request) => record(target.url, request)).join(''));
  return {
    target,
    run: async (seconds) => {
      const flags = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script];
      const before = cpuSeconds(target.pid);
      const wrk = startPinned(cores.load, ['wrk', ...flags, target.url, '--', file]);
      await wrk.ended;
      const cpu = cpuSeconds(target.pid) - before;
      const [, requests, microseconds, failed] = /^totals (\d+) (\d+) (\d+)$/m.exec(wrk.output())?.map(Number) ?? [];
      if (requests === undefined || microseconds === undefined || failed === undefined) {
        throw new Error(`wrk gave no result:\n${wrk.output()}`);
      }
      return {
        requestsPerSecond: requests / (microseconds / 1e6),
        cpuMicroseconds: (cpu / requests) * 1e6,
        requests,
        failed,
      };
    },
  };
}

function record(url: string, { path, headers, body }: LoadRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `POST ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  return `${Buffer.byteLength(text)}\n${text}`;
}

const wrkScript = `
local requests = {}
local position = 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  while true do
    local length = file:read("*n")
    if length == nil then break end
    file:read(1)
    requests[#requests + 1] = file:read(length)
  end
  file:close()
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("totals %d %d %d\\n", summary.requests, summary.duration, failed))
end
`;

/** Every run of every load. */
export type Rounds = ReadonlyMap<string, readonly LoadResult[]>;

/**
 * Runs all loads in turn, again and again, so that what else happens on the machine meets all of them alike. The first
 * round warms up and is dropped.
 *
 * @throws when a request failed: what refuses is fast, and no figure
 */
export async function interleave(loads: readonly Load[], rounds: number, seconds: number): Promise<Rounds> {
  const results = new Map<string, LoadResult[]>(loads.map(({ target }) => [target.name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const load of loads) {
      const result = await load.run(round === 0 ? 2 * seconds : seconds);
      if (result.failed > 0)
        throw new Error(`${load.target.name}: ${result.failed} of ${result.requests} requests failed.`);
      if (round > 0) results.get(load.target.name)?.push(result);
      process.stderr.write(
        `  ${round === 0 ? 'warm-up' : `round ${round}`}  ${load.target.name}  ${result.requestsPerSecond.toFixed(0)}/s\n`,
      );
    }
  }
  return results;
}
