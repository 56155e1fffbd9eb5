import { describe, expect, test } from 'vitest';
import { capabilityWords } from './scaffold-words.ts';

describe('words of a drafted capability', () => {
  test.each([
    ['orders.search', 'Search orders', 'Searches orders. Busca pedidos.'],
    ['pedidos.buscar', 'Buscar pedidos', 'Searches orders. Busca pedidos.'],
    ['orders.notes.create', 'Create order note', 'Creates an order note. Crea una nota de pedido.'],
    ['zones.update', 'Update zone', 'Updates a zone. Actualiza una zona.'],
    ['stock.get', 'Get stock', 'Gets stock. Obtiene existencias.'],
    ['quotes.get', 'Get quote', 'Gets a quote. Obtiene una cotización.'],
    ['suppliers.delete', 'Delete supplier', 'Deletes a supplier. Elimina un proveedor.'],
    ['clientes.get', 'Obtener cliente', 'Gets a customer. Obtiene un cliente.'],
    ['facturas.search', 'Buscar facturas', 'Searches invoices. Busca facturas.'],
    ['notas-de-venta.crear', 'Crear notas de venta', 'Creates notas de venta. Crea notas de venta.'],
    ['stock.full', 'Stock full', 'Gets stock full. Obtiene existencias full.'],
    ['orders.constructor', 'Orders constructor', 'Gets orders constructor. Obtiene pedidos constructor.'],
  ])('%s', (name, title, description) => {
    expect(capabilityWords(name, { method: 'GET', summary: '' })).toMatchObject({ title, description });
  });
});
