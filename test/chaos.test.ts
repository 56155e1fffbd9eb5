/** The promises of docs/chaos.md: those that every change has to hold, and that the judge would notice when one is broken. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../chaos/calls.ts';
import { faults } from '../chaos/faults.ts';
import { type Evidence, lostRecords, otherFaults, wrongSuccesses } from '../chaos/judge.ts';
import { recoveredAfterMs } from '../chaos/recovery.ts';
import { runProgram } from './command.ts';
import { root } from './gateway.ts';

test('an API that is killed, and a disk that is full', { timeout: 120_000 }, async () => {
  const names = ['upstream-killed', 'disk-full'];
  const only = names.flatMap((name) => ['--only', name]);
  const played = await runProgram(process.execPath, [join(root, 'chaos/run.ts'), '--patient', ...only], { cwd: root });
  expect(played.code, played.stdout + played.stderr).toBe(0);
  expect(played.stdout.match(/\| held +\|/g)).toHaveLength(names.length);
});

test('docs/chaos.md tells of each fault', () => {
  const page = readFileSync(join(root, 'docs/chaos.md'), 'utf8');
  for (const { name } of faults) expect(page).toContain(`\`${name}\``);
});

function attempt(changes: Partial<Attempt> = {}): Attempt {
  const made = { id: 'write-1', kind: 'write', face: 'http', isFirst: true, startedAt: 0, endedAt: 5 } as const;
  return { ...made, code: 'ok', echo: 'write-1', outcome: null, callId: 'call-1', ...changes };
}

function evidence(changes: Partial<Evidence> = {}): Evidence {
  const verification = { findings: [], unknown: [], torn: [] } as unknown as Evidence['journal']['verification'];
  const journal = {
    begun: new Set(['call-1']),
    ended: new Map([['call-1', 'ok']]),
    traces: new Set(['trace-1']),
    spanMs: 0,
    verification,
  };
  const ledger = [{ id: 'write-1', path: '/orders', key: null, traceId: 'trace-1' }];
  return { attempts: [attempt()], ledger, journal, toldLost: 0, killedAt: [], ...changes };
}

describe('the judge', () => {
  const told = (outcome: string, code = 'upstream-timeout') => attempt({ code, echo: null, outcome });

  test('has nothing to say of what is right', () => {
    for (const attempts of [[attempt()], [told('unknown')], [told('committed')], [told('not_sent'), told('unknown')]]) {
      const right = evidence({ attempts });
      expect([...wrongSuccesses(right), ...lostRecords(right), ...otherFaults(right)]).toEqual([]);
    }
  });

  test.each<[string, Partial<Evidence>]>([
    ['another caller’s answer', { attempts: [attempt({ echo: 'write-2' })] }],
    ['a success of which nothing was done', { ledger: [] }],
    ['a “committed” of which nothing was done', { attempts: [told('committed')], ledger: [] }],
    ['a “not sent” that was done', { attempts: [told('not_sent')] }],
    ['a write that was done twice', { ledger: [...evidence().ledger, ...evidence().ledger] }],
  ])('sees %s', (_what, changes) => {
    expect(wrongSuccesses(evidence(changes))).toHaveLength(1);
  });

  test('sees records that are not there', () => {
    const { journal } = evidence();
    const without = (changes: Partial<typeof journal>) => evidence({ journal: { ...journal, ...changes } });
    expect(lostRecords(without({ ended: new Map() }))).toHaveLength(1);
    expect(lostRecords(without({ begun: new Set() }))).toHaveLength(1);
    expect(lostRecords(without({ traces: new Set() }))).toHaveLength(1);
    expect(lostRecords({ ...without({ ended: new Map() }), toldLost: 1 })).toEqual([]);
    expect(lostRecords({ ...without({ ended: new Map() }), killedAt: [6] })).toHaveLength(1);
    const read = attempt({ kind: 'read' });
    expect(lostRecords({ ...without({ ended: new Map() }), attempts: [read], killedAt: [6] })).toEqual([]);
    expect(otherFaults(without({ ended: new Map() }))).toHaveLength(1);
  });

  test('sees a limit that let too much pass, a refusal without an outcome, and an alarm about nothing', () => {
    const attempts = Array.from({ length: 5 }, () => attempt({ kind: 'limited' }));
    expect(otherFaults(evidence({ attempts }))).toHaveLength(1);
    expect(otherFaults(evidence({ attempts: [attempt({ code: 'rate-limited' })] }))).toHaveLength(1);
    const alarmed = [told('not_sent', 'state-unavailable'), told('unknown', 'idempotency-running')];
    expect(otherFaults(evidence({ attempts: alarmed }))).toHaveLength(1);
  });

  test('counts from the first of ten successes in a row', () => {
    const at = (startedAt: number, code = 'ok') => attempt({ startedAt, endedAt: startedAt + 1, code });
    const row = Array.from({ length: 10 }, (_, index) => at(200 + index));
    expect(recoveredAfterMs([at(90), at(110), at(120, 'upstream-timeout'), ...row], 100)).toBe(101);
    expect(recoveredAfterMs(row.slice(1), 100)).toBeNull();
  });
});
