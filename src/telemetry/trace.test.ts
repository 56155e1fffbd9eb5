import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { traceOf } from './trace.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentId = 'b7ad6b7169203331';

describe('a caller’s trace', () => {
  test('is gone on with, in a span of our own', () => {
    const trace = traceOf(`00-${traceId}-${parentId}-01`, 'vendor=1,other=2', false);
    expect(trace).toMatchObject({ traceId, parentId, sampled: true, state: 'vendor=1,other=2' });
    expect(trace.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(trace.spanId).not.toBe(parentId);
  });

  test('decides whether it is sampled, whatever is done with new ones', () => {
    expect(traceOf(`00-${traceId}-${parentId}-00`, undefined, true).sampled).toBe(false);
    expect(traceOf(`00-${traceId}-${parentId}-03`, undefined, false).sampled).toBe(true);
  });

  test('of a later version is read by what version 00 knows', () => {
    expect(traceOf(`cc-${traceId}-${parentId}-01-what-comes-later`, undefined, false)).toMatchObject({
      traceId,
      parentId,
    });
  });

  test.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['version ff', `ff-${traceId}-${parentId}-01`],
    ['more than version 00 has', `00-${traceId}-${parentId}-01-more`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${parentId}-01`],
    ['a span id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['upper case', `00-${traceId.toUpperCase()}-${parentId}-01`],
    ['a short id', `00-${traceId.slice(1)}-${parentId}-01`],
    ['spaces', ` 00-${traceId}-${parentId}-01`],
    ['two of them', `00-${traceId}-${parentId}-01, 00-${traceId}-${parentId}-01`],
    ['a megabyte', '0'.repeat(1_000_000)],
  ])('is ignored when it is %s', (_what, header) => {
    const trace = traceOf(header, 'vendor=1', true);
    expect(trace).toMatchObject({ parentId: null, sampled: true, state: null });
    expect(trace.traceId).not.toBe(traceId);
  });

  test.each([
    ['a line break', 'a=1\r\nx: y'],
    ['513 characters', 'a'.repeat(513)],
    ['another script', 'a=ñ'],
  ])('loses a tracestate with %s, and stays', (_what, state) => {
    expect(traceOf(`00-${traceId}-${parentId}-01`, state, false)).toMatchObject({ traceId, state: null });
  });

  test('never makes anything but valid ids of whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (header, state) => {
        const trace = traceOf(header, state, false);
        expect(`00-${trace.traceId}-${trace.spanId}-01`).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
      }),
    );
  });
});

test('ids do not repeat', () => {
  const spans = new Set(Array.from({ length: 5000 }, () => traceOf(undefined, undefined, false).spanId));
  expect(spans.size).toBe(5000);
});
