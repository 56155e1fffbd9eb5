import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../manifest/yaml.ts';
import { commentTexts } from './compose.ts';
import { format } from './format.ts';
import { untidyManifests } from './untidy.fixture.ts';

function formatted(text: string): string {
  const result = format(text);
  if ('reason' in result) throw new Error(`left as it is (${result.reason}):\n${text}`);
  return result.text;
}

function isValid(text: string): boolean {
  return readYaml(text.replaceAll('\r\n', '\n')).every(({ issues }) => issues.length === 0);
}

describe('of any manifest, however untidy,', () => {
  test('values stay, every comment stays once, and a second time changes nothing', () => {
    let valid = 0;
    fc.assert(
      fc.property(untidyManifests, (text) => {
        if (!isValid(text)) {
          expect(format(text)).toEqual({ reason: 'yaml' });
          return;
        }
        valid += 1;
        const once = formatted(text);
        expect(readYaml(once).map(({ value }) => value)).toEqual(readYaml(text).map(({ value }) => value));
        expect(commentTexts(once).toSorted()).toEqual(commentTexts(text).toSorted());
        expect(formatted(once)).toBe(once);
        expect(once.endsWith('\n')).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(valid).toBeGreaterThan(150);
  }, 60_000);

  test('comments keep their order where no field moves', () => {
    let compared = 0;
    fc.assert(
      fc.property(untidyManifests, (text) => {
        const unordered = text.replaceAll(/\b(Capability|Provider|Endpoint|Tenant)\b/g, 'Nothing');
        if (!isValid(unordered)) return;
        compared += 1;
        expect(commentTexts(formatted(unordered))).toEqual(commentTexts(unordered));
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(80);
  }, 60_000);

  test('cut off anywhere, or with a character changed, nothing is lost and nothing throws', () => {
    const cut = fc.tuple(
      untidyManifests,
      fc.nat(2000),
      fc.constantFrom('', '\t', '}', ':', '"', '\0', '\r', '- ', '&a ', '!!str '),
    );
    fc.assert(
      fc.property(cut, ([text, place, slip]) => {
        const at = place % (text.length + 1);
        const broken = slip === '' ? text.slice(0, at) : text.slice(0, at) + slip + text.slice(at);
        const result = format(broken);
        if ('reason' in result) return;
        expect(readYaml(result.text).map(({ value }) => value)).toEqual(readYaml(broken).map(({ value }) => value));
        expect(formatted(result.text)).toBe(result.text);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

const head = 'apiVersion: smarteros/v1\nkind: Capability\n';

describe('the house form', () => {
  test.each([
    [
      'fields in the order of the schema, through lists and maps',
      `spec:\n  arguments:\n    a: { default: 1, to: query.a }\n  title: T\n${head}`,
      `${head}spec:\n  title: T\n  arguments:\n    a: { to: query.a, default: 1 }\n`,
    ],
    [
      'names of authors in their own order',
      `${head}spec:\n  result:\n    each: { z: $.z, a: $.a }\n    items: $\n`,
      `${head}spec:\n  result:\n    items: $\n    each: { z: $.z, a: $.a }\n`,
    ],
    [
      'forms by their type',
      'kind: Provider\nspec:\n  auth:\n    key: { secret: a }\n    name: X\n    type: api_key\n    in: header\n',
      'kind: Provider\nspec:\n  auth:\n    type: api_key\n    in: header\n    name: X\n    key: { secret: a }\n',
    ],
    [
      'unknown fields last, in their order',
      `${head}spec:\n  zz: 1\n  yy: 2\n  title: T\n`,
      `${head}spec:\n  title: T\n  zz: 1\n  yy: 2\n`,
    ],
    [
      'comments with what they belong to',
      `${head}spec:\n  # of endpoint\n  endpoint: a/b # behind\n  # of title, one\n\n  # of title, two\n  title: T\n  # end\n`,
      `${head}spec:\n  # of title, one\n\n  # of title, two\n  title: T\n  # of endpoint\n  endpoint: a/b # behind\n  # end\n`,
    ],
    ['a header above all', `# header\n\n# of spec\nspec: {}\n${head}`, `# header\n\n${head}# of spec\nspec: {}\n`],
    ['two spaces, also below dashes', 'a:\n- b:\n      c: 1\n-    d\n', 'a:\n  - b:\n      c: 1\n  - d\n'],
    ['what is in braces on one line where it fits', 'a: {b: 1,\n  c: [ 1,2 ]}\n', 'a: { b: 1, c: [1, 2] }\n'],
    [
      'comments in braces with their lines',
      'a: {\n      b: 1, # one\n      c: 2 }\n',
      'a: {\n  b: 1, # one\n  c: 2 }\n',
    ],
    [
      'block texts as they are',
      'a:\n    >-\n      one\n\n        two\nb: |+\n    x\n\n',
      'a: >-\n  one\n\n    two\nb: |+\n  x\n\n',
    ],
    ['quotes as they are', 'a: \'x\'\nb: "y"\nc: z\n', 'a: \'x\'\nb: "y"\nc: z\n'],
    ['several documents', '---\na:   1\n---\n# two\nb:   2\n...\n', '---\na: 1\n---\n# two\nb: 2\n...\n'],
    ['one line break at the end', '\n\na: 1\n\n\n', 'a: 1\n'],
    ['line ends of most lines', 'a:  1\r\nb: 2\r\nc: 3\n', 'a: 1\r\nb: 2\r\nc: 3\r\n'],
  ])('%s', (_what, text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });

  test('what is in braces becomes a block where one line is not enough', () => {
    const long = 'x'.repeat(60);
    const text = `a: { b: ${long}, c: [${long}, { d: 1 }] } # c\n`;
    expect(formatted(text)).toBe(`a: # c\n  b: ${long}\n  c: [${long}, { d: 1 }]\n`);
  });

  test('a carriage return inside a line stays with its file', () => {
    expect(format('a: |\n  x\r\r\n')).toEqual({ reason: 'layout' });
  });

  test.each([['a: &x 1\nb: *x\n'], ['a: !!int 1\n'], ['a: 1\na: 2\n'], ['a: [1\n'], ['\ta: 1\n']])(
    '%j stays',
    (text) => {
      expect(format(text)).toEqual({ reason: 'yaml' });
    },
  );
});

describe('the modeline', () => {
  const line = '# yaml-language-server: $schema=../.vscode/smarteros.schema.json\n';
  const own = '# yaml-language-server: $schema=https://example.com/own.json\n';
  test.each([
    ['is written', 'a: 1\n', '../.vscode/smarteros.schema.json', `${line}a: 1\n`],
    [
      'is not written twice',
      `${line}a: 1\n---\nb: 1\n`,
      '../.vscode/smarteros.schema.json',
      `${line}a: 1\n---\nb: 1\n`,
    ],
    ['is corrected', `${line}a: 1\n`, '.vscode/smarteros.schema.json', `${line.replace('../', '')}a: 1\n`],
    ['comes first', `# c\n${line}a: 1\n`, '../.vscode/smarteros.schema.json', `${line}# c\na: 1\n`],
    ['stays where another was chosen', `${own}a: 1\n`, '../.vscode/smarteros.schema.json', `${own}a: 1\n`],
    ['stays where no schema is kept', `${line}a: 1\n`, null, `${line}a: 1\n`],
  ])('%s', (_what, text, schema, expected) => {
    expect(format(text, schema)).toEqual({ text: expected });
    expect(format(expected, schema)).toEqual({ text: expected });
  });
});
