/** A gateway elsewhere as a responder: what comes on standard input is sent to its URL, and what it answers comes back. */
import { messagesOf } from './answer.ts';
import type { Responder } from './responder.ts';
import type { RequestId, StdioRequest } from './message.ts';

/** Passes requests on to an MCP endpoint; `key` null sends none. */
export function bridgeTo(url: URL, key: string | null, onError: (error: unknown) => void): Responder {
  const credential = key === null ? {} : { authorization: `Bearer ${key}` };
  return {
    answer: async function* (request, signal) {
      const headers = { ...request.headers, ...credential };
      const sent = { method: 'POST', headers, body: request.body, redirect: 'manual', signal } as const;
      const response = await fetch(url, sent).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return `No gateway answers at ${url.origin} (${reasonOf(error)}).`;
      });
      yield* typeof response === 'string' ? failures(request.ids, response) : answered(url, request, response);
    },
    close: async () => {},
    onError,
  };
}

async function* answered(url: URL, request: StdioRequest, response: Response): AsyncGenerator<string> {
  if (response.ok || (await isMessage(response.clone()))) return yield* passedOn(url, request, response);
  yield* failures(request.ids, redirectOf(url, response) ?? (await refusalOf(response)));
}

/** The messages as they come. Each request has its answer at the end, as nobody else would tell the client that none comes. */
async function* passedOn(url: URL, { ids }: StdioRequest, { headers, body }: Response): AsyncGenerator<string> {
  const contentType = headers.get('content-type');
  const open = new Set<unknown>(ids);
  const place = `${url.origin}${url.pathname}`;
  let why = '';
  try {
    for await (const text of messagesOf({ contentType, body })) {
      const answers = answersIn(text);
      yield text;
      for (const id of answers) open.delete(id);
    }
  } catch (error) {
    if (error instanceof SyntaxError) {
      const message = `What answers at ${place} is no MCP endpoint: it sends what is no message (${contentType ?? 'without a media type'}).`;
      return yield* failures(ids, message);
    }
    why = ` (${reasonOf(error)})`;
  }
  const unanswered = ids.filter((id) => open.has(id));
  yield* failures(unanswered, `The answer of ${place} ended before it was whole${why}.`);
}

/**
 * The ids that a message answers, or those of a batch.
 *
 * @throws SyntaxError for what is no message
 */
function answersIn(text: string): readonly unknown[] {
  const parsed = JSON.parse(text) as unknown;
  return [parsed].flat().flatMap((message) => {
    const { jsonrpc, method, id } = (message ?? {}) as Record<string, unknown>;
    if (jsonrpc !== '2.0') throw new SyntaxError('It is not JSON-RPC 2.0.');
    return method === undefined ? [id] : [];
  });
}

/** Errors of the protocol come with statuses of HTTP too; those of the gateway before it are problem details. */
async function isMessage(response: Response): Promise<boolean> {
  const body = (await response.json().catch(() => null)) as { jsonrpc?: unknown } | null;
  return body?.jsonrpc === '2.0';
}

/** A key is sent where a person wanted it, and nowhere else. */
function redirectOf(url: URL, { headers }: Response): string | null {
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, url.href)) return null;
  const { origin, pathname } = new URL(location, url);
  return `${url.origin} redirects to ${origin}${pathname}, and the key is not sent there. Name the endpoint's own address with --url.`;
}

async function refusalOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  const detail = typeof body?.detail === 'string' ? body.detail : 'It gives no reason.';
  return `The gateway refused the request with ${response.status}. ${detail}`;
}

function reasonOf(error: unknown): string {
  const { cause = error } = error as Error;
  return String((cause as NodeJS.ErrnoException).code ?? (cause as Error).message);
}

function* failures(ids: readonly RequestId[], message: string): Generator<string> {
  for (const id of ids) yield JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32000, message } });
}
