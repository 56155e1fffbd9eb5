/** Processes under measurement: pinned to a core, watched through /proc, ended by their id. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The checkout's folder. */
export const root = join(import.meta.dirname, '..');

/** The core of whatever is measured, and the core of everything that measures it. */
export const cores = { measured: 0, load: 1 } as const;

const canPin = process.platform === 'linux' && availableParallelism() > 1 && isInstalled('taskset');

/** Whether a program can be started by its name. */
export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
}

/** Why figures are less certain here than they could be; empty when nothing is missing. */
export function machineNotes(): string[] {
  const notes: string[] = [];
  if (!canPin) notes.push('taskset is missing or there is one core only: measured and measuring programs share cores.');
  if (process.platform !== 'linux') notes.push('There is no /proc here: CPU times and memory are not measured.');
  return notes;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

process.on('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** Ends every process that was started here and removes every temporary folder. */
export function cleanUp(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

/** Makes a temporary folder that is gone when the benchmark ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-bench-'));
  folders.add(folder);
  return folder;
}

/** Removes a temporary folder before the end. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** Keeps this process, which loads and watches, off the measured core. */
export function pinOurselves(): void {
  if (canPin) spawnSync('taskset', ['-cp', String(cores.load), String(process.pid)]);
}

/** A process that was started here. */
export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything that it has written so far. */
  output(): string;
  /** Resolves with its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts a program on one core. `taskset` becomes the program, so the process id is the program's own. */
export function startPinned(
  core: number,
  command: readonly [string, ...string[]],
  env: Record<string, string> = {},
): Started {
  const [program, ...args]: readonly string[] = canPin ? ['taskset', '-c', String(core), ...command] : command;
  const child = spawn(program as string, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'close').then(() => {
    running.delete(child);
    return child.exitCode;
  });
  return { child, pid: child.pid as number, output: () => text, ended };
}

/**
 * Resolves with the first group of a pattern as soon as the process has written it.
 *
 * @throws when the process ends before that, with everything it wrote
 */
export async function written(started: Started, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = pattern.exec(started.output());
      if (found !== null) resolve(found[1] ?? '');
    };
    started.child.stdout?.on('data', look);
    started.child.stderr?.on('data', look);
    void started.ended.then((code) => reject(new Error(`A process ended with ${code}:\n${started.output()}`)));
    look();
  });
}

/** Asks a process to end and waits for it; after five seconds it is ended. */
export async function stop(started: Started): Promise<void> {
  if (started.child.exitCode !== null || started.child.signalCode !== null) return;
  started.child.kill('SIGTERM');
  const timer = setTimeout(() => started.child.kill('SIGKILL'), 5000);
  await started.ended;
  clearTimeout(timer);
}

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** CPU time that a process has used, in seconds (user and system); NaN where that cannot be read. */
export function cpuSeconds(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

/**
 * Resolves once a process does next to nothing: a gateway that has just said that it is ready still takes its folder
 * under watch. `share` is the part of a core that it may use and still count as idle. Gives up after a minute.
 */
export async function settled(pid: number, share = 0.05): Promise<void> {
  const everyMs = 400;
  let before = cpuSeconds(pid);
  for (let waited = 0, idle = 0; waited < 60_000 && idle < 3; waited += everyMs) {
    await wait(everyMs);
    const now = cpuSeconds(pid);
    idle = now - before <= (share * everyMs) / 1000 || Number.isNaN(now) ? idle + 1 : 0;
    before = now;
  }
}

/** Memory of a process in MB, now and at its peak; NaN where that cannot be read. */
export function memory(pid: number): { readonly now: number; readonly peak: number } {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    const megabytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  } catch {
    return { now: Number.NaN, peak: Number.NaN };
  }
}

/** What one run of a program from start to end cost. */
export interface RunCost {
  readonly seconds: number;
  readonly cpu: number;
  readonly peakMegabytes: number;
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs a program to its end on the measured core, looking every 10 ms at what it uses. */
export async function costOf(command: readonly [string, ...string[]]): Promise<RunCost> {
  const begin = performance.now();
  const started = startPinned(cores.measured, command);
  let cpu = 0;
  let peakMegabytes = 0;
  const timer = setInterval(() => {
    const seconds = cpuSeconds(started.pid);
    if (!Number.isNaN(seconds)) cpu = Math.max(cpu, seconds);
    const { peak } = memory(started.pid);
    if (!Number.isNaN(peak)) peakMegabytes = Math.max(peakMegabytes, peak);
  }, 10);
  const exitCode = await started.ended;
  clearInterval(timer);
  return { seconds: (performance.now() - begin) / 1000, cpu, peakMegabytes, exitCode, output: started.output() };
}
