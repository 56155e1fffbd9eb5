import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { Problem } from '../problem.ts';
import { junitReport } from './junit.ts';
import { hostileProblem, whole } from './report.fixture.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads strictly, as XML 1.0 has it: what is not well-formed throws. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => void ((open.at(-1) as Element).text += text));
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0] as Element;
}

/** What Jenkins and GitLab read of each element, and what may stand in it. */
const shape: Readonly<Record<string, { readonly needs: readonly string[]; readonly holds: readonly string[] }>> = {
  testsuites: { needs: ['name', 'tests', 'failures', 'errors', 'time'], holds: ['testsuite'] },
  testsuite: { needs: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'], holds: ['testcase'] },
  testcase: { needs: ['name', 'classname', 'time'], holds: ['failure', 'system-out'] },
  failure: { needs: ['type', 'message'], holds: [] },
  'system-out': { needs: [], holds: [] },
};

function expectShape({ name, attributes, children }: Element): void {
  const { needs, holds } = shape[name] as (typeof shape)[string];
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...needs]));
  for (const child of children) {
    expect(holds).toContain(child.name);
    expectShape(child);
  }
}

function all(name: string, element: Element): Element[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => all(name, child))];
}

function expectCounts(element: Element): void {
  expect(Number(element.attributes['tests'])).toBe(all('testcase', element).length);
  expect(Number(element.attributes['failures'])).toBe(all('failure', element).length);
}

function reportOf(problems: readonly Problem[]): Element {
  const report = parse(junitReport(problems, { prefix: 'manifests' }));
  expect(report.name).toBe('testsuites');
  expectShape(report);
  for (const counted of [report, ...report.children]) expectCounts(counted);
  return report;
}

test('the reader refuses what is no XML', () => {
  for (const broken of ['<a>\u0007</a>', '<a>]]></a>', '<a b="<"/>', '<a>&</a>', '<a>\ud800</a>'])
    expect(() => parse(broken), broken).toThrow(/./);
});

test('an error is a case that fails, a warning one that passes and says its text', () => {
  const warning: Problem = { ...whole, severity: 'warning', span: { ...whole.span, file: 'system.yaml' } };
  const report = reportOf([whole, warning]);
  const file = 'manifests/tenants/demo/capabilities/orders.search.yaml';
  expect(report.children.map(({ attributes }) => attributes['name'])).toEqual([file, 'manifests/system.yaml']);
  expect(all('testcase', report).map(({ attributes }) => attributes)).toMatchObject([
    { name: 'unknown-endpoint at 9:13', classname: file, file },
    { name: 'unknown-endpoint at 9:13', classname: 'manifests/system.yaml' },
  ]);
  const second = 'The endpoint is declared here: manifests/tenants/demo/providers/shop/openapi.yaml:412:3';
  const text = (place: string) => `${place}:9:13  unknown-endpoint\n${whole.message}\n${second}\n${whole.hint}`;
  expect(all('failure', report)).toMatchObject([
    { attributes: { type: 'unknown-endpoint', message: whole.message }, text: text(file) },
  ]);
  expect(all('system-out', report).map((element) => element.text)).toEqual([text('manifests/system.yaml')]);
});

test('nothing wrong is one case that passes', () => {
  const report = reportOf([]);
  expect(all('testcase', report)).toHaveLength(1);
  expect(all('failure', report)).toEqual([]);
});

test('every problem makes well-formed XML of this shape, with a suite for each file', () => {
  fc.assert(
    fc.property(fc.array(hostileProblem, { maxLength: 4 }), (problems) => {
      const report = reportOf(problems);
      expect(all('failure', report)).toHaveLength(problems.filter(({ severity }) => severity === 'error').length);
    }),
  );
});
