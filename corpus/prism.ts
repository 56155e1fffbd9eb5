/** Prism: a mock server of a document, made by others, that validates every request which it gets. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../test/free-port.ts';

/** A mock server that listens. */
export interface Prism {
  readonly url: string;
  /** True when it ends by itself now or within a moment: some requests are more than it can take. */
  endsSoon(): Promise<boolean>;
  stop(): Promise<void>;
}

/** How long reading a document of 1,000 operations may take it. */
const startsWithinMs = 120_000;

/** Serves a document on a port, or a free one. Rejects with what it said when it does not start. */
async function startPrism(document: string, onPort?: number): Promise<Prism> {
  const port = onPort ?? (await freePort());
  const program = join(import.meta.dirname, '../node_modules/@stoplight/prism-cli/dist/index.js');
  const child = spawn(process.execPath, [program, 'mock', '--port', String(port), '--host', '127.0.0.1', document], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  try {
    await listening(child);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, endsSoon: () => endsSoon(child), stop: () => stop(child) };
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`Prism did not start in ${startsWithinMs} ms.`)), startsWithinMs);
    const settle = (end: () => void): void => {
      clearTimeout(late);
      end();
    };
    const hear = (chunk: Buffer): void => {
      said = `${said}${chunk.toString('utf8')}`.slice(-4000);
      if (said.includes('is listening')) settle(resolve);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', () => settle(() => reject(new Error(`Prism ended: ${said.trim().slice(-500)}`))));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function endsSoon(child: ChildProcess): Promise<boolean> {
  if (hasEnded(child)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const moment = setTimeout(() => resolve(false), 1000);
    child.once('exit', () => {
      clearTimeout(moment);
      resolve(true);
    });
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Prism that is started again, on the same port, whenever it has ended by itself. */
export async function startLastingPrism(
  document: string,
): Promise<Pick<Prism, 'url' | 'stop'> & { revive(): Promise<boolean> }> {
  let prism = await startPrism(document);
  return {
    url: prism.url,
    stop: () => prism.stop(),
    /** True when it had ended. */
    revive: async () => {
      if (!(await prism.endsSoon())) return false;
      prism = await startPrism(document, Number(new URL(prism.url).port));
      return true;
    },
  };
}
