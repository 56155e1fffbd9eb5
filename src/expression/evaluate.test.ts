import { expect, test } from 'vitest';
import type { Json } from '../schema.ts';
import { bounds } from './bounds.ts';
import { createEvaluator } from './evaluate.ts';

const evaluate = (source: string, answer: Json) => createEvaluator(source)(answer);

test('an expression makes plain JSON of an answer', async () => {
  const answer = {
    orders: [
      { id: 1, total: '12.50', meta: [{ key: 'rut', value: '1-9' }] },
      { id: 2, total: '3', meta: [] },
    ],
  };
  const source =
    "{ 'items': orders.{ 'id': $string(id), 'total': $number(total), 'rut': meta[key = 'rut'].value }, 'sum': $sum(orders.$number(total)) }";
  expect(await evaluate(source, answer)).toEqual({
    value: {
      items: [
        { id: '1', total: 12.5, rut: '1-9' },
        { id: '2', total: 3 },
      ],
      sum: 15.5,
    },
  });
});

test.each<[string, Json, Json]>([
  ['nothing', {}, null],
  ['$sum', {}, null],
  ["{ 'f': function($x) { $x } }", {}, {}],
  ['1 / 0 > 1 ? 1 : 2', {}, 1],
  ['$match(text, /([0-9]+)-([0-9K])/).groups', { text: 'RUT 76086428-5' }, ['76086428', '5']],
])('%s of %j is %j', async (source, answer, value) => {
  const made = await evaluate(source, answer);
  if ('value' in made) expect(made.value).toEqual(value);
  else expect(made.failed).toContain('number');
});

test('what objects inherit is out of reach, and nothing is written into it', async () => {
  const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "a": {}}') as Json;
  for (const source of ['a.constructor', 'a.toString', "$lookup(a, '__proto__')", 'a.__proto__.polluted'])
    expect(await evaluate(source, hostile), source).toEqual({ value: null });
  for (const source of [
    "$ ~> | a | { '__proto__': { 'polluted': 1 } } |",
    "{ '__proto__': { 'polluted': 1 } }",
    '$merge([$, a])',
    "{ 'constructor': { 'prototype': { 'polluted': 1 } } }",
  ])
    expect(await evaluate(source, hostile), source).toHaveProperty('value');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(Object.getPrototypeOf(((await evaluate("{ '__proto__': { 'x': 1 } }", {})) as { value: object }).value)).toBe(
    Object.prototype,
  );
});

test.each<[string, string, Json, RegExp]>([
  ['recursion without an end', '($f := function($x) { $f($x) + 1 }; $f(1))', {}, /levels deep/],
  ['a loop without an end', '($f := function($x) { $f($x) }; $f(1))', {}, /steps/],
  ['a long list', '[1..1000000]', {}, /items/],
  ['a long list in the answer', 'a', { a: Array.from({ length: bounds.items + 1 }, () => 1) }, /items/],
  ['a long text', "$pad('a', 1000000000)", {}, /padded/],
  ['a text that doubles', "$reduce([1..100], function($a, $b) { $a & $a }, 'ab')", {}, /characters/],
  ['a large result', '$map([1..9000], function($i) { a })', { a: 'x'.repeat(100_000) }, /too large/],
  ['texts joined', '$join($map([1..9000], function($i) { a }))', { a: 'x'.repeat(100_000) }, /joined/],
  ['many compared with each other', '$distinct(a)', { a: Array.from({ length: 5000 }, (_, i) => i) }, /compared/],
  ['many taken apart', '$spread(a)', { a: Array.from({ length: 5000 }, (_, b) => ({ b })) }, /spread/],
  ['a text too long for a pattern', '$match(a, /a*a*b/)', { a: 'a'.repeat(10_000) }, /may search texts of 271/],
  ['a text too long for a date', "$toMillis(a, '[Y]')", { a: '1'.repeat(10_000) }, /date/],
  ['data that looks like a function', 'a', { a: { _jsonata_lambda: true, thunk: true } }, /_jsonata_/],
  ['what is no number', '$number(a)', { a: 'secret-text' }, /no number/],
  ['a function that gives something else each time', '$random()', {}, /./],
  ['a function that runs text', "$eval('1')", {}, /./],
])(
  '%s ends in a reason',
  async (_what, source, answer, reason) => {
    const made = await evaluate(source, answer);
    expect(made).toEqual({ failed: expect.stringMatching(reason) });
    expect(JSON.stringify(made)).not.toContain('secret-text');
  },
  30_000,
);

test('an answer that nests without an end ends in a reason', async () => {
  let deep: Json = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  for (const source of ['$', '**', '$string($)']) expect(await evaluate(source, deep), source).toHaveProperty('failed');
});

test('other work has its turn while an expression runs', async () => {
  let turns = 0;
  const timer = setInterval(() => void turns++, 1);
  const made = evaluate('$sum($map([1..5000], function($i) { $i * 2 }))', {});
  expect(await made).toEqual({ value: 25_005_000 });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
});

test('other work has its turn between long searches, few as they are', async () => {
  let turns = 0;
  let isOver = false;
  const count = () => void (isOver || (turns++, setImmediate(count)));
  setImmediate(count);
  const list = Array.from({ length: 40 }, () => 'a'.repeat(3_000));
  expect(await evaluate('$count(list[$contains($, /a+b/)])', { list })).toEqual({ value: 0 });
  isOver = true;
  expect(turns).toBeGreaterThan(5);
});

test('a list is grouped by as many keys as it may have items', async () => {
  const list = Array.from({ length: 5_000 }, (_, i) => ({ k: `x${i}` }));
  const made = await evaluate('$count($keys(list{k: $}))', { list });
  expect(made).toEqual({ value: 5_000 });
});

test('evaluations of one expression at once do not meet', async () => {
  const run = createEvaluator('$sum($map([1..3000], function($i) { $i * $$.factor }))');
  const made = await Promise.all([1, 2, 3].map((factor) => run({ factor })));
  expect(made).toEqual([1, 2, 3].map((factor) => ({ value: 4_501_500 * factor })));
});
