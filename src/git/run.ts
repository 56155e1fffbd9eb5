/** Runs the `git` command, with nothing of the environment or the repository able to change what it does. */
import { spawn } from 'node:child_process';
import type { GitFault } from './git.ts';

/** How a run ended. */
export interface GitRun {
  readonly code: number;
  /** Empty when `onOutput` took it. */
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What a run reads, and where its output goes as it comes. */
export interface GitStreams {
  readonly input?: string;
  readonly onOutput?: (chunk: Buffer) => void;
}

/**
 * No pager, no hooks, no commands that a configuration names (file system monitor), no writing of the index on the way,
 * paths as they are, and replaced objects as they were committed.
 */
const settings = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.quotePath=false',
];

/**
 * Runs git in a folder that exists. Whatever it says with an exit code is an answer; a fault is only that it could not be
 * run, or that it does not trust the repository.
 */
export function runGit(folder: string, args: readonly string[], streams: GitStreams = {}): Promise<GitRun | GitFault> {
  return new Promise((resolve) => {
    const child = spawn('git', ['-C', folder, ...settings, ...args], { env: environment(), windowsHide: true });
    const output: Buffer[] = [];
    let stderr = '';
    const onOutput = streams.onOutput ?? ((chunk: Buffer) => void output.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => resolve(cannotRun(error)));
    child.stdout.on('data', onOutput);
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    child.on('close', (code) =>
      resolve(distrust(stderr) ?? { code: code ?? 1, stdout: Buffer.concat(output), stderr }),
    );
    // It may end before it has read everything; its exit code tells why.
    child.stdin.on('error', () => {});
    child.stdin.end(streams.input ?? '');
  });
}

/** Hooks and aliases leave these behind: they would lead to another repository than the folder's, or to a half-made index. */
const misleading = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_NAMESPACE'];

function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !misleading.includes(name));
  return { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}

function cannotRun(error: NodeJS.ErrnoException): GitFault {
  const fault =
    error.code === 'ENOENT'
      ? 'The "git" command is not installed here, so commits cannot be read. Install Git 2.31 or newer.'
      : `The "git" command could not be started (${error.code ?? error.message}).`;
  return { fault, reason: 'git' };
}

/** Git refuses repositories of other users, as containers in CI often have them. */
function distrust(stderr: string): GitFault | null {
  const owned = /detected dubious ownership in repository at '(.*)'/.exec(stderr);
  if (owned !== null)
    return {
      fault: `Git does not trust ${owned[1]}, which belongs to another user. If you do: git config --global --add safe.directory '${owned[1]}'`,
      reason: 'repository',
    };
  const bare = /cannot use bare repository '(.*)'/.exec(stderr);
  if (bare === null) return null;
  return {
    fault: `Git is set to not use the bare repository ${bare[1]} (safe.bareRepository). Compare in a clone of it instead.`,
    reason: 'repository',
  };
}

/** The text of a run's output without the line break at its end. */
export function lineOf(run: GitRun): string {
  return run.stdout.toString('utf8').replace(/\n$/, '');
}

/** A fault for what git itself said. */
export function saidByGit(doing: string, run: GitRun): GitFault {
  const said = run.stderr.trim().split('\n').at(-1) ?? '';
  return { fault: `Git could not ${doing}: ${said === '' ? `it ended with ${run.code}` : said}`, reason: 'git' };
}
