/** The company's API behind the conformance workspace: each path gives one kind of answer. */
import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { redPoint, silence } from './media.ts';

/** A listening API. */
export interface Upstream {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** @param changes what to do when one of these is asked for, by what is to be changed; it is answered once that is done */
export async function startUpstream(changes: Readonly<Record<string, () => void>>): Promise<Upstream> {
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    request.resume();
    if (method === 'POST') answerChange(changes[url.slice(1)], response);
    else answer(url, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function answerChange(change: (() => void) | undefined, response: ServerResponse): void {
  change?.();
  response.writeHead(change === undefined ? 404 : 204).end();
}

const mixed = Buffer.concat([
  Buffer.from('--next\r\nContent-Type: text/plain\r\n\r\nMultiple content types test:'),
  Buffer.from('\r\n--next\r\nContent-Type: image/png\r\n\r\n'),
  redPoint,
  Buffer.from('\r\n--next\r\nContent-Type: application/octet-stream\r\n\r\nAny file.\r\n--next--\r\n'),
]);

const answers: Readonly<Record<string, readonly [status: number, contentType: string, body: string | Buffer]>> = {
  '/text': [200, 'text/plain', 'This is a simple text response for testing.'],
  '/image': [200, 'image/png', redPoint],
  '/audio': [200, 'audio/wav', silence],
  '/document': [200, 'application/octet-stream', Buffer.from('This is an embedded resource content.')],
  '/parts': [200, 'multipart/mixed; boundary=next', mixed],
  '/failure': [500, 'application/json', '{"message":"This tool intentionally returns an error for testing"}'],
};

function answer(path: string, response: ServerResponse): void {
  const [status, contentType, body] = answers[path] ?? [404, 'text/plain', 'Nothing is here.'];
  response.writeHead(status, { 'content-type': contentType }).end(body);
}
