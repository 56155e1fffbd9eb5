/** Programs that speak MCP on standard input and output, as clients start them. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { eras } from './calls.ts';
import { launcher, root } from './gateway.ts';

/** A program as clients are told of it. */
export interface StartedProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** `smarteros mcp …`. */
export function mcpProgram(...flags: string[]): StartedProgram {
  return { command: process.execPath, args: [launcher, 'mcp', ...flags] };
}

/** Connects the official client to a program. Close it at the end. */
export async function connectStdio(
  { command, args, env }: StartedProgram,
  mode: (typeof eras)[number][1],
  options: ConstructorParameters<typeof Client>[1] = {},
): Promise<Client> {
  const agent = new Client({ name: 'test-agent', version: '1' }, { versionNegotiation: { mode }, ...options });
  const program = { command, args: [...args], env: { ...env }, stderr: 'ignore' as const };
  await agent.connect(new StdioClientTransport(program));
  return agent;
}

/** A program that a test speaks to by itself. */
export interface RawProgram {
  readonly process: ChildProcessWithoutNullStreams;
  /** Sends a message, or a line that is none. */
  send(message: object | string): void;
  /** Whole lines that it has written to standard output so far. */
  lines(): readonly string[];
  /** The same as messages; throws for a line that is none. */
  messages(): readonly Record<string, unknown>[];
  /** The answer to a request, once it is there. */
  answer(id: string | number): Promise<Record<string, unknown>>;
  stderr(): string;
  /** Resolves with the exit code, once all that it wrote is read. */
  readonly ended: Promise<number | null>;
}

/** Starts it; `env` stands beside what the test has. */
export function startRaw({ command, args, env = {} }: StartedProgram): RawProgram {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').then(() => child.exitCode);
  const lines = () => stdout.split('\n').slice(0, -1);
  const messages = () => lines().map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    process: child,
    send: (message) => void child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`),
    lines,
    messages,
    answer: async (id) => {
      for (;;) {
        const found = messages().find((message) => message['id'] === id && message['method'] === undefined);
        if (found !== undefined) return found;
        await Promise.race([once(child.stdout, 'data'), ended.then(() => failed(id, stderr))]);
      }
    },
    stderr: () => stderr,
    ended,
  };
}

function failed(id: string | number, stderr: string): never {
  throw new Error(`It ended without an answer to ${id}:\n${stderr}`);
}

/** The handshake of earlier revisions. */
export const initialize = {
  jsonrpc: '2.0',
  id: 'init',
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'claude-ai', version: '0.1' } },
} as const;

/** A request of 2026-07-28. */
export function modernRequest(id: string | number, method: string, params: object = {}): object {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return { jsonrpc: '2.0', id, method, params: { ...params, _meta: meta } };
}
