import { describe, expect, test } from 'vitest';
import { operationOf } from '../table/operation.fixture.ts';
import { checkIntents } from './check-intents.ts';

const declaring = (capability: string, title: string, intents: readonly string[]) =>
  operationOf({
    capability,
    title,
    description: '',
    endpoint: `shop/${capability}`,
    examples: [{ arguments: {}, intents }],
  });

describe('declared sentences', () => {
  test('that find their capability are well', () => {
    const report = checkIntents([
      declaring('orders.search', 'Search orders', ['¿Cuántos pedidos tengo?', 'open orders']),
      declaring('invoices.search', 'Search invoices', ['facturas vencidas']),
    ]);
    expect(report).toMatchObject({ intents: 3, missed: [], shared: [], weak: [], served: { first: 1, five: 1 } });
  });

  test('of two capabilities are told, however they are written', () => {
    const { shared, missed } = checkIntents([
      declaring('orders.search', 'Search orders', ['¿Cuántos pedidos?']),
      declaring('sales.search', 'Search sales', ['cuantos PEDIDOS']),
    ]);
    expect(shared).toEqual([{ intent: '¿Cuántos pedidos?', capabilities: ['orders.search', 'sales.search'] }]);
    expect(missed).toHaveLength(1);
  });

  test('that only find themselves are told with what is found instead', () => {
    const { weak, missed } = checkIntents([
      declaring('orders.search', 'Search orders', ['zorzal']),
      declaring('birds.search', 'El zorzal y otras aves', []),
    ]);
    expect(missed).toEqual([]);
    expect(weak).toMatchObject([{ intent: 'zorzal', capability: 'orders.search', rank: null }]);
  });

  test('are none without examples', () => {
    expect(checkIntents([operationOf()])).toMatchObject({ intents: 0, served: { first: null, five: null } });
  });
});
