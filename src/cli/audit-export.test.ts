import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { aBegin, aJournal, anEnd } from '../audit/journal.fixture.ts';
import { auditExport } from './audit-export.ts';

/** What is exported of calls by people with these addresses. */
async function exported(emails: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'system.yaml'), '');
  const audit = aJournal(join(folder, '.smarteros/audit'));
  for (const email of emails) await audit.end(aBegin({ who: { kind: 'token', id: 'login:1', email } }), anEnd());
  await audit.close();
  const out = join(folder, 'calls.csv');
  await auditExport.run({ workspace: folder, format: 'csv', out });
  return readFileSync(out, 'utf8');
}

test.each(['=cmd()', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1'])(
  'no cell begins as a formula does: %j',
  async (text) => {
    const csv = await exported([text]);
    expect(csv).toContain(`'${text}`);
    expect(csv).not.toContain(`,${text}`);
    expect(csv).not.toContain(`"${text}`);
  },
);

test('any other text is one cell, as it was', async () => {
  expect(await exported(['a "b", c'])).toContain(',"a ""b"", c",');
});
