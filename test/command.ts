/** Runs commands of the real program to their end, in an environment of their own. */
import { spawn } from 'node:child_process';
import { launcher } from './gateway.ts';

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs. An empty variable is one that is not set. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `smarteros …`. */
export function runCommand(args: readonly string[], surroundings: Surroundings): Promise<Ended> {
  return runProgram(process.execPath, [launcher, ...args], surroundings);
}

/** Runs any program. */
export function runProgram(program: string, args: readonly string[], { cwd, env = {} }: Surroundings): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const all = Object.entries({ ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env }).filter(
      ([, value]) => value !== '',
    );
    const child = spawn(program, args, { cwd, env: Object.fromEntries(all), stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
