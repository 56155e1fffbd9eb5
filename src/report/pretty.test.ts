import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { problemsJson } from './json.ts';
import { renderProblems } from './pretty.ts';

const file = 'tenants/demo/capabilities/orders.search.yaml';
const text = `apiVersion: smarteros/v1\n\n\n\n\n\n\nspec:\n  endpoint: shop/list-order\n`;
const problem: Problem = {
  code: 'unknown-endpoint',
  severity: 'error',
  message: 'Capability "orders.search" is backed by "shop/list-order", which no endpoint declares.',
  hint: 'Did you mean "shop/list-orders" (manifests/tenants/demo/providers/shop/openapi.yaml:412)?',
  span: { file, line: 9, column: 13, endLine: 9, endColumn: 28 },
};

function render(problems: readonly Problem[], content: string | undefined = text, color = false): string {
  return renderProblems(problems, () => content, { color, folder: 'manifests' });
}

test('a problem shows its place, what is wrong, the line and what to write', () => {
  expect(render([problem])).toBe(
    [
      'manifests/tenants/demo/capabilities/orders.search.yaml:9:13  unknown-endpoint',
      '  Capability "orders.search" is backed by "shop/list-order", which no endpoint declares.',
      '  8 | spec:',
      '  9 |   endpoint: shop/list-order',
      '    |             ^^^^^^^^^^^^^^^',
      '  Did you mean "shop/list-orders" (manifests/tenants/demo/providers/shop/openapi.yaml:412)?',
      '',
      '1 problem (1 error) in 1 file',
      '',
    ].join('\n'),
  );
});

test('the summary counts errors, warnings and files', () => {
  const warning: Problem = { ...problem, severity: 'warning', span: { ...problem.span, file: 'system.yaml' } };
  expect(render([problem, warning, warning])).toMatch(/\n3 problems \(1 error, 2 warnings\) in 2 files\n$/);
  expect(render([warning])).toContain('system.yaml:9:13  unknown-endpoint (warning)');
  expect(render([])).toBe('');
});

test('a second place is shown with its own line, from its own file', () => {
  const span = { file: 'plans/trial.yaml', line: 4, column: 9, endLine: 4, endColumn: 14 };
  const texts: Record<string, string> = { [file]: text, [span.file]: '\n\nkind: Plan\n  name: trial\n' };
  const related = { message: '"trial" is declared here', span };
  const shown = renderProblems([{ ...problem, related }], (path) => texts[path], { color: false });
  expect(shown).toContain(
    [
      '    |             ^^^^^^^^^^^^^^^',
      '  "trial" is declared here: plans/trial.yaml:4:9',
      '  4 |   name: trial',
      '    |         ^^^^^',
      '  Did you mean "shop/list-orders"',
    ].join('\n'),
  );
});

test('a correction is named, and the summary says how many there are', () => {
  const fixable = { ...problem, fix: { title: 'Replace "shop/list-order" by "shop/list-orders"', edits: [] } };
  expect(render([fixable, problem])).toContain('\n  fix: Replace "shop/list-order" by "shop/list-orders"\n');
  expect(render([fixable, problem])).toMatch(/in 1 file; "smarteros check --fix" corrects 1\n$/);
  expect(render([fixable])).toMatch(/in 1 file; "smarteros check --fix" corrects all\n$/);
});

test('without the text, or with a line that it does not have, the rest is shown', () => {
  const options = { color: false };
  for (const content of [undefined, 'one line']) {
    const shown = renderProblems([problem], () => content, options);
    expect(shown).toContain(problem.message);
    expect(shown).not.toContain('|');
  }
});

test('line numbers of different length stay in one column, and tabs do not move the carets', () => {
  const lines = `${'\n'.repeat(8)}\ta: 1\n\tb:\t2\r\n`;
  const shown = render([{ ...problem, span: { file, line: 10, column: 5, endLine: 10, endColumn: 6 } }], lines);
  expect(shown).toContain('   9 |  a: 1\n  10 |  b: 2\n     |     ^\n');
});

test('a line as long as a file is cut around the place', () => {
  const long = `${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`;
  const shown = render([{ ...problem, span: { file, line: 1, column: 5001, endLine: 1, endColumn: 5005 } }], long);
  const [code, carets] = shown.split('\n').slice(2, 4) as [string, string];
  expect(code.length).toBeLessThan(200);
  expect(code.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
});

test('nothing of a file reaches the terminal as a command', () => {
  const evil = { ...problem, message: 'a \u001b[2J b', hint: '\u202Ereversed\u0007' };
  const shown = render([evil], text.replace('list-order', 'li\u001b]0;x\u0007'));
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('colours are only there when asked for, and change nothing else', () => {
  const colored = render([problem], text, true);
  expect(colored).toContain('\u001b[31m');
  // oxlint-disable-next-line no-control-regex -- colours are made of them
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(render([problem]));
});

test('programs get flat problems, with null for a hint that is not there', () => {
  const { hint: _hint, ...bare } = problem;
  expect(problemsJson([problem, bare])).toEqual({
    version: 1,
    problems: [problem.hint, null].map((hint) => ({
      code: 'unknown-endpoint',
      severity: 'error',
      message: problem.message,
      hint,
      file,
      line: 9,
      column: 13,
      endLine: 9,
      endColumn: 28,
      related: null,
      fix: null,
    })),
  });
});
