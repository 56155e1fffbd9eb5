/* oxlint-disable typescript/no-explicit-any -- answers are looked at as a client without types would */
/** Calls to a running gateway, as its clients make them. */
import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** An answer that has been read; `body` is the JSON in it, or undefined. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  readonly body: any;
}

/** What to send beside the URL. */
export interface HttpOptions {
  readonly method?: string;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

/** Sends one request on a connection of its own. The path goes out as it is: nothing in it is resolved or encoded. */
export function send(origin: string, path: string, options: HttpOptions = {}): Promise<HttpAnswer> {
  const { method = 'POST', key = null, headers = {}, body } = options;
  const credential = key === null ? {} : { authorization: `Bearer ${key}` };
  return new Promise((resolve, reject) => {
    const request = httpRequest(origin, { path, method, headers: { ...credential, ...headers }, agent: false });
    request.on('error', reject);
    request.on('response', async (response) => {
      try {
        const bytes = Buffer.concat(await response.toArray());
        const text = bytes.toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text, body: parse(text) });
      } catch (error) {
        reject(error as Error);
      }
    });
    request.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Calls a capability over HTTP with arguments that are sent as JSON. */
export function call(
  origin: string,
  key: string | null,
  tenant: string,
  capability: string,
  args: unknown = {},
): Promise<HttpAnswer> {
  return send(origin, `/api/tenant/${tenant}/proxy/${capability}`, {
    key,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
}

/** The problem type that a code stands for. */
export function problemType(code: string): string {
  return `urn:smarteros:problem:${code}`;
}

/** Both ways in which MCP clients speak: with a handshake, and with each request by itself. */
export const eras = [
  ['legacy', 'legacy'],
  ['modern', { pin: '2026-07-28' }],
] as const;

/** Connects the official client. Close it at the end. */
export async function connect(
  url: string,
  key: string,
  mode: (typeof eras)[number][1],
  options: ConstructorParameters<typeof Client>[1] = {},
): Promise<Client> {
  const agent = new Client({ name: 'test-agent', version: '1' }, { versionNegotiation: { mode }, ...options });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await agent.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return agent;
}
