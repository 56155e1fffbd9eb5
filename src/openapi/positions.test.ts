import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPositions } from './json-positions.ts';
import { parseSource } from './source.ts';

/** Every path of keys in a JSON value, with the value that stands there. */
function places(value: unknown, path: string[] = []): [string[], unknown][] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[path, value], ...below.flatMap(([key, item]) => places(item, [...path, key]))];
}

describe('positions in JSON', () => {
  it('finds the very text of every value, whatever the layout and the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom('', ' ', '\t', '\n  '), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const locate = jsonPositions(text);
        for (const [path, expected] of places(JSON.parse(text))) {
          const found = locate(path).value;
          expect(JSON.parse(text.slice(...found))).toEqual(expected);
        }
      }),
    );
  });

  it('answers the nearest place above one that does not exist', () => {
    const text = '{"a": {"b": 1}}';
    expect(text.slice(...jsonPositions(text)(['a', 'nothing', 'here']).value)).toBe('{"b": 1}');
  });
});

describe('positions in a document', () => {
  const yaml = 'openapi: 3.1.0\r\npaths:\r\n  /a:\r\n    get: &op { summary: "é" }\r\n    put: *op\r\n';

  it('are lines and columns from 1, also with Windows line ends', () => {
    const { source } = parseSource({ path: 'p/openapi.yaml', text: yaml });
    expect(source?.spanOf(['paths', '/a', 'get'], 'key')).toEqual({
      file: 'p/openapi.yaml',
      line: 4,
      column: 5,
      endLine: 4,
      endColumn: 8,
    });
  });

  it('lead through an alias to what it stands for', () => {
    const { source } = parseSource({ path: 'p', text: yaml });
    expect(source?.spanOf(['paths', '/a', 'put', 'summary'], 'value').line).toBe(4);
    expect(source?.spanOf(['paths', '/a', 'put'], 'key').line).toBe(5);
  });

  it('are the same for a JSON text that begins with a byte order mark', () => {
    const { source } = parseSource({ path: 'p', text: '\uFEFF{\n "openapi": "3.0.0",\n "paths": {}\n}' });
    expect(source?.spanOf(['paths'], 'key')).toMatchObject({ line: 3, column: 2, endColumn: 9 });
  });
});
