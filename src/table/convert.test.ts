import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../schema.ts';
import { convert, isInexact, typeTest } from './convert.ts';
import type { Conversion } from './table.ts';

const safe = Number.MAX_SAFE_INTEGER;

test.each<[Conversion, Json, Json | undefined]>([
  ['number', '12.50', 12.5],
  ['number', ' +.5e1 ', 5],
  ['number', '-0.000', -0],
  ['number', '1.', 1],
  ['number', '9007199254740991', safe],
  ['number', '9007199254740992', undefined],
  ['number', '9007199254740993', undefined],
  ['number', '9007199254740990.6', undefined],
  ['number', '4503599627370497.25', undefined],
  ['number', '1e400', undefined],
  ['number', '-1e400', undefined],
  ['number', '1e-400', undefined],
  ['number', '0e999', 0],
  ['number', Infinity, undefined],
  ['number', '0x10', undefined],
  ['number', '1,5', undefined],
  ['number', '1_000', undefined],
  ['number', '', undefined],
  ['number', '.', undefined],
  ['number', 'Infinity', undefined],
  ['number', true, undefined],
  ['number', null, undefined],
  ['number', ['1'], undefined],
  ['integer', '15e-1', undefined],
  ['integer', '1.5e1', 15],
  ['integer', '12.00', 12],
  ['integer', '120e-1', 12],
  ['integer', '12.5', undefined],
  ['integer', 12.5, undefined],
  ['integer', 2 ** 53, undefined],
  ['integer', '007', 7],
  ['string', 5, '5'],
  ['string', 0.1, '0.1'],
  ['string', true, 'true'],
  ['string', safe, '9007199254740991'],
  ['string', 2 ** 53, undefined],
  ['string', 1e300, undefined],
  ['string', NaN, undefined],
  ['string', {}, undefined],
  ['string', ['a'], undefined],
  ['boolean', 'true', true],
  ['boolean', '0', false],
  ['boolean', 1, true],
  ['boolean', 2, undefined],
  ['boolean', 'TRUE', undefined],
  ['boolean', '', undefined],
  ['date-time', '2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['date-time', '2023-02-29', undefined],
  ['date-time', '2024-02-30T10:00:00Z', undefined],
  ['date-time', '2024-02-30T10:00:00+01:00', undefined],
  ['date-time', '2024-04-31T10:00:00-0400', undefined],
  ['date-time', '2024-13-01', undefined],
  ['date-time', '2024-01-01T24:00:00Z', undefined],
  ['date-time', '2024-01-01T10:60:00Z', undefined],
  ['date-time', '2024-01-01T10:00:00+24:00', undefined],
  ['date-time', '2024-01-01T10:00:00.123456Z', '2024-01-01T10:00:00.123Z'],
  ['date-time', '2024-01-01 10:00', '2024-01-01T10:00:00.000Z'],
  ['date-time', '2024-01-01t10:00:00z', '2024-01-01T10:00:00.000Z'],
  ['date-time', '2024-01-01T00:30:00+0100', '2023-12-31T23:30:00.000Z'],
  ['date-time', '9999-12-31T23:59:59-01:00', undefined],
  ['date-time', '0000-01-01T00:00:00+01:00', undefined],
  ['date-time', '01/02/2024', undefined],
  ['date-time', 'yesterday', undefined],
  ['date-time', '1700000000', undefined],
  ['date-time', 1_700_000_000, '2023-11-14T22:13:20.000Z'],
  ['date-time', 1_700_000_000_000, '2023-11-14T22:13:20.000Z'],
  ['date-time', 8.64e15 + 1, undefined],
  ['date-time', 1e15, undefined],
  ['date-time', Infinity, undefined],
  ['date', '2024-01-01T00:30:00+01:00', '2023-12-31'],
  ['date', 253_402_300_800_000, undefined],
  ['date', false, undefined],
])('%s of %j is %j', (to, value, expected) => {
  expect(convert(value, to)).toEqual(expected);
});

describe('a conversion never invents a value', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.bigInt().map(String),
    fc.double({ noNaN: true }).map(String),
    fc.boolean(),
  );
  const texts = fc
    .tuple(fc.bigInt(), fc.nat(20), fc.integer({ min: -30, max: 30 }))
    .map(([digits, point, exponent]) => {
      const text = String(digits < 0n ? -digits : digits).padStart(point + 1, '0');
      const sign = digits < 0n ? '-' : '';
      return `${sign}${text.slice(0, text.length - point)}.${text.slice(text.length - point)}e${exponent}`;
    });

  test('a whole number out of a text is exactly what the text says', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.bigInt().map(String)), (text) => {
        const number = convert(text, 'integer');
        if (number === undefined) return;
        expect(isEqualDecimal(text, BigInt(number as number))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('every whole number that JSON can carry comes through, either way', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(convert(String(number), 'integer')).toBe(number);
        expect(convert(convert(number, 'string') as string, 'integer')).toBe(number + 0);
      }),
    );
  });

  test('a text of a number reads back as that number', () => {
    fc.assert(
      fc.property(fc.double(), (number) => {
        const text = convert(number, 'string');
        expect(text === undefined || Number(text) === number).toBe(true);
        if (Number.isFinite(number) && !isInexact(number)) expect(text).toBeDefined();
      }),
    );
  });

  test('an instant is one that exists, in the years that RFC 3339 has', () => {
    const dates = fc
      .tuple(fc.nat(9999), fc.nat(13), fc.nat(32), fc.nat(25), fc.nat(61))
      .map(
        ([year, month, day, hour, minute]) =>
          `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${pad(hour, 2)}:${pad(minute, 2)}:00Z`,
      );
    fc.assert(
      fc.property(fc.oneof(dates, scalar), (value) => {
        const instant = convert(value, 'date-time') as string | undefined;
        if (instant === undefined) return;
        expect(instant).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
        expect(new Date(instant).toISOString()).toBe(instant);
        if (typeof value === 'string' && value.endsWith('Z')) expect(instant.slice(0, 16)).toBe(value.slice(0, 16));
      }),
      { numRuns: 2000 },
    );
  });

  test('what comes out is of the type that was asked for, and converting it again changes nothing', () => {
    const types = { string: 'string', number: 'number', integer: 'integer', boolean: 'boolean' } as const;
    fc.assert(
      fc.property(fc.oneof(scalar, fc.jsonValue()), fc.constantFrom(...Object.values(types)), (value, to) => {
        const converted = convert(value as Json, to);
        if (converted === undefined) return;
        expect(typeTest([to])(converted)).toBe(true);
        expect(convert(converted, to)).toBe(converted);
      }),
      { numRuns: 1000 },
    );
  });
});

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

/** Compares a decimal text with a whole number without floating point. */
function isEqualDecimal(text: string, whole: bigint): boolean {
  const [, sign = '', before = '', after = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/.exec(text) ?? [];
  const shift = Number(exponent) - after.length;
  const digits = BigInt(`${before}${after}`) * (sign === '-' ? -1n : 1n);
  return shift >= 0 ? digits * 10n ** BigInt(shift) === whole : digits === whole * 10n ** BigInt(-shift);
}
