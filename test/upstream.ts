/** A company's API that a test scripts: it answers as told and remembers what reached it. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire; `url` is the raw request target. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What to answer; a `json` member is sent as `application/json`. Status 200 unless said. */
export interface UpstreamAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string | Uint8Array;
}

/** Makes an answer for a request; it may wait, or write to the response itself and give null. */
export type UpstreamScript = (
  request: SeenRequest,
  response: ServerResponse,
) => UpstreamAnswer | null | Promise<UpstreamAnswer | null>;

/** A listening API. */
export interface ScriptedUpstream {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string;
  /** What has reached it since `answer` was called last. */
  requests(): readonly SeenRequest[];
  /** Says what to answer from now on, and forgets what was seen. */
  answer(script: UpstreamScript | UpstreamAnswer): void;
  close(): Promise<void>;
}

/** Starts one on a free loopback port; it answers 200 with `{}` until told otherwise. */
export async function startUpstream(): Promise<ScriptedUpstream> {
  let seen: SeenRequest[] = [];
  let script: UpstreamScript = () => ({ json: {} });
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const arrived = { method, url, headers, body: await readText(request) };
    seen.push(arrived);
    const answer = await script(arrived, response);
    if (answer !== null) write(answer, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => seen,
    answer: (next) => {
      seen = [];
      script = typeof next === 'function' ? next : () => next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
  } catch {
    // the gateway gave the request up
  }
  return text;
}

function write({ status = 200, headers = {}, json, body = '' }: UpstreamAnswer, response: ServerResponse): void {
  if (json === undefined) response.writeHead(status, headers).end(body);
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
}

/** The URL of a loopback port at which nothing listens. */
export async function refusingUrl(): Promise<string> {
  const upstream = await startUpstream();
  await upstream.close();
  return upstream.url;
}
