import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesToPaste } from './allow.ts';
import { changeOf } from './change.ts';
import { diffTables } from './diff.ts';
import { markdownDiff } from './markdown.ts';
import { codeText, plainText } from './markdown-text.ts';
import { prettyDiff } from './pretty.ts';
import { type DiffReport, type ReportParts, reportOf } from './report.ts';
import { baseTable, withOperation } from './table.fixture.ts';

const side = { revision: 'main', commit: 'a'.repeat(40), table: 'b'.repeat(64) };
const head = { revision: null, commit: null, table: 'c'.repeat(64) };

function report(parts: Partial<ReportParts>): DiffReport {
  return reportOf({
    workspace: 'manifests',
    environment: null,
    base: side,
    head,
    compared: true,
    changes: [],
    allowed: new Map(),
    tokens: {},
    tokenizer: 't',
    problems: [],
    warnings: [],
    ...parts,
  });
}

function many(count: number) {
  return Array.from({ length: count }, (_, index) =>
    changeOf(
      {
        rule: index % 3 === 0 ? 'capability-removed' : 'title-changed',
        subject: `a.b${index}`,
        before: 'x'.repeat(200),
        after: 'y',
        message: `Change ${index}.`,
      },
      `t${index % 200}`,
    ),
  );
}

test('the first line marks the comment, for each workspace and environment', () => {
  const first = (parts: Partial<ReportParts>) => markdownDiff(report(parts)).split('\n')[0];
  expect(first({})).toBe('<!-- smarteros diff: manifests -->');
  expect(first({ workspace: '' })).toBe('<!-- smarteros diff -->');
  expect(first({ environment: 'production' })).toBe('<!-- smarteros diff: manifests, production -->');
  expect(first({ workspace: 'a --><b>' })).toMatch(/^<!-- smarteros diff: a ___b_ -->$/);
});

test('a comment has no more than 60,000 characters, in whole entries, and says what is missing', () => {
  for (const count of [0, 1, 150, 400, 5_000]) {
    const text = markdownDiff(report({ changes: many(count) }));
    expect(text.length).toBeLessThanOrEqual(60_000);
    const entries = text.match(/^- \*\*/gm)?.length ?? 0;
    const missing = Number(/^(\d+) changes? left out/m.exec(text)?.[1] ?? 0);
    expect(entries + missing).toBe(count);
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  }
});

test('a comment keeps its length when what stands above the changes is long, and still has changes', () => {
  const long = '&@<#`'.repeat(20_000);
  const span = { file: long, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const problem = { code: 'unmatched-allowance', severity: 'warning', message: long, span } as const;
  const changes = [
    ...Array.from({ length: 100 }, (_, index) =>
      changeOf({ rule: 'client-added', subject: long, path: long, message: long }, `${index}${long}`),
    ),
    ...many(100),
  ];
  const text = markdownDiff(
    report({
      changes,
      workspace: long.slice(0, 4_000),
      warnings: [long, long],
      problems: Array.from({ length: 50 }, () => problem),
    }),
  );
  expect(text.length).toBeLessThanOrEqual(60_000);
  expect(text).toMatch(/^- \*\*/m);
  expect(text).toMatch(/changes left out here/);
});

test('the command to type takes a folder with blanks for one word', () => {
  const changes = diffTables({ table: baseTable }, { table: withOperation(null) });
  expect(markdownDiff(report({ changes, workspace: "my ws'" }))).toContain(String.raw`--workspace 'my ws'\'''`);
});

test('the same report gives the same bytes', () => {
  const changes = diffTables({ table: baseTable }, { table: withOperation(null) });
  expect(markdownDiff(report({ changes }))).toBe(markdownDiff(report({ changes: structuredClone(changes) })));
});

const evil = [
  '@team',
  '<script>',
  '</details>',
  '[a](https://evil.example)',
  '![x](y)',
  '`',
  '```',
  '#12',
  '-->',
  '\n\n# Title',
  '\u001b[2J',
  '\u202e',
  '|',
  '&amp;',
  '*b*',
  '$x$',
  '!9',
  'www.evil.example',
  '~label',
  'deadbeefcafe',
];

test('nothing of a manifest becomes markup, a mention or a link', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...evil), fc.string()), { maxLength: 6 }), (parts) => {
      const text = plainText(parts.join(''));
      expect(text).not.toMatch(/[<>\n\r\u001b\u202e]/);
      expect(text).not.toMatch(/(^|[^\\])[`*_[\]|]/);
      expect(text).not.toMatch(/[@#!][\w]|https?:\/|www\.\w/i);
      expect(text).not.toMatch(/[0-9a-f]{7}/i);
    }),
    { seed: 3 },
  );
});

test('code stays code, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...evil), fc.string({ unit: fc.constantFrom('`', 'a', ' ') })), {
        maxLength: 6,
      }),
      (parts) => {
        const text = codeText(parts.join(''));
        const fence = /^`+/.exec(text)?.[0] ?? '';
        const inside = text.slice(fence.length, -fence.length);
        expect(text.endsWith(fence)).toBe(true);
        expect(inside.match(/`+/g) ?? []).not.toContain(fence);
        expect(/^`|`$/.test(inside)).toBe(false);
        expect(text).not.toContain('\n');
      },
    ),
    { seed: 3 },
  );
});

test('a whole comment and the terminal show hostile words as words', () => {
  const words = evil.join(' ');
  const changes = [
    changeOf({ rule: 'title-changed', subject: words, path: words, before: words, after: 'b', message: words }, 'demo'),
  ];
  const text = markdownDiff(report({ changes, warnings: [words], workspace: words }));
  expect(text.match(/^<!--/gm)).toHaveLength(1);
  expect(text).not.toContain('<script>\n');
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  expect(prettyDiff(report({ changes, warnings: [words] }), false)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  expect(entriesToPaste(changes)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test('colours are only there when asked for, and change nothing else', () => {
  const changes = diffTables({ table: baseTable }, { table: withOperation(null) });
  const colored = prettyDiff(report({ changes }), true);
  expect(colored).toContain('\u001b[31m');
  // oxlint-disable-next-line no-control-regex -- colours are made of them
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(prettyDiff(report({ changes }), false));
});
