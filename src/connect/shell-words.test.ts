import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shellLine, type Word } from './shell-words.ts';

const key = 'what the "key" is; $(rm) `x`';

/** What a shell gives a program: each word by itself, ended by NUL. */
function wordsBySh(line: string): string[] {
  const script = `show() { for word in "$@"; do printf '%s\\0' "$word"; done; }; show ${line}`;
  const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { ...process.env, KEY: key } });
  expect(status).toBe(0);
  return stdout.split('\0').slice(0, -1);
}

/** The words of a line of PowerShell, as its documentation has them (about_Parsing, about_Quoting_Rules). */
function wordsByPowerShell(line: string): string[] {
  const words = line.replace(/^& /, '').matchAll(/'((?:[^']|'')*)'|"((?:[^"`]|`.)*)"|[^ ]+/gsu);
  return [...words].map(([word, single, double]) => {
    if (single !== undefined) return single.replaceAll(/(['\u2018-\u201b])\1/g, '$1');
    if (double === undefined) return word;
    return double.replace(/\$env:KEY$/, '').replaceAll(/`(.)/gsu, '$1') + key;
  });
}

/** Paths with spaces and quotes, Windows' backslashes, operators of shells. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...' \'"\\$`!*?~&|;<>(){}[]#%^=,@+-/:aZ9ñ\n\u2019\u201c') }),
  fc.constantFrom(
    '/home/ana maría/it\'s "here"/manifests',
    String.raw`C:\Users\Ana María\it's\node.exe`,
    '',
    '--',
    '-',
    '-e',
  ),
);
const word: fc.Arbitrary<Word> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: text.map((before) => ({ text: before, variable: 'KEY' })) },
);
const words = fc.array(word, { minLength: 1, maxLength: 5 });

function meant(each: Word): string {
  return typeof each === 'string' ? each : each.text + key;
}

test.skipIf(process.platform === 'win32')('a POSIX shell gives every word as it was meant', () => {
  fc.assert(
    fc.property(words, (each) => {
      expect(wordsBySh(shellLine(each, 'posix'))).toEqual(each.map(meant));
    }),
    { numRuns: 100 },
  );
});

test('PowerShell gives every word as it was meant', () => {
  // Two quotes side by side cannot be told from one that is doubled by so simple a reader as the one above.
  const told = word.filter((each) => !/['\u2018-\u201b]{2}/.test(typeof each === 'string' ? each : each.text));
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 5 }), (each) => {
      expect(wordsByPowerShell(shellLine(each, 'powershell'))).toEqual(each.map(meant));
    }),
  );
});

describe('a line', () => {
  test.each<[Word[], string, string]>([
    [['claude', 'mcp', 'add'], 'claude mcp add', 'claude mcp add'],
    [['x', '--', '-e'], 'x -- -e', "x '--' -e"],
    [['x', "it's"], String.raw`x 'it'\''s'`, "x 'it''s'"],
    [['x', 'http://127.0.0.1:8787/mcp/demo'], 'x http://127.0.0.1:8787/mcp/demo', 'x http://127.0.0.1:8787/mcp/demo'],
    [['x', { text: 'Bearer ', variable: 'KEY' }], 'x "Bearer $KEY"', 'x "Bearer $env:KEY"'],
    [['/a b/node', 'x'], "'/a b/node' x", "& '/a b/node' x"],
    [['x', String.raw`C:\node.exe`], String.raw`x 'C:\node.exe'`, String.raw`x 'C:\node.exe'`],
  ])('of %j', (each, posix, powershell) => {
    expect([shellLine(each, 'posix'), shellLine(each, 'powershell')]).toEqual([posix, powershell]);
  });
});
