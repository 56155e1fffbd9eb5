import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Json } from '../schema.ts';
import { commentTexts } from './compose.ts';
import { format } from './format.ts';
import { manifestValue, mergeText } from './merge-text.ts';
import { threeWay } from './three-way.ts';

const merge = (base: string, ours: string, theirs: string, pinned: readonly string[][] = []) =>
  mergeText({ text: ours, document: 0 }, { base: manifestValue(base), theirs }, { pinned });

const base = `kind: Capability
spec:
  title: List orders
  description: All orders.
  endpoint: shop/list
  arguments:
    status:
      description: Which orders.
    page: {}
  result:
    items: $[*]
    each: { id: $.id, total: $.total }
`;

describe('what people left alone follows the draft, and all else of the text stays', () => {
  test.each<[string, string, string, string]>([
    [
      'nothing changed',
      base.replace('All orders.', "'Every order.' # mine"),
      base,
      base.replace('All orders.', "'Every order.' # mine"),
    ],
    [
      'a text was changed beside one that people changed',
      base.replace('All orders.', 'Pedidos.'),
      base.replace('List orders', 'Find orders'),
      base.replace('All orders.', 'Pedidos.').replace('List orders', 'Find orders'),
    ],
    [
      'a field came, between others and their comments',
      base.replace('    page: {}\n', '    page: {} # as the shop counts\n  # results\n'),
      base.replace('    page: {}\n', '    page: {}\n    size:\n      description: How many.\n'),
      base.replace(
        '    page: {}\n',
        '    page: {} # as the shop counts\n    size:\n      description: How many.\n  # results\n',
      ),
    ],
    [
      'a field came first',
      base,
      base.replace('    status:\n', '    from: {}\n    status:\n'),
      base.replace('    status:\n', '    from: {}\n    status:\n'),
    ],
    [
      'a field came in braces',
      base.replace('total: $.total', 'sum: $.total'),
      base.replace('id: $.id', 'id: $.id, name: $.name'),
      base.replace('id: $.id, total: $.total', 'id: $.id, name: $.name, sum: $.total'),
    ],
    [
      'a field went, and its comment stayed',
      base.replace('    page: {}\n', '    page: {} # why\n'),
      base.replace('    page: {}\n', ''),
      base.replace('    page: {}\n', '    # why\n'),
    ],
    ['a field went from braces', base, base.replace('id: $.id, ', ''), base.replace('id: $.id, ', '')],
    [
      'a whole block came',
      base,
      `${base}  examples:\n    - arguments: {}\n      intents: [orders]\n`,
      `${base}  examples:\n    - arguments: {}\n      intents: [orders]\n`,
    ],
    ['a block went', base, base.slice(0, base.indexOf('  result:')), base.slice(0, base.indexOf('  result:'))],
    [
      'a text became one of several lines, over a comment',
      base.replace('All orders.', 'All orders. # short'),
      base.replace('All orders.', '>-\n    All orders\n    of the shop.'),
      base.replace('  description: All orders.', '  # short\n  description: >-\n    All orders\n    of the shop.'),
    ],
    [
      'what people took out stays out',
      base.replace('    page: {}\n', ''),
      base.replace('    page: {}\n', '    page:\n      description: Which page.\n'),
      base.replace('    page: {}\n', ''),
    ],
    [
      'what people added stays',
      base.replace('    page: {}\n', '    page: {}\n    limit: { to: query.n }\n'),
      base.replace('List orders', 'Orders'),
      base.replace('    page: {}\n', '    page: {}\n    limit: { to: query.n }\n').replace('List orders', 'Orders'),
    ],
  ])('%s', (_what, ours, theirs, merged) => {
    const result = merge(base, ours, theirs);
    expect(result.text).toBe(merged);
    expect(result.conflicts).toEqual([]);
  });

  test('with the line ends that the file has', () => {
    const windows = base.replaceAll('\n', '\r\n');
    expect(merge(base, windows, base.replace('List orders', 'Orders')).text).toBe(
      windows.replace('List orders', 'Orders'),
    );
  });

  test('in one document of several', () => {
    const text = `a: 1\n---\n${base}---\nb: 2\n`;
    const theirs = base.replace('List orders', 'Orders');
    expect(mergeText({ text, document: 1 }, { base: manifestValue(base), theirs }, { pinned: [] }).text).toBe(
      text.replace('List orders', 'Orders'),
    );
  });
});

test('a field that both changed is a conflict, and keeps what people wrote', () => {
  const ours = base.replace('All orders.', 'Mine.');
  const result = merge(base, ours, base.replace('All orders.', 'Theirs.'));
  expect(result).toEqual({
    text: ours,
    edits: [],
    conflicts: [{ path: ['spec', 'description'], ours: 'Mine.', theirs: 'Theirs.' }],
  });
});

test('a pinned field stays, whatever is drafted', () => {
  const theirs = base.replace('shop/list', 'shop/find').replace('List orders', 'Orders');
  expect(merge(base, base, theirs, [['spec', 'endpoint']]).text).toBe(base.replace('List orders', 'Orders'));
});

