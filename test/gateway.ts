/** Starts the real gateway, as a user would, and stops it again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The checkout's folder. */
export const root = join(import.meta.dirname, '..');

/** The launcher of the checkout, for `node <launcher> …`. */
export const launcher = join(root, 'bin/smarteros.js');

/** A gateway that has said that it is ready. */
export interface RunningGateway {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything that it has written so far, both streams in order of arrival. */
  output(): string;
  /** Sends SIGTERM; resolves with the exit code, null when a signal ended it. */
  stop(): Promise<number | null>;
}

/** What to start other than the checkout's gateway. */
export interface GatewayOptions {
  /** Program and leading arguments; this Node and the checkout's launcher unless said. */
  readonly command?: readonly [string, ...string[]];
  readonly cwd?: string;
  /** Set beside the environment that the test has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of `serve` beside the workspace and the port. */
  readonly flags?: readonly string[];
}

/**
 * Runs `serve` on a free port and resolves once its ready line is read.
 *
 * @throws when it ends before that, with everything it wrote
 */
export async function startGateway(workspace: string, options: GatewayOptions = {}): Promise<RunningGateway> {
  const [program, ...leading] = options.command ?? [process.execPath, launcher];
  const flags = ['serve', '--workspace', workspace, '--port', '0', ...(options.flags ?? [])];
  const child = spawn(program, [...leading, ...flags], {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  const url = await readyUrl(child, chunks);
  return { url, process: child, output: () => chunks.join(''), stop: () => stopProcess(child) };
}

function readyUrl(child: ChildProcess, chunks: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      chunks.push(chunk.toString());
      const ready = /^smarteros ready (http:\/\/[^\s/]+)/m.exec(chunks.join(''));
      if (ready?.[1] !== undefined) resolve(ready[1]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The gateway ended with ${code}:\n${chunks.join('')}`)));
  });
}

async function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  return child.exitCode;
}
