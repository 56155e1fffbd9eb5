import { describe, expect, it } from 'vitest';
import { allows, createAllow } from './allow.ts';

describe('allows', () => {
  it.each([
    [['*'], 'orders.search', true],
    [['orders.*'], 'orders.search', true],
    [['orders.*'], 'orders.lines.add', true],
    [['orders.lines.*'], 'orders.lines.add', true],
    [['orders.search'], 'orders.search', true],
    [['customers.*', 'orders.search'], 'orders.search', true],
    [[], 'orders.search', false],
    [['orders.*'], 'orders', false],
    [['orders.*'], 'orders.', false],
    [['orders.*'], 'ordersx.search', false],
    [['orders.*'], 'my.orders.search', false],
    [['orders.search'], 'orders.search.all', false],
    [['orders.search'], 'Orders.search', false],
    [['orders'], 'orders.search', false],
    [['orders*'], 'orders.search', false],
    [['*.search'], 'orders.search', false],
    [['o*.*'], 'orders.search', false],
    [['.*'], 'orders.search', false],
    [['**'], 'orders.search', false],
    [[''], 'orders.search', false],
    [['orders.?earch'], 'orders.search', false],
    [['orders.*', '*.*'], 'customers.list', false],
  ])('%j and %s: %s', (patterns, capability, expected) => {
    expect(allows(patterns, capability)).toBe(expected);
    expect(createAllow(patterns)(capability)).toBe(expected);
  });
});
