/**
 * Problems → JUnit XML, for CI systems that show test reports (Jenkins, GitLab and others). A suite is a file, a case is a
 * problem. JUnit knows no warnings: they are cases that pass and say their text on standard output.
 */
import type { Problem } from '../problem.ts';
import { repositoryPath } from './place.ts';
import { sentencesOf } from './sentences.ts';
import { visible } from './visible.ts';

/** The report; with no problems one case that passes, since an empty report counts as a broken one. `prefix` as in `repositoryPath`. */
export function junitReport(problems: readonly Problem[], { prefix }: { readonly prefix: string }): string {
  const byFile = Map.groupBy(problems, (problem) => repositoryPath(prefix, problem.span.file));
  const suites = [...byFile].map(([file, found]) => suite(file, found, prefix));
  const fine = element('testcase', { name: 'no problems', classname: 'smarteros check', time: '0' }, []);
  const body = suites.length > 0 ? suites : [element('testsuite', counts('smarteros check', 1, 0), [fine])];
  const failures = problems.filter(isError).length;
  const all = element('testsuites', counts('smarteros check', Math.max(1, problems.length), failures), body);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

function suite(file: string, problems: readonly Problem[], prefix: string): string {
  const cases = problems.map((problem) => testCase(file, problem, prefix));
  return element('testsuite', counts(file, problems.length, problems.filter(isError).length), cases);
}

function testCase(file: string, problem: Problem, prefix: string): string {
  const { code, message, span } = problem;
  const name = `${code} at ${span.line}:${span.column}`;
  const whole = [`${file}:${span.line}:${span.column}  ${code}`, ...sentencesOf(problem, prefix)];
  const text = escape(whole.map((line) => visible(line, 'joined')).join('\n'));
  const inside = isError(problem)
    ? element('failure', { type: code, message }, [text])
    : element('system-out', {}, [text]);
  return element('testcase', { name, classname: file, file, time: '0' }, [inside]);
}

function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}

function counts(name: string, tests: number, failures: number): Record<string, string> {
  return { name, tests: String(tests), failures: String(failures), errors: '0', skipped: '0', time: '0' };
}

/** `content` is XML already. */
function element(name: string, attributes: Readonly<Record<string, string>>, content: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(visible(value, 'joined'))}"`);
  const start = `<${name}${written.join('')}`;
  if (content.length === 0) return `${start}/>`;
  const isText = content[0]?.startsWith('<') !== true;
  return isText ? `${start}>${content.join('')}</${name}>` : `${start}>\n${content.join('\n')}\n</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
