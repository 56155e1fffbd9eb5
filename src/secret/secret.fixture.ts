/** Workspaces of secrets on the disk, for tests. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSecrets, type LocatedSecrets } from './create.ts';
import type { SealedTable } from './sealed.ts';

/** An empty workspace with its `.smarteros/`, which goes when the test ends. */
export function makeWorkspace(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, '.smarteros'));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, '.smarteros', name), text, { mode: 0o600 });
  return folder;
}

/** A table that holds nothing but sealed secrets; those of shared providers are under `shared`. */
export function tableOf(sealed: Readonly<Record<string, Readonly<Record<string, string>>>>): SealedTable {
  const { shared = {}, ...tenants } = sealed;
  const shards = Object.entries(tenants).map(([name, its]) => [name, { sealed: its }]);
  return { system: { sealed: shared }, tenants: Object.fromEntries(shards) as SealedTable['tenants'] };
}

/** Secrets whose clock is turned by hand, with what they told. */
export interface TestSecrets extends LocatedSecrets {
  readonly problems: readonly string[];
  /** Gives another table, as a reload does. */
  reload(table: SealedTable): void;
  /** Two seconds later. */
  wait(): void;
}

/** The secrets of a workspace, with this environment alone. */
export function openSecrets(
  workspace: string,
  options: { readonly table?: SealedTable; readonly environment?: NodeJS.ProcessEnv } = {},
): TestSecrets {
  let { table = tableOf({}) } = options;
  let milliseconds = 0;
  const problems: string[] = [];
  const secrets = createSecrets({
    workspace,
    table: () => table,
    environment: options.environment ?? {},
    onProblem: (message) => problems.push(message),
    now: () => milliseconds,
  });
  return {
    ...secrets,
    problems,
    reload: (next) => (table = next),
    wait: () => (milliseconds += 2000),
  };
}
