/** Git repositories that tests make. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository in a temporary folder, on the branch `main`. */
export interface TestRepository {
  /** Absolute, without links. */
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  git(...args: readonly string[]): string;
  /** Commits everything that there is. */
  commit(message: string): void;
  dispose(): void;
}

/** Makes a repository with one commit that holds these files. */
export function createRepository(files: Readonly<Record<string, string>>): TestRepository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'smarteros-repository-')));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const commit = (message: string): void => {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', message);
  };
  git('init', '--quiet', '--initial-branch', 'main');
  write(files);
  commit('first');
  return { folder, write, git, commit, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
