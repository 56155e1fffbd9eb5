/** One call as a client makes it, by HTTP or MCP, and what it is told. */
import { clientKey, tenant } from './workspace.ts';

/** What is called, with which promises. */
export type Kind =
  | 'read'
  /** A read by the holder of a token. */
  | 'token-read'
  /** A write without any key: sent once at most. */
  | 'write'
  /** A write with the caller's key: asked for again until it is answered, done once at most. */
  | 'keyed'
  /** A write to an API that knows keys: the gateway may send it again. */
  | 'payment'
  /** The same, with the caller's key. */
  | 'keyed-payment'
  /** A read with a narrow limit. */
  | 'limited';

/** One try of one thing to be done. */
export interface Attempt {
  /** The id of what is to be done; the same for all tries. */
  readonly id: string;
  readonly kind: Kind;
  readonly face: 'http' | 'mcp';
  readonly isFirst: boolean;
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** `ok`, the code of the refusal, `no-connection` or `no-answer`. */
  readonly code: string;
  /** The id in a successful answer. */
  readonly echo: string | null;
  /** What a refused write is said to have become. */
  readonly outcome: string | null;
  readonly callId: string | null;
}

/** What to try. */
export interface Asked {
  readonly id: string;
  readonly kind: Kind;
  readonly face: 'http' | 'mcp';
  readonly isFirst: boolean;
}

type Told = Pick<Attempt, 'code' | 'echo' | 'outcome' | 'callId'>;

const capabilityOf: Readonly<Record<Kind, string>> = {
  read: 'orders.get',
  'token-read': 'orders.get',
  write: 'orders.make',
  keyed: 'orders.make',
  payment: 'payments.pay',
  'keyed-payment': 'payments.pay',
  limited: 'limited.get',
};

const givenUpMs = 5000;

/** Whether a kind of call may change something. */
export function isWrite(kind: Kind): boolean {
  return kind !== 'read' && kind !== 'token-read' && kind !== 'limited';
}

/** Whether a kind of call carries the caller's key. */
export function isKeyed(kind: Kind): boolean {
  return kind === 'keyed' || kind === 'keyed-payment';
}

/** Where calls go, and the token that some of them carry. */
export interface Target {
  /** The gateway, without a trailing slash. */
  readonly url: string;
  readonly token: string;
}

/** Makes one try. Never rejects. */
export async function call(target: Target, asked: Asked): Promise<Attempt> {
  const startedAt = performance.now();
  const told = await (asked.face === 'http' ? callHttp(target, asked) : callMcp(target, asked)).catch(withoutAnswer);
  return { ...asked, startedAt, endedAt: performance.now(), ...told };
}

/** Who cannot even connect has sent nothing. */
function withoutAnswer(error: unknown): Told {
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  const nothing = { echo: null, callId: null };
  if (code === 'ECONNREFUSED') return { ...nothing, code: 'no-connection', outcome: 'not_sent' };
  return { ...nothing, code: 'no-answer', outcome: 'unknown' };
}

async function callHttp({ url, token }: Target, { id, kind }: Asked): Promise<Told> {
  const path = `/api/tenant/${tenant}/proxy/${capabilityOf[kind]}`;
  const headers: Record<string, string> = isKeyed(kind) ? { 'idempotency-key': id } : {};
  if (kind === 'token-read') headers['authorization'] = `Bearer ${token}`;
  const { status, callId, text } = await post(url + path, headers, JSON.stringify({ id }));
  const body = JSON.parse(text) as { id?: string; type?: string; outcome?: string };
  if (status === 200) return { code: 'ok', echo: body.id ?? '', outcome: null, callId };
  const code = body.type?.split(':').at(-1) ?? `status-${status}`;
  return { code, echo: null, outcome: body.outcome ?? null, callId };
}

interface ToolResult {
  readonly isError?: boolean;
  readonly structuredContent?: { readonly id?: string };
  readonly content?: readonly { readonly text?: string }[];
  readonly _meta?: Readonly<Record<string, string>>;
}

async function callMcp({ url }: Target, { id, kind }: Asked): Promise<Told> {
  const name = capabilityOf[kind].replaceAll('.', '_');
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'chaos', version: '1.0.0' },
    ...(isKeyed(kind) ? { 'cl.smarterbot/idempotencyKey': id } : {}),
  };
  const params = { name, arguments: { id }, _meta: meta };
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': name };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  const { status, callId, text } = await post(`${url}/mcp/${tenant}`, headers, body);
  const { result } = JSON.parse(text) as { result?: ToolResult };
  if (result === undefined) return { code: `mcp-status-${status}`, echo: null, outcome: null, callId };
  if (result.isError !== true) return { code: 'ok', echo: result.structuredContent?.id ?? '', outcome: null, callId };
  return { code: 'tool-error', echo: null, outcome: result._meta?.['cl.smarterbot/outcome'] ?? null, callId };
}

async function post(url: string, headers: Record<string, string>, body: string) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${clientKey}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body,
    signal: AbortSignal.timeout(givenUpMs),
  });
  return { status: answer.status, callId: answer.headers.get('smarteros-call-id'), text: await answer.text() };
}
