/** A gateway elsewhere as a responder: what comes on standard input is sent to its URL, and what it answers comes back. */
import { messagesOf } from './answer.ts';
import type { Responder } from './responder.ts';
import type { StdioRequest } from './message.ts';

/** Passes requests on to an MCP endpoint; `key` null sends none. */
export function bridgeTo(url: URL, key: string | null, onError: (error: unknown) => void): Responder {
  const credential = key === null ? {} : { authorization: `Bearer ${key}` };
  return {
    answer: async function* (request, signal) {
      const headers = { ...request.headers, ...credential };
      const sent = { method: 'POST', headers, body: request.body, redirect: 'error', signal } as const;
      const response = await fetch(url, sent).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return unreachable(url, error);
      });
      yield* typeof response === 'string' ? failures(request, response) : answered(request, response);
    },
    close: async () => {},
    onError,
  };
}

async function* answered(request: StdioRequest, response: Response): AsyncGenerator<string> {
  const contentType = response.headers.get('content-type');
  if (response.ok || (await isMessage(response.clone())))
    return yield* messagesOf({ contentType, body: response.body });
  yield* failures(request, await refusalOf(response));
}

/** Errors of the protocol come with statuses of HTTP too; those of the gateway before it are problem details. */
async function isMessage(response: Response): Promise<boolean> {
  const body = (await response.json().catch(() => null)) as { jsonrpc?: unknown } | null;
  return body?.jsonrpc === '2.0';
}

async function refusalOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  const detail = typeof body?.detail === 'string' ? body.detail : 'It gives no reason.';
  return `The gateway refused the request with ${response.status}. ${detail}`;
}

function unreachable(url: URL, error: unknown): string {
  const { cause = error } = error as Error;
  return `No gateway answers at ${url.origin} (${String((cause as NodeJS.ErrnoException).code ?? (cause as Error).message)}).`;
}

function* failures({ ids }: StdioRequest, message: string): Generator<string> {
  for (const id of ids) yield JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32000, message } });
}
