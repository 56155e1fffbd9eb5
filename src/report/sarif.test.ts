import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemCodes, type Problem } from '../problem.ts';
import { version } from '../version.ts';
import { hostileProblem, whole } from './report.fixture.ts';
import { sarifLog } from './sarif.ts';

/** The parts of a log that are looked at. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly Rule[] };
      };
      readonly results: readonly Result[];
      readonly invocations?: unknown;
    },
  ];
}
interface Rule {
  readonly id: string;
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}
interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
  readonly fixes?: readonly unknown[];
  readonly partialFingerprints: { readonly 'smarterosProblem/v1': string };
}

/** The official schema is draft 4; only its way to name itself differs from what ajv takes. */
function validator() {
  const path = new URL('../../test/schemas/sarif-2.1.0.schema.json', import.meta.url);
  const { id, $schema: _, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as { id: string; $schema: string };
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  return ajv.compile({ $id: id, ...schema });
}

const isValid = validator();
const text = `${'\n'.repeat(8)}  endpoint: shop/list-order\n`;

function logOf(problems: readonly Problem[], content = text, prefix = 'manifests'): Log {
  const log = JSON.parse(sarifLog(problems, { prefix, textOf: () => content })) as Log;
  isValid(log);
  expect(isValid.errors ?? []).toEqual([]);
  return log;
}

function printsOf(problems: readonly Problem[], content = text): string[] {
  return logOf(problems, content).runs[0].results.map((result) => result.partialFingerprints['smarterosProblem/v1']);
}

test('the schema refuses what is no log', () => {
  expect(isValid({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  expect(isValid({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, colour: 1 }] })).toBe(false);
});

test('a problem has its rule, place, second place and fix', () => {
  const [run] = logOf([whole]).runs;
  const region = { startLine: 9, startColumn: 13, endLine: 9, endColumn: 28 };
  const artifactLocation = {
    uri: 'manifests/tenants/demo/capabilities/orders.search.yaml',
    uriBaseId: '%SRCROOT%',
  };
  expect(run.tool.driver).toMatchObject({ name: 'SmarterOS', version });
  expect(run.tool.driver.rules).toEqual([
    {
      id: 'unknown-endpoint',
      shortDescription: { text: problemCodes['unknown-endpoint'].meaning },
      fullDescription: { text: problemCodes['unknown-endpoint'].meaning },
      help: { text: problemCodes['unknown-endpoint'].remedy },
      defaultConfiguration: { level: 'error' },
    },
  ]);
  expect(run.results[0]).toMatchObject({
    ruleId: 'unknown-endpoint',
    ruleIndex: 0,
    level: 'error',
    message: { text: `${whole.message}\n${whole.hint}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    relatedLocations: [{ message: { text: 'The endpoint is declared here' } }],
    fixes: [
      {
        description: { text: 'Write "shop/list-orders"' },
        artifactChanges: [
          {
            artifactLocation,
            replacements: [{ deletedRegion: region, insertedContent: { text: 'shop/list-orders' } }],
          },
        ],
      },
    ],
  });
});

test('nothing is a log too', () => {
  expect(logOf([]).runs[0].results).toEqual([]);
});

test('paths are percent-encoded and begin at the root of the repository', () => {
  const uri = (file: string, prefix: string) =>
    logOf([{ ...whole, span: { ...whole.span, file } }], text, prefix).runs[0].results[0]?.locations[0].physicalLocation
      .artifactLocation.uri;
  expect(uri('system.yaml', '')).toBe('system.yaml');
  expect(uri('../.github/CODEOWNERS', 'deep/manifests')).toBe('deep/.github/CODEOWNERS');
  expect(uri('tenants/a b/ñ%#?.yaml', 'my files')).toBe('my%20files/tenants/a%20b/%C3%B1%25%23%3F.yaml');
});

test('a fix that moves a file is no change of content', () => {
  const move: Problem = { ...whole, fix: { title: 'Move it', edits: [], move: { to: 'system.yaml' } } };
  expect(logOf([move]).runs[0].results[0]).not.toHaveProperty('fixes');
});

test('a rule is as grave as its gravest problem, and its help has no links', () => {
  const found = (severity: Problem['severity']): Problem => ({ ...whole, code: 'unknown-kind', severity });
  const level = (problems: readonly Problem[]) =>
    logOf(problems).runs[0].tool.driver.rules[0]?.defaultConfiguration.level;
  expect(level([found('warning')])).toBe('warning');
  expect(level([found('warning'), found('error')])).toBe('error');
  expect(logOf([found('error')]).runs[0].tool.driver.rules[0]?.help.text).not.toContain('](');
});

test('of more problems than code scanning takes, the errors stay and the others are counted', () => {
  const many = Array.from({ length: 25_003 }, (_, index): Problem => ({
    code: whole.code,
    message: whole.message,
    span: whole.span,
    severity: index < 25_002 ? 'warning' : 'error',
  }));
  const [run] = (JSON.parse(sarifLog(many, { prefix: 'manifests', textOf: () => text })) as Log).runs;
  const { results, ...rest } = run;
  isValid({ version: '2.1.0', runs: [{ ...rest, results: results.slice(0, 2) }] });
  expect(isValid.errors ?? []).toEqual([]);
  expect(results).toHaveLength(25_000);
  expect(results[0]?.level).toBe('error');
  expect(JSON.stringify(rest.invocations)).toContain('3 problems more are not in this log');
  expect(logOf([whole]).runs[0]).not.toHaveProperty('invocations');
}, 30_000);

test('a fingerprint follows its text over lines, and tells twins apart', () => {
  const below: Problem = { ...whole, span: { ...whole.span, line: 19, endLine: 19 } };
  expect(printsOf([below], `${'\n'.repeat(10)}${text}`)).toEqual(printsOf([whole]));
  const [first, second] = printsOf([whole, whole]) as [string, string];
  expect(second).not.toBe(first);
  expect(printsOf([{ ...whole, code: 'unknown-plan' }])).not.toEqual([first]);
  expect(printsOf([{ ...whole, span: { ...whole.span, file: 'other.yaml' } }])).not.toEqual([first]);
  expect(printsOf([whole], text.replace('list-order', 'list-shops'))).not.toEqual([first]);
});

test('every problem makes a valid log, with nothing in it that a display obeys', () => {
  fc.assert(
    fc.property(fc.array(hostileProblem, { maxLength: 4 }), fc.string({ unit: 'binary' }), (problems, content) => {
      const [{ results, tool }] = logOf(problems, content).runs;
      expect(results).toHaveLength(problems.length);
      for (const { ruleId, ruleIndex, message } of results) {
        expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
        expect(message.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\]\(/);
        expect(message.text.isWellFormed()).toBe(true);
      }
    }),
  );
});
