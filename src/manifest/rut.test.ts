import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlaceholderRut, parseRut } from './rut.ts';

test.each(['76086428-5', '60803000-K', '97004000-5', '12345678-5', '1-9', '76369187-K', '77879240-0', '0-0'])(
  '%s is valid and canonical',
  (rut) => {
    expect(parseRut(rut)).toEqual({ canonical: rut });
  },
);

test.each([
  ['76086428-4', '5'],
  ['60803000-0', 'K'],
  ['12345678-K', '5'],
])('the check digit of %s should be %s', (rut, expected) => {
  expect(parseRut(rut)).toEqual({ reason: 'check-digit', expected });
});

test.each([
  ['  76.086.428-5 ', '76086428-5'],
  ['760864285', '76086428-5'],
  ['60.803.000-k', '60803000-K'],
  ['076.086.428-5', '76086428-5'],
  ['1.000-6', '1000-6'],
  ['00.000.000-0', '0-0'],
])('%j is written in another way', (text, canonical) => {
  expect(parseRut(text)).toEqual({ canonical });
});

test.each([
  '',
  '-',
  '5',
  'K',
  '76.08.6428-5',
  '7.6086428-5',
  '76,086,428-5',
  '76086428--5',
  '76 086 428-5',
  '76086428-',
  '-5',
  '76086428-X',
  '123456789-2',
  '７６086428-5',
  '.086.428-5',
  '76086428-5\n76086428-5',
])('%j is malformed', (text) => {
  expect(parseRut(text)).toEqual({ reason: 'malformed', expected: null });
});

describe('for any body', () => {
  const body = fc.integer({ min: 1, max: 99_999_999 });
  const checkDigits = [...'0123456789K'];

  test('exactly one check digit fits', () => {
    fc.assert(
      fc.property(body, (digits) => {
        expect(checkDigits.filter((digit) => 'canonical' in parseRut(`${digits}-${digit}`))).toHaveLength(1);
      }),
    );
  });

  test('one changed digit is noticed', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, position, change) => {
        const text = String(digits).padStart(8, '0');
        const at = position % text.length;
        const changed = text.slice(0, at) + ((Number(text[at]) + change) % 10) + text.slice(at + 1);
        const digit = checkDigits.find((candidate) => 'canonical' in parseRut(`${text}-${candidate}`));
        expect(parseRut(`${changed}-${digit}`)).toHaveProperty('reason', 'check-digit');
      }),
    );
  });
});

test('eight equal digits are placeholders', () => {
  expect(['11111111-1', '99999999-9', '0-0', '55555555-5'].every(isPlaceholderRut)).toBe(true);
  expect(['1111111-4', '76086428-5', '11111112-K'].some(isPlaceholderRut)).toBe(false);
});