test('a followed field does as the draft says, whatever people have made of it', () => {
  const ours = base.replace('shop/list', 'shop/GET /orders').replace('All orders.', 'Mine.');
  const drafts = { base: manifestValue(base), theirs: base.replace('shop/list', 'shop/find') };
  const result = mergeText({ text: ours, document: 0 }, drafts, { pinned: [], followed: [['spec', 'endpoint']] });
  expect(result.text).toBe(ours.replace('shop/GET /orders', 'shop/find'));
});

test('a file that is no YAML is left as it is', () => {
  expect(merge(base, 'a: [', `${base}b: 1\n`)).toEqual({ text: 'a: [', edits: [], conflicts: [] });
});

const leaf = fc.oneof(
  fc.constantFrom<Json>('a', 'b: c', '', 'two\nlines', 'x # y', "it's", null, true, 1.5),
  fc.string({ maxLength: 6 }),
);
const key = fc.constantFrom('title', 'arguments', 'result', 'x-a', 'odd key', '0', 'no');
const tree = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;
const manifest = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<Json>;

const textOf = (value: Json, flow: boolean): string => stringify(value, flow ? { collectionStyle: 'flow' } : {});

/** Comments on lines of their own and behind others, where YAML has room for them. */
function commented(text: string, places: readonly number[]): string {
  const before = parse(text) as unknown;
  let result = text;
  for (const [index, place] of places.entries()) {
    const lines = result.split('\n');
    const at = place % lines.length;
    const isOwn = place % 2 === 0;
    const line = lines[at] as string;
    lines[at] = isOwn ? `${/^ */.exec(line)?.[0]}# note ${index}\n${line}` : `${line} # note ${index}`;
    const next = lines.join('\n');
    const isComment = commentTexts(next).length === commentTexts(result).length + 1;
    if (isComment && JSON.stringify(safely(next)) === JSON.stringify(before)) result = next;
  }
  return result;
}

function safely(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

test('whatever people and the document change, edits of people and their comments survive, and a second time changes nothing', () => {
  fc.assert(
    fc.property(
      manifest,
      manifest,
      manifest,
      fc.array(fc.nat(50), { maxLength: 4 }),
      fc.boolean(),
      (first, second, third, places, flow) => {
        // Versions of one thing: each takes over most of what was there.
        const [before, mine, now] = [
          first,
          { ...(first as object), ...(second as object) } as Json,
          { ...(first as object), ...(third as object) } as Json,
        ];
        const ours = commented(textOf(mine, flow), places);
        const drafts = { base: before, theirs: textOf(now, false) };
        const result = mergeText({ text: ours, document: 0 }, drafts, { pinned: [] });
        const meant = threeWay(before, mine, now);
        const value = parse(result.text) as Json;
        if (result.conflicts.length === meant.conflicts.length) expect(value).toEqual(meant.merged);
        expect(editedByPeople(before, mine).every(([path, kept]) => same(at(value, path), kept))).toBe(true);
        expect(commentTexts(result.text)).toEqual(expect.arrayContaining(commentTexts(ours)));
        const again = mergeText({ text: result.text, document: 0 }, { ...drafts, base: now }, { pinned: [] });
        expect(again).toEqual({ text: result.text, edits: [], conflicts: [] });
      },
    ),
    { numRuns: 60 },
  );
}, 30_000);

test('of manifests in the house form without comments, every field can be written', () => {
  fc.assert(
    fc.property(manifest, manifest, manifest, (before, mine, now) => {
      const formed = (value: Json) => {
        const formatted = format(textOf(value, false));
        return 'text' in formatted ? formatted.text : textOf(value, false);
      };
      const [base, ours, theirs] = [
        before,
        { ...(before as object), ...(mine as object) } as Json,
        { ...(before as object), ...(now as object) } as Json,
      ];
      const result = merge(formed(base), formed(ours), formed(theirs));
      expect(result.conflicts).toEqual(threeWay(base, ours, theirs).conflicts);
    }),
    { numRuns: 60 },
  );
}, 30_000);

function editedByPeople(
  before: Json | undefined,
  mine: Json | undefined,
  path: readonly string[] = [],
): [string[], Json][] {
  if (JSON.stringify(before) === JSON.stringify(mine) || mine === undefined) return [];
  if (!isMapping(mine) || !isMapping(before)) return [[[...path], mine]];
  return Object.keys(mine).flatMap((each) => editedByPeople(before[each], mine[each], [...path, each]));
}

function isMapping(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: Json, path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const step of path) here = isMapping(here) ? here[step] : undefined;
  return here;
}

/** A mapping may have got more fields from the draft. */
function same(now: Json | undefined, kept: Json): boolean {
  if (isMapping(kept) && isMapping(now)) return Object.keys(kept).every((each) => same(now[each], kept[each] as Json));
  return JSON.stringify(now) === JSON.stringify(kept);
}
