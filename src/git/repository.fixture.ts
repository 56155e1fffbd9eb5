/** A real repository in a temporary folder. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository that a test fills. */
export interface Repository {
  readonly folder: string;
  git(...args: readonly string[]): string;
  write(files: Readonly<Record<string, string | Buffer>>): void;
  /** Commits everything, and answers the commit's id. */
  commit(message?: string): string;
  dispose(): void;
}

/** Makes an empty repository with the branch `main`. */
export function createRepository(): Repository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
  const git = (...args: readonly string[]) => runIn(folder, args);
  git('init', '--quiet', '--initial-branch=main', '.');
  return {
    folder,
    git,
    write: (files) => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    },
    commit: (message = 'change') => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD').trim();
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs git as nobody in particular, whatever this machine is set to. */
export function runIn(folder: string, args: readonly string[]): string {
  const author = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', ['-C', folder, ...author, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
}
