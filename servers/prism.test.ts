/** Every request that imported capabilities send, before the judge that Prism is. */
import { beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import type { Row } from '../corpus/row.ts';
import { runProgram } from '../test/command.ts';

const root = join(import.meta.dirname, '..');

describe('documents of others, served by Prism', () => {
  let rows: readonly Row[] = [];
  beforeAll(async () => {
    const run = join(root, 'corpus/run.ts');
    const { stdout } = await runProgram(process.execPath, [run, 'servers/documents', '--call', '--json'], {
      cwd: root,
    });
    rows = JSON.parse(stdout) as readonly Row[];
  }, 600_000);

  test('are read, twenty and more', () => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
    expect(rows.filter(({ failure }) => failure !== null)).toEqual([]);
  });

  test('become a capability for each operation, or a reason why not', () => {
    for (const { document, operations, capabilities, setAside } of rows)
      expect([document, capabilities + setAside.length]).toEqual([document, operations]);
  });

  test('find no violation in any request', () => {
    const found = rows.flatMap(({ document, roundTrip }) =>
      (roundTrip?.violations ?? []).map(({ capability, found: violations }) => [document, capability, ...violations]),
    );
    expect(found).toEqual([]);
    expect(rows.reduce((sum, { roundTrip }) => sum + (roundTrip?.fitting ?? 0), 0)).toBeGreaterThan(130);
  });
});
