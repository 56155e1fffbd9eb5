/** Workspaces on disk with versions, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Served } from '../table/pinned.ts';
import type { KeptVersion } from './kept-version.ts';

/** A folder that goes with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-versions-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** What is known of a version that was taken over in a minute of an hour. */
export function aboutOf({ table }: Served, minute: number, changes: Partial<KeptVersion> = {}): KeptVersion {
  return {
    version: table.version,
    at: new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString(),
    environment: null,
    commit: null,
    clean: null,
    changed: [],
    changedCount: 0,
    tenants: Object.keys(table.tenants).length,
    ...changes,
  };
}
