/** Words of an API's paths are told from the values in them. */
import { describe, expect, test } from 'vitest';
import { isWord, segmentOf } from './segment.ts';

describe('words', () => {
  test.each([
    ['orders', null],
    ['v3', 'wc'],
    ['wp-json', null],
    ['line_items', 'orders'],
    ['getOrderHistory', 'api'],
    ['oauth2', null],
    ['2024-01', 'api'],
    ['1', null],
    ['me', 'users'],
    ['forgot-password', 'users'],
    ['get-by-email', 'customers'],
    ['search', 'orders'],
    ['categories', 'products'],
    ['sales-by-month', 'reports'],
    ['orders:batchGet', 'v1'],
    ['$metadata', null],
    ['boletas', 'v1'],
    ['año', 'v1'],
  ])('%s behind %s', (text, before) => {
    expect(isWord(text, before)).toBe(true);
  });
});

describe('values', () => {
  test.each([
    ['873451', 'orders'],
    ['6f9619ff-8b86-4011-b42d-00c04fc964ff', 'orders'],
    ['cus_9s6XKzkNRvh8i3', 'customers'],
    ['INV-2024-001', 'invoices'],
    ['A123', 'orders'],
    ['deadbeef42', 'files'],
    ['AbCdEfGhIjKl', 'files'],
    ['xkcdqwrtz', 'files'],
    ['12.345.678-5', 'companies'],
    ['person@correo.example', 'search'],
    ['+56 9 1234 5678', 'phones'],
    ['2026-03-04', 'reports'],
    ['2026-03', 'reports'],
    ['ana', 'users'],
    ['ana.perez', 'contacts'],
    ['blue-cotton-shirt', 'products'],
    ['Juana Pérez', 'orders'],
    ['1,2,3', 'orders'],
    ['x'.repeat(41), 'orders'],
    ['../../etc', 'files'],
    ['\u001b[2J', 'files'],
  ])('%s behind %s', (text, before) => {
    expect(isWord(text, before)).toBe(false);
  });
});

test.each([
  ['873451', { kind: 'value', type: 'integer', given: null, suffix: '' }],
  ['000123', { kind: 'value', type: 'text', given: null, suffix: '' }],
  ['873451.json', { kind: 'value', type: 'integer', given: null, suffix: '.json' }],
  ['orders.json', { kind: 'word', text: 'orders.json' }],
  [
    { name: 'orderId', value: '1' },
    { kind: 'value', type: 'integer', given: 'orderId', suffix: '' },
  ],
  [
    { name: 'orderId', value: null },
    { kind: 'value', type: 'unknown', given: 'orderId', suffix: '' },
  ],
])('%j is kept as %j', (part, segment) => {
  expect(segmentOf(part, 'orders')).toEqual(segment);
});
