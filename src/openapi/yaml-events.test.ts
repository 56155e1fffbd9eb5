import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { parseSource } from './source.ts';
import { readYamlEvents } from './yaml-events.ts';

/** What `yaml` makes of a text, the rules being the same. */
function byNodes(text: string): unknown {
  return parseDocument(text, { schema: 'core', resolveKnownTags: false, merge: true }).toJS({ maxAliasCount: 100 });
}

describe('the data', () => {
  it.each([
    'a: 1\nb: [x, "y", {z: ~}]\n',
    'a: 0x1f\nb: 0o17\nc: 1e3\nd: .5\ne: yes\nf: True\ng: null\nh: 2025-02-30\ni: 1_000\nj: 12:30:45\nk: 017',
    "a: |\n  one\n\n  two\nb: >-\n  one\n  two\nc: \"x\\ty\"\nd: 'it''s'\n",
    'base: &b { a: 1, c: 3 }\nx:\n  <<: *b\n  c: 4\ny: [*b, *b]\n',
    '200: ok\ntrue: yes\n? long\n: value\n',
    '{"a": 1, "b": [2]} # not JSON',
    'a:   # comment\n  b: c # d\n# e\n',
    'a: b\r\nc:\r\n  - d\r\n',
    'a: "ü 🙂"\n',
  ])('of %j is what yaml makes of it', (text) => {
    expect(readYamlEvents(text).root).toEqual(byNodes(text));
  });

  it('of any value comes back from its text', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), (value) => {
        const text = stringify(value);
        expect(readYamlEvents(text).root).toEqual(byNodes(text));
      }),
    );
  });

  it('has keys of any name, which reach no prototype', () => {
    const root = readYamlEvents('__proto__: { polluted: 1 }\nconstructor: 2\n').root as object;
    expect(Object.keys(root)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(root)).toBe(Object.prototype);
  });

  it.each([
    ['', 'not one document'],
    ['a: 1\n---\nb: 2', 'not one document'],
    ['a: [', 'unexpected end'],
    ['a: 1\n b: 2', 'indentation'],
    ['!!binary x', 'tag'],
    ['a: *gone', 'alias'],
  ])('%j is refused', (text, reason) => {
    expect(() => readYamlEvents(text)).toThrow(reason);
  });
});

describe('places', () => {
  const text = `info: { title: "A" }
paths:
  /a:
    get:
      - x: 'one'
      - &anchor
        y: two
    put: *anchor
  "/b": |
    text
`;
  const { locate } = readYamlEvents(text);
  const at = (path: string[], part: 'key' | 'value') => text.slice(...locate(path)[part]);

  it.each([
    [['info'], 'info', '{ title: "A'],
    [['info', 'title'], 'title', '"A"'],
    [['paths', '/a', 'get', '0', 'x'], 'x', "'one'"],
    [['paths', '/a', 'put'], 'put', 'anchor'],
    [['paths', '/a', 'put', 'y'], 'y', 'two'],
    [['paths', '/b'], '"/b"', '    text\n'],
  ])('%j is found', (path, key, value) => {
    expect(at(path, 'key')).toBe(key);
    expect(at(path, 'value')).toContain(value.trim());
  });

  it('that do not exist are the nearest above', () => {
    expect(at(['info', 'title', 'no', 'such'], 'value')).toBe('"A"');
    expect(at(['paths', '/a', 'get', '7'], 'key')).toBe('get');
  });
});

describe('a large text', () => {
  const filler = `x:\n${'  - a line of a document that is large\n'.repeat(60_000)}`;

  it('is never read by the parser that keeps a tree', () => {
    const broken = parseSource({ path: 'p', text: `${filler}y: [\n` });
    expect(broken).toMatchObject({ source: null, problems: [{ code: 'openapi-unreadable' }] });
    expect(broken.problems[0]?.span.line).toBeGreaterThan(60_000);
  });

  it('tells its repeated keys', () => {
    const { source, problems } = parseSource({ path: 'p', text: `a: 1\n${filler}a: 2\n` });
    expect(source?.root).toMatchObject({ a: 2 });
    expect(problems).toMatchObject([
      { code: 'duplicate-key', span: { line: 60_003 }, related: { span: { line: 1, column: 1, endColumn: 2 } } },
    ]);
  });

  it('is refused when its aliases make it larger than a document can be', () => {
    const levels = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`);
    const bomb = `l0: &l0 [1]\n${levels.join('\n')}\n`;
    for (const text of [bomb, `${filler}${bomb}`])
      expect(parseSource({ path: 'p', text })).toMatchObject({
        source: null,
        problems: [{ code: 'openapi-unreadable' }],
      });
  });
});
