import { expect, test } from 'vitest';
import { readAllowances } from '../manifest/allowances.ts';
import { applyAllowances, entriesToPaste, isClosedList } from './allow.ts';
import type { Change } from './change.ts';
import { diffTables } from './diff.ts';
import { diffRules } from './rules.ts';
import { baseTable, withOperation } from './table.fixture.ts';

const rules = Object.keys(diffRules);
const changes = diffTables({ table: baseTable }, { table: withOperation(null) });
const removed = changes.find(({ rule }) => rule === 'capability-removed') as Change;
const entry = {
  fingerprint: removed.fingerprint,
  rule: removed.rule,
  tenant: removed.tenant,
  subject: null,
  reason: 'r',
  until: null,
};
const read = (text: string) => readAllowances({ path: 'breaking-allow.yaml', text }, rules);

test('an entry allows the change that it describes, and no other', () => {
  expect(applyAllowances(changes, [entry], '2026-01-01').by.get(removed)).toBe(entry);
  for (const wrong of [
    { fingerprint: '0'.repeat(12) },
    { rule: 'tenant-removed' },
    { tenant: 'other' },
    { tenant: null },
    { subject: 'x' },
  ]) {
    const { by, unmatched } = applyAllowances(changes, [{ ...entry, ...wrong }], '2026-01-01');
    expect([by.size, unmatched.length]).toEqual([0, 1]);
  }
});

test('an entry counts through its last day', () => {
  const until = { ...entry, until: '2026-03-31' };
  expect(applyAllowances(changes, [until], '2026-03-31').by.size).toBe(1);
  expect(applyAllowances(changes, [until], '2026-04-01')).toMatchObject({ expired: [until], unmatched: [] });
});

test('what is printed to paste is read back, once a reason stands there', () => {
  const text = entriesToPaste(changes.filter(({ class: kind }) => kind === 'breaking'));
  expect(read(text).problems.map(({ code }) => code)).toContain('invalid-value');
  const { allowances, problems } = read(text.replaceAll('reason: ""', 'reason: agreed'));
  expect(problems).toEqual([]);
  expect(applyAllowances(changes, allowances, '2026-01-01').by.has(removed)).toBe(true);
  expect(entriesToPaste([])).toBe('');
});

const known = { fingerprint: '  - fingerprint: "0123456789ab"', rest: '    rule: tenant-removed\n    reason: r' };
const list = `version: 1\nallow:\n${known.fingerprint}\n${known.rest}`;

test.each([
  ['nothing', ''],
  ['words only', '# what we said yes to\n'],
  ['a list', `${list}\n`],
  ['a list without indentation', `${list.replaceAll('\n  ', '\n')}\n`],
  ['a list with more of it', `${list.replaceAll('\n  ', '\n      ')}\n`],
  ['a list that ends in the middle of a line', list],
  ['a list that has no entry yet', 'version: 1\nallow:\n'],
])('entries are appended to %s', (_what, text) => {
  const breaking = changes.filter(({ class: kind }) => kind === 'breaking');
  const { allowances, problems } = read(`${text}${entriesToPaste(breaking, text).replaceAll('""', 'agreed')}`);
  expect(problems).toEqual([]);
  expect(applyAllowances(changes, allowances, '2026-01-01').by.size).toBe(breaking.length);
});

test('a list in brackets cannot be appended to', () => {
  expect(isClosedList('version: 1\nallow: []\n')).toBe(true);
  expect(isClosedList('version: 1\nallow:\n  - { reason: "[]" }\n')).toBe(false);
});

test.each([
  [
    'an unknown rule',
    'version: 1\nallow:\n  - { fingerprint: "0123456789ab", rule: capability-remove, reason: r }\n',
    'unknown-value',
    'capability-removed',
  ],
  [
    'a misspelt field',
    'version: 1\nallow:\n  - { fingerprint: "0123456789ab", rule: tenant-removed, reazon: r }\n',
    'unknown-field',
    'reason',
  ],
  [
    'a fingerprint that YAML takes for a number',
    'version: 1\nallow:\n  - { fingerprint: 123456789012, rule: tenant-removed, reason: r }\n',
    'wrong-type',
    '"123456789012"',
  ],
  [
    'a day that there is not',
    'version: 1\nallow:\n  - { fingerprint: "0123456789ab", rule: tenant-removed, reason: r, until: 2026-02-30 }\n',
    'invalid-value',
    '',
  ],
  ['another version', 'version: 2\nallow: []\n', 'unknown-value', ''],
  ['no list', 'version: 1\n', 'missing-field', ''],
  ['no mapping', '- 1\n', 'wrong-type', ''],
  ['two documents', 'version: 1\nallow: []\n---\nversion: 1\nallow: []\n', 'yaml-syntax', 'allow'],
  ['broken YAML', 'version: 1\nallow: [\n', 'yaml-syntax', ''],
])('%s is pointed at, and nothing is allowed', (_what, text, code, hint) => {
  const { allowances, problems } = read(text);
  expect(allowances).toEqual([]);
  expect(problems).toMatchObject([{ code, severity: 'error', hint: expect.stringContaining(hint) }]);
});

test('an empty file allows nothing', () => {
  expect(read('# nothing yet\n')).toEqual({ allowances: [], problems: [] });
});
