import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePath } from '../link/path-expression.ts';
import type { Json } from '../schema.ts';
import { createListReader, createReader, formatPath, lastEach } from './path.ts';
import type { PathExpression } from './table.ts';

const steps = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('id', '__proto__', 'a-b', '', "it's", '"', '\\', "\\'", ']', '[*]', 'a.b', '\n', '\\\n', '$', 'ñ'),
  fc.nat(999_999),
  fc.constant({ each: true } as const),
);

test('a path that is written can be read, and is the same', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 8 }), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
    { numRuns: 1000 },
  );
});

test('any text is a path or none, and reading it never throws', () => {
  const pieces = fc.array(fc.constantFrom('$', '.', '[', ']', "'", '"', '*', '\\', '0', 'a', '..', '[*]', "['a']"), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        pieces.map((parts) => `$${parts.join('')}`),
      ),
      (text) => {
        const path = parsePath(text);
        if (path !== null) expect(parsePath(formatPath(path))).toEqual(path);
      },
    ),
    { numRuns: 2000 },
  );
  for (const long of [`$['${'a'.repeat(1_000_000)}`, `$${'.a'.repeat(200_000)}`, `$['${'\\'.repeat(1_000_001)}']`])
    expect(() => parsePath(long)).not.toThrow();
});

test.each<[string, PathExpression | null]>([
  ['$', []],
  ['$.a.b-c._d', ['a', 'b-c', '_d']],
  ["$[0]['odd key'][\"it's\"][*]", [0, 'odd key', "it's", { each: true }]],
  ["$['\\'\\\\']", ["'\\"]],
  ['', null],
  ['a', null],
  ['$a', null],
  ['$.', null],
  ['$..a', null],
  ['$.*', null],
  ['$[-1].id', [-1, 'id']],
  ['$[--1]', null],
  ['$[0:2]', null],
  ['$[?@.a]', null],
  ['$[1234567]', null],
  ['$.1a', null],
  [' $', null],
  ['$ ', null],
  ["$['a]", null],
])('%j is read as %j', (text, path) => {
  expect(parsePath(text)).toEqual(path);
});

describe('a reader', () => {
  const read = (text: string, value: Json) => createReader(parsePath(text) as PathExpression)(value);
  const list = (text: string, value: Json) => createListReader(parsePath(text) as PathExpression)(value);

  test('reads own members and items only', () => {
    const value = JSON.parse('{"__proto__":{"x":1},"0":"zero","list":[{"a":1},{"a":null},{}]}') as Json;
    expect(read('$.__proto__.x', value)).toBe(1);
    expect(read('$.constructor', value)).toBeUndefined();
    expect(read('$.list.length', value)).toBeUndefined();
    expect(read('$.list.map', value)).toBeUndefined();
    expect(read("$.list['0']", value)).toBeUndefined();
    expect(read('$.list[-3].a', value)).toBe(1);
    expect(read('$.list[-4]', value)).toBeUndefined();
    expect(read('$[-1]', 'text')).toBeUndefined();
    expect(read('$[0]', value)).toBeUndefined();
    expect(read('$[0]', 'text')).toBeUndefined();
    expect(read('$.length', 'text')).toBeUndefined();
    expect(read('$.list[2].a', value)).toBeUndefined();
    expect(read('$.list[3]', value)).toBeUndefined();
    expect(read('$.list[1].a', value)).toBeNull();
    expect(read('$.list[1].a.b', value)).toBeUndefined();
  });

  test('takes every item, flattened, as JSONPath does', () => {
    const pages = [{ rows: [1, 2] }, { rows: [] }, {}, { rows: 'none' }, null, { rows: [[3]] }];
    expect(list('$[*].rows[*]', pages)).toEqual([1, 2, [3]]);
    expect(list('$[*].rows', pages)).toEqual([[1, 2], [], 'none', [[3]]]);
    expect(list('$', pages)).toBe(pages);
    expect(list('$[5].rows[*][*]', pages)).toEqual([3]);
  });

  test('tells that there is no list', () => {
    expect(list('$', {})).toBeUndefined();
    expect(list('$.a', { a: 'text' })).toBeUndefined();
    expect(list('$.a[*].b', {})).toBeUndefined();
  });

  test('never throws, whatever the path and the value', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 5 }), fc.jsonValue(), (path, value) => {
        const plain = path.filter((step) => typeof step !== 'object');
        expect(() => createReader(plain)(value as Json)).not.toThrow();
        const found = createListReader(path)(value as Json);
        expect(found === undefined || Array.isArray(found)).toBe(true);
        expect(lastEach(plain)).toBe(-1);
      }),
    );
  });
});
