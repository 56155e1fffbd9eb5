import { describe, expect, test } from 'vitest';
import { capabilityWords } from './scaffold-words.ts';

describe('words of a drafted capability', () => {
  test.each([
    ['orders.search', 'Search orders', 'Searches orders. Busca pedidos.'],
    ['pedidos.buscar', 'Buscar pedidos', 'Searches pedidos. Busca pedidos.'],
    ['notas-de-venta.crear', 'Crear notas de venta', 'Creates notas de venta. Crea notas de venta.'],
    ['stock.full', 'Stock full', 'Gets stock full. Obtiene existencias full.'],
    ['orders.constructor', 'Orders constructor', 'Gets orders constructor. Obtiene pedidos constructor.'],
  ])('%s', (name, title, description) => {
    expect(capabilityWords(name, { method: 'GET', summary: '' })).toMatchObject({ title, description });
  });
});
