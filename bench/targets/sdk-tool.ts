/**
 * What a person writes with the MCP SDK for one tool: `McpServer`, one `registerTool`, the answer of the same upstream
 * made into the same result by hand. No keys, no tenants. Started as `node sdk-tool.ts <upstream>`; prints `ready <url>`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { Pool } from 'undici';
import { writeResponse } from '../../src/serve/mcp-node.ts';

const pool = new Pool(process.argv[2] as string, { connections: 128 });
const words: Readonly<Record<string, string>> = {
  open: 'processing',
  done: 'completed',
  pending: 'pending',
  any: 'any',
};

interface Order {
  readonly id: number;
  readonly status: string;
  readonly total: string;
  readonly currency: string;
  readonly date_created: string;
  readonly payment_method: string;
  readonly lines: number;
  readonly billing: Readonly<Record<'first_name' | 'last_name' | 'email', string>>;
}

// Made once: the SDK compiles a schema for each server otherwise, and it makes a server for each request.
const inputSchema = fromJsonSchema<{ status: string; limit: number }>({
  type: 'object',
  properties: {
    status: { type: 'string', enum: Object.keys(words) },
    limit: { type: 'integer', minimum: 1, maximum: 100 },
  },
  additionalProperties: false,
});

async function searchOrders(status: string, limit: number): Promise<{ items: object[] }> {
  const path = `/wp-json/wc/v3/orders-0?status=${words[status]}&per_page=${limit}&page=1&orderby=date`;
  const { body } = await pool.request({ method: 'GET', path });
  const orders = (await body.json()) as Order[];
  return {
    items: orders.map((order) => ({
      id: String(order.id),
      status: order.status === 'processing' ? 'open' : 'done',
      total: Number(order.total),
      currency: order.currency,
      createdAt: order.date_created,
      paymentMethod: order.payment_method,
      lines: order.lines,
      customer: { firstName: order.billing.first_name, lastName: order.billing.last_name, email: order.billing.email },
    })),
  };
}

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'shop', version: '1.0.0' });
  server.registerTool('orders_search_0', { description: 'Search orders', inputSchema }, async ({ status, limit }) => {
    const found = await searchOrders(status, limit);
    return { content: [{ type: 'text', text: JSON.stringify(found) }], structuredContent: { ...found } };
  });
  return server;
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const message = new Request('http://gateway.invalid/mcp', { method: 'POST', headers, body: Buffer.concat(chunks) });
  return writeResponse(await handler.fetch(message), response);
}

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
