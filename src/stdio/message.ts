/** What a line says: which requests it makes, and how the same would be asked over HTTP. */

/** One line with requests in it. */
export interface StdioRequest {
  /** The message as JSON text, as it is answered. */
  readonly body: string;
  /** What streamable HTTP wants in headers beside it (MCP 2026-07-28, basic/transports). */
  readonly headers: Readonly<Record<string, string>>;
  /** The ids to be answered: one, or those of a batch. */
  readonly ids: readonly RequestId[];
  /** It opens a stream of changes, and is under way until it is given up. */
  readonly isListening: boolean;
}

/** The id of a JSON-RPC request. */
export type RequestId = string | number;

/** A message, as far as it is looked at here. */
interface Message {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: { readonly [name: string]: unknown };
}

/** What a line is. */
export type Line =
  | { readonly kind: 'request'; readonly request: StdioRequest }
  /** The client gives a request up. */
  | { readonly kind: 'cancelled'; readonly id: RequestId }
  /** Other notifications, and answers to questions that nobody asked. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'malformed' };

const versionKey = 'io.modelcontextprotocol/protocolVersion';
const clientInfoKey = 'io.modelcontextprotocol/clientInfo';

/** Reads lines of one connection; what a client of an earlier revision said of itself at the beginning is remembered. */
export interface LineReader {
  read(line: string): Line;
  /** True once a client has begun with the handshake of revisions up to 2025-11-25. */
  isLegacy(): boolean;
}

/** Begins with a client that has said nothing. */
export function createLineReader(): LineReader {
  let clientInfo: unknown;
  let hasShakenHands = false;

  function requestOf(message: Message, line: string): StdioRequest {
    const { method, params = {} } = message;
    const isModern = typeof metaOf(params)[versionKey] === 'string';
    if (method === 'initialize' && !isModern) {
      hasShakenHands = true;
      clientInfo = params['clientInfo'];
    }
    // Modern clients name themselves in each request, and tools fit their client by that.
    const isNamed = isModern || clientInfo === undefined || method === 'initialize';
    return {
      body: isNamed ? line : JSON.stringify(named(message, clientInfo)),
      headers: headersOf(message),
      ids: [message.id as RequestId],
      isListening: isModern && method === 'subscriptions/listen',
    };
  }

  return {
    isLegacy: () => hasShakenHands,
    read: (line) => {
      const parsed = parse(line);
      if (Array.isArray(parsed)) return batch(parsed as readonly Message[], line);
      if (parsed === undefined || parsed === null || typeof parsed !== 'object') return { kind: 'malformed' };
      const message = parsed as Message;
      if (isRequest(message)) return { kind: 'request', request: requestOf(message, line) };
      const id = message.method === 'notifications/cancelled' ? message.params?.['requestId'] : undefined;
      if (isId(id)) return { kind: 'cancelled', id };
      return isMessage(message) ? { kind: 'nothing' } : { kind: 'malformed' };
    },
  };
}

/** A batch is one exchange, as over HTTP. */
function batch(messages: readonly Message[], body: string): Line {
  const requests = messages.filter((message) => isObject(message) && isRequest(message));
  if (
    requests.length === 0 &&
    messages.length > 0 &&
    messages.every((message) => isObject(message) && isMessage(message))
  )
    return { kind: 'nothing' };
  const ids = requests.map(({ id }) => id as RequestId);
  return { kind: 'request', request: { body, headers: commonHeaders, ids, isListening: false } };
}

function isRequest({ id, method }: Message): boolean {
  return isId(id) && typeof method === 'string';
}

/** A notification, or an answer. */
function isMessage({ id, method, ...rest }: Message & { result?: unknown; error?: unknown }): boolean {
  return id === undefined ? typeof method === 'string' : 'result' in rest || 'error' in rest;
}

function isId(id: unknown): id is RequestId {
  return typeof id === 'string' || typeof id === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function metaOf(params: Message['params']): Record<string, unknown> {
  return isObject(params) && isObject(params['_meta']) ? params['_meta'] : {};
}

function named(message: Message, clientInfo: unknown): Message {
  const { params = {} } = message;
  if (!isObject(params) || (params['_meta'] !== undefined && !isObject(params['_meta']))) return message;
  return { ...message, params: { ...params, _meta: { [clientInfoKey]: clientInfo, ...metaOf(params) } } };
}

const commonHeaders = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' } as const;

/** A request of 2026-07-28 says in its headers too what it is; earlier ones say nothing there. */
function headersOf({ method, params }: Message): Readonly<Record<string, string>> {
  const version = metaOf(params)[versionKey];
  if (typeof version !== 'string') return commonHeaders;
  const name = nameOf(String(method), params ?? {});
  return {
    ...commonHeaders,
    'mcp-protocol-version': headerText(version),
    'mcp-method': headerText(String(method)),
    ...(typeof name === 'string' ? { 'mcp-name': headerText(name) } : {}),
  };
}

function nameOf(method: string, params: Record<string, unknown>): unknown {
  switch (method) {
    case 'tools/call':
    case 'prompts/get':
      return params['name'];
    case 'resources/read':
      return params['uri'];
    default:
      return undefined;
  }
}

/** Text that a header cannot carry as it is goes in Base64 (MCP 2026-07-28, basic/transports, encoding of header values). */
function headerText(text: string): string {
  const isPlain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !text.startsWith('=?base64?');
  return isPlain ? text : `=?base64?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
