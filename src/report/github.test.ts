import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { githubAnnotations } from './github.ts';
import { hostileProblem, whole } from './report.fixture.ts';

/** A workflow command, read as the runner reads it. */
interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

function readCommand(line: string): Command | null {
  const match = /^\s*::([a-z-]+)(?: ([^]*?))?::([^]*)$/.exec(line);
  if (match === null) return null;
  const [, name = '', properties = '', data = ''] = match;
  const pairs = properties.split(',').map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), unescape(pair.slice(equals + 1), ['%3A', '%2C'])];
  });
  return { name, properties: Object.fromEntries(pairs), data: unescape(data, []) };
}

const escapes: Readonly<Record<string, string>> = { '%3A': ':', '%2C': ',', '%0D': '\r', '%0A': '\n', '%25': '%' };

function unescape(text: string, more: readonly string[]): string {
  return [...more, '%0D', '%0A', '%25'].reduce(
    (rest, escaped) => rest.replaceAll(escaped, escapes[escaped] ?? ''),
    text,
  );
}

function at(line: number, severity: Problem['severity'] = 'error'): Problem {
  return { ...whole, severity, span: { ...whole.span, line, endLine: line } };
}

function linesOf(text: string): (string | undefined)[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('::'))
    .map((line) => readCommand(line)?.properties['line']);
}

test('an annotation has the place, the code, what is wrong and what to write', () => {
  expect(githubAnnotations([whole], { prefix: 'manifests' })).toBe(
    [
      '::error file=manifests/tenants/demo/capabilities/orders.search.yaml,line=9,endLine=9,col=13,endColumn=28,title=unknown-endpoint::Capability "orders.search" is backed by "shop/list-order", which no endpoint declares.%0AThe endpoint is declared here: manifests/tenants/demo/providers/shop/openapi.yaml:412:3%0ADid you mean "shop/list-orders"?',
      '1 problem (1 error) in 1 file.',
      '',
    ].join('\n'),
  );
  expect(githubAnnotations([], { prefix: '' })).toBe('');
});

test('what is on changed lines comes first, else the order stays', () => {
  const problems = [at(1), at(2, 'warning'), at(3), at(4, 'warning')];
  const isChanged = ({ span }: Problem) => span.line > 2;
  expect(linesOf(githubAnnotations(problems, { prefix: '', isChanged }))).toEqual(['3', '4', '1', '2']);
  expect(githubAnnotations(problems, { prefix: '', isChanged })).toContain(
    '\n4 problems (2 errors, 2 warnings) in 1 file. 2 on changed lines.\n',
  );
  expect(linesOf(githubAnnotations(problems, { prefix: '' }))).toEqual(['1', '2', '3', '4']);
});

test('those that GitHub does not show say their place in the log', () => {
  const many = Array.from({ length: 12 }, (_, index) => at(index + 1));
  const shown = githubAnnotations([...many, at(99, 'warning')], { prefix: 'm' }).split('\n');
  expect(shown[9]).not.toContain('::m/');
  expect(shown[10]).toContain('::m/tenants/demo/capabilities/orders.search.yaml:11:13 Capability');
  expect(shown[12]).not.toContain('::m/');
  expect(shown.at(-2)).toBe(
    '13 problems (12 errors, 1 warning) in 1 file. GitHub shows the first 10 errors and 10 warnings; this log has all.',
  );
});

test('a place of several lines has no columns', () => {
  const long = { ...whole, span: { ...whole.span, endLine: 12 } };
  expect(readCommand(githubAnnotations([long], { prefix: '' }).split('\n')[0] ?? '')?.properties).not.toHaveProperty(
    'col',
  );
});

test('no problem becomes another command, or says more than it is', () => {
  fc.assert(
    fc.property(hostileProblem, fc.boolean(), (problem, changed) => {
      const [line = '', summary = '', ...rest] = githubAnnotations([problem], {
        prefix: 'w',
        isChanged: () => changed,
      }).split('\n');
      expect(rest).toEqual(['']);
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
      const command = readCommand(line);
      const { span } = problem;
      const columns = span.endLine === span.line ? { col: String(span.column), endColumn: String(span.endColumn) } : {};
      expect(command?.name).toBe(problem.severity);
      expect(Object.keys(command?.properties ?? {})).toEqual([
        'file',
        'line',
        'endLine',
        ...Object.keys(columns),
        'title',
      ]);
      expect(command?.properties).toMatchObject({ title: problem.code, line: String(span.line), ...columns });
      expect(summary).toMatch(/^1 problem \(1 \w+\) in 1 file\. [01] on changed lines\.$/);
    }),
  );
});
