/** A real redis-server for tests: on a port of its own, without anything on disk, ended with the test file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../test/free-port.ts';
import { requireProgram } from '../../test/programs.ts';

/** Whether this machine has the program; suites that need it are skipped otherwise. */
export const hasRedis: boolean = requireProgram('redis-server', 'redis-server');

/** A server that can be taken away and given back. */
export interface RedisServer {
  readonly url: string;
  /** Ends the process at once; what it knew is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Stops it from doing anything, with its connections open; `resume` ends that. */
  pause(): void;
  resume(): void;
  /** Ends it for good. */
  end(): Promise<void>;
}

/** Starts a server; `args` are further arguments of its command line. */
export async function startRedis(args: readonly string[] = []): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'smarteros-redis-'));
  const port = await freePort();
  let server = await launch(port, folder, args);
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => finish(server),
    start: async () => {
      server = await launch(port, folder, args);
    },
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    end: async () => {
      await finish(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string, args: readonly string[]): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const server = spawn('redis-server', [...settings, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start:\n${said.join('\n')}`);
}

async function finish(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}
