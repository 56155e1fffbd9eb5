/**
 * The least that a proxy on Node does: `node:http` and undici's `dispatch`, the answer collected and passed on. It
 * checks nothing and knows one path. Started as `node bare-proxy.ts <upstream>`; prints `ready <url>`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Dispatcher, Pool } from 'undici';

const pool = new Pool(process.argv[2] as string, { connections: 128 });
const path = '/wp-json/wc/v3/orders-0?status=processing&per_page=4&page=1&orderby=date';

class Answer implements Dispatcher.DispatchHandler {
  readonly #to: ServerResponse;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #type = '';

  constructor(to: ServerResponse) {
    this.#to = to;
  }

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.#status = status;
    this.#type = String(headers['content-type']);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#to.writeHead(this.#status, { 'content-type': this.#type, 'content-length': body.length });
    this.#to.end(body);
  }

  onResponseError(): void {
    this.#to.writeHead(502).end();
  }
}

const server = createServer((request: IncomingMessage, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => pool.dispatch({ method: 'GET', path }, new Answer(response)));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
