/** A proxy on this machine for one API: what arrives goes there, what comes back goes on, and each exchange is told once. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Net, NetAnswer } from '../net/net.ts';
import { carriedBytes, lostBody } from '../traffic/carried.ts';
import { bareExchange, type Carried, type Exchange } from '../traffic/exchange.ts';
import { targetOf } from '../traffic/target.ts';
import { answerHeaders, type Ends, requestHeaders } from './record-headers.ts';

const mostBytes = 20 * 1024 * 1024;
const timeoutMs = 60_000;
const graceMs = 2_000;

/** What it stands for. */
export interface RecordTarget {
  /** `https://api.example`. */
  readonly origin: string;
  /** `/v3`, or nothing. Paths are the same on both sides, so that redirects and links by path fit. */
  readonly basePath: string;
  readonly network: 'public' | 'private';
}

/** Hears of each request that has ended. */
export interface RecordListener {
  /** The API answered. */
  answered(exchange: Exchange, status: number, ms: number): void;
  /** It answered to a path that is not below the base URL. */
  outside(method: string, status: number): void;
  /** It did not answer; `why` is a sentence without values. */
  failed(method: string, why: string): void;
}

/** A proxy that listens on 127.0.0.1. */
export interface RecordProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it; rejects when the port cannot be had. */
export async function startRecordProxy(
  target: RecordTarget,
  port: number,
  net: Net,
  listener: RecordListener,
): Promise<RecordProxy> {
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 60_000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server.removeListener('error', reject) && undefined));
  });
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const forward = forwarder(target, { own, target: target.origin }, net, listener);
  server.on('request', (request, response) => {
    response.on('error', () => {});
    forward(request, response).catch(() => {
      listener.failed(methodOf(request), 'The request or its answer could not be passed on.');
      refuse(response, 502, 'The request or its answer could not be passed on.');
    });
  });
  return {
    url: own + target.basePath,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function forwarder(target: RecordTarget, ends: Ends, net: Net, listener: RecordListener) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = refusalOf(request, ends);
    if (refusal !== null) return refuse(response, ...refusal);
    const method = methodOf(request);
    const body = await bodyOf(request);
    if (body === null) return refuse(response, 413, 'The body is larger than 20 MB.');
    const path = (request.url as string).replace(ends.own, '') || '/';
    const startedAt = performance.now();
    const answer = await net.send({
      origin: target.origin,
      network: target.network,
      method,
      isWrite: method !== 'GET' && method !== 'HEAD',
      path,
      headers: requestHeaders(request.headers, ends),
      body: body.length === 0 ? null : body,
      timeoutMs,
      answerBytes: mostBytes,
    });
    if (!answer.ok) {
      listener.failed(method, answer.detail);
      return refuse(response, 502, answer.detail);
    }
    response.writeHead(
      answer.status,
      answerHeaders(answer.headers ?? {}, ends, { method, length: answer.body.length }),
    );
    await ended(response, answer.body);
    const exchange = exchangeOf(request, `${target.origin}${path}`, body, answer);
    if (exchange !== null && isBelow(path, target.basePath))
      listener.answered(exchange, answer.status, performance.now() - startedAt);
    else listener.outside(method, answer.status);
  };
}

/** Another host’s name leads here when a page of a stranger rebinds its own; sockets would not be recorded. */
function refusalOf({ url = '', headers }: IncomingMessage, { own }: Ends): [number, string] | null {
  const port = new URL(own).port;
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.host ?? ''))
    return [421, `Requests come to ${own}, by this name or localhost.`];
  if (headers.upgrade?.toLowerCase() === 'websocket') return [501, 'WebSockets are not recorded.'];
  if (!url.startsWith('/') && !url.startsWith(`${own}/`))
    return [421, 'This stands for one API. Make it the base URL, not a proxy for everything.'];
  return null;
}

function refuse(response: ServerResponse, status: number, why: string): void {
  if (response.headersSent) return void response.destroy();
  // What is left of the request is not waited for.
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`smarteros record: ${why}\n`);
}

/** What ends the recording may end connections: the last answer is on its way by then. */
function ended(response: ServerResponse, body: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.end(body, () => resolve());
  });
}

/** A path with a step upwards, however it is written, may be anywhere. */
function isBelow(path: string, basePath: string): boolean {
  const [steps = ''] = path.split('?', 1);
  if (/(?:^|[/\\]|%2f|%5c)(?:\.|%2e){2}(?:[/\\;]|%2f|%5c|$)/i.test(steps)) return false;
  return path.startsWith(basePath) && /^(?:[/?]|$)/.test(path.slice(basePath.length));
}

/** Null when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function exchangeOf(
  request: IncomingMessage,
  url: string,
  body: Buffer,
  answer: NetAnswer & { ok: true },
): Exchange | null {
  const target = targetOf(url);
  if (target === null) return null;
  return {
    ...bareExchange(methodOf(request), target),
    headers: Object.entries(request.headers).map(([name, value]) => ({ name, value: String(value) })),
    body: carriedOf(body, request.headers['content-type'], request.headers['content-encoding']),
    answer: { status: answer.status, content: carriedOf(answer.body, answer.contentType, undefined) },
  };
}

function carriedOf(bytes: Buffer, contentType = '', coding: string | undefined): Carried | null {
  if (bytes.length === 0) return null;
  return coding === undefined || coding === 'identity' ? carriedBytes(contentType, bytes) : lostBody(contentType);
}

function methodOf({ method = 'GET' }: IncomingMessage): string {
  return method;
}
