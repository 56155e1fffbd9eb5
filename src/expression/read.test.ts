import { expect, test } from 'vitest';
import { expressionFaults } from './read.ts';
import { BoundedRegExp, patternFault } from './regex.ts';

test.each([
  "{ 'items': orders.{ 'id': $string(id) } }",
  '($x := 1; $map(list, function($v, $i) { $v * $x + $i }))',
  "orders@$o.lines#$i.{ 'order': $o.id, 'at': $i }",
  '$match(text, /[0-9]+-[0-9Kk]/)',
  '$$.a ~> $uppercase ~> $trim',
])('%s is taken', (source) => {
  expect(expressionFaults(source)).toEqual([]);
});

test.each<[string, number, number, string]>([
  ["{ 'a':\n  foo( }", 2, 8, 'symbol "}"'],
  ['a.b.', 1, 5, 'Unexpected end'],
  ['a\n  + $now()', 2, 5, '$now cannot be used'],
  ['$eval(text)', 1, 1, '$eval cannot be used'],
  ['a ~> $shuffle', 1, 6, '$shuffle cannot be used'],
  ['$uper(a)', 1, 1, '$uper'],
  ['a[b = /(x+)+/]', 1, 7, 'repeats a group'],
  ["'abc", 1, 5, 'terminated'],
])('%s has a fault at %i:%i', (source, line, column, message) => {
  expect(expressionFaults(source)).toMatchObject([{ line, column, message: expect.stringContaining(message) }]);
});

test('what people bring along from other languages has an answer', () => {
  expect(expressionFaults('a === 1')[0]?.hint).toContain('"="');
  expect(expressionFaults('a && b')[0]?.hint).toContain('"and"');
  expect(expressionFaults('$map(a, x => x.b)')[0]?.hint).toContain('function($x)');
});

test('deep nesting is a fault, not an exception', () => {
  expect(expressionFaults('('.repeat(8_000))).toHaveLength(1);
  expect(expressionFaults(`${'['.repeat(4_000)}${']'.repeat(4_000)}`).length).toBeLessThan(2);
});

test.each([
  ['(a+)+', 'repeats a group'],
  ['(a|a)*', 'repeats a group'],
  ['(?:ab){2,}', 'repeats a group'],
  ['(a)\\1', 'refers back'],
  ['a(?=b)', 'looks ahead'],
  ['(?<!a)b', 'looks ahead or behind'],
  ['a{2000}', 'counts further'],
  ['a*b*c*d*e*f*g*h*i*j*k*l*m*n*o*p*q*r*s*t*u*v*w*x*y*z*', 'far too many'],
])('/%s/ is not taken', (pattern, why) => {
  expect(patternFault(pattern) ?? '').toContain(why);
});

test.each(['[0-9]+-[0-9Kk]', '^\\s*(\\w+)\\s*$', '(a|b)?c{1,3}', '[+*(]{2}', '\\(x\\)+'])(
  '/%s/ is taken',
  (pattern) => {
    expect(patternFault(pattern)).toBeNull();
  },
);

test('the more a pattern may try, the shorter the texts that it searches', () => {
  expect(() => new BoundedRegExp(/a+b/).exec('a'.repeat(4_000))).not.toThrow();
  expect(() => new BoundedRegExp(/a+a+b/).exec('a'.repeat(4_000))).toThrow(
    expect.objectContaining({ exceeded: expect.stringContaining('271 characters') }),
  );
  expect(new BoundedRegExp(/(\d+)-k/i).exec('x 12-K')?.[1]).toBe('12');
});
