/** A shop that answers in WooCommerce's shape, with the data of the demo shop. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';

interface ShopData {
  readonly orders: readonly {
    readonly id: number;
    readonly status: string;
    readonly date_created: string;
    readonly currency: string;
    readonly total: string;
    readonly billing: { readonly first_name: string; readonly last_name: string; readonly email: string };
    readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly price: number }[];
  }[];
  readonly stock: readonly { readonly sku: string; readonly name: string; readonly price: number }[];
}

/** Starts it on the loopback interface; `Authorization` has to be this. */
export async function startWooCommerce(authorization: string): Promise<Server> {
  const data = JSON.parse(readFileSync(join(import.meta.dirname, '../../demo/shop.json'), 'utf8')) as ShopData;
  const orders = data.orders.map(orderOf).toSorted((a, b) => (a.date_created_gmt < b.date_created_gmt ? 1 : -1));
  const products = data.stock.map(productOf);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop.example');
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
      response.end(JSON.stringify(body));
    };
    const list = (all: readonly unknown[]): void => {
      const size = Number(searchParams.get('per_page') ?? 10);
      const from = (Number(searchParams.get('page') ?? 1) - 1) * size;
      answer(200, all.slice(from, from + size), { 'x-wp-total': String(all.length) });
    };
    if (request.headers.authorization !== authorization)
      return answer(401, { code: 'woocommerce_rest_cannot_view', message: 'Sorry, you cannot list resources.' });
    const path = pathname.replace('/wp-json/wc/v3', '');
    const id = /^\/orders\/(\d+)$/.exec(path)?.[1];
    if (id !== undefined) {
      const order = orders.find((one) => one.id === Number(id));
      return order === undefined
        ? answer(404, { code: 'woocommerce_rest_shop_order_invalid_id', message: 'Invalid ID.' })
        : answer(200, order);
    }
    if (path === '/orders') return list(orders.filter((order) => isAsked(order, searchParams)));
    if (path === '/products') {
      const words = (searchParams.get('search') ?? '').toLowerCase();
      return list(products.filter(({ name }) => name.toLowerCase().includes(words)));
    }
    answer(404, { code: 'rest_no_route', message: 'No route was found.' });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

function isAsked(
  { status, date_created_gmt: made }: { readonly status: string; readonly date_created_gmt: string },
  asked: URLSearchParams,
): boolean {
  const [wanted, after, before] = ['status', 'after', 'before'].map((name) => asked.get(name));
  return (
    (wanted === null || wanted === 'any' || wanted === status) &&
    (typeof after !== 'string' || Date.parse(`${made}Z`) >= Date.parse(after)) &&
    (typeof before !== 'string' || Date.parse(`${made}Z`) <= Date.parse(before))
  );
}

function orderOf(order: ShopData['orders'][number]) {
  return {
    id: order.id,
    number: String(order.id),
    status: order.status,
    currency: order.currency,
    date_created_gmt: order.date_created.replace('Z', ''),
    total: `${order.total}.00`,
    billing: { ...order.billing, company: '', country: 'CL' },
    line_items: order.lines.map((line, index) => ({
      id: index + 1,
      name: line.sku.toLowerCase(),
      sku: line.sku,
      quantity: line.quantity,
      price: String(line.price),
    })),
    meta_data: [
      { id: 1, key: '_created_via', value: 'checkout' },
      { id: 2, key: '_invoice', value: `F-${order.id}` },
    ],
    _links: { self: [{ href: `https://shop.example/wp-json/wc/v3/orders/${order.id}` }] },
  };
}

function productOf({ sku, name, price }: ShopData['stock'][number], index: number) {
  return { id: index + 1, name, slug: sku.toLowerCase(), sku, price: String(price), stock_quantity: null };
}
