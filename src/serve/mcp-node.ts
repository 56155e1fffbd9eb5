/** Writes a web `Response` to node, as far as the SDK's answers need it. */
import type { ServerResponse } from 'node:http';

/**
 * Writes status, headers (the given ones beside the answer's own) and body, each part of a stream as soon as it comes.
 * Resolves when all is written or the client has gone, in which case the stream is cancelled; never rejects, and no write
 * error escapes.
 */
export async function writeResponse(
  answer: Response,
  to: ServerResponse,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  // without a listener, writing to a closed connection would end the process
  to.on('error', () => {});
  try {
    to.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...headers });
    // a stream's client waits for the headers; anything else leaves in one piece with its body
    if (answer.headers.get('content-type') === 'text/event-stream') to.flushHeaders();
    if (answer.body !== null) await writeBody(answer.body.getReader(), to);
    to.end();
  } catch {
    to.destroy();
  }
}

async function writeBody(reader: ReadableStreamDefaultReader<Uint8Array>, to: ServerResponse): Promise<void> {
  const cancel = () => void reader.cancel().catch(() => {});
  if (to.closed || to.destroyed) return cancel();
  to.once('close', cancel);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (!to.write(value)) await drained(to);
  }
}

function drained(to: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      to.off('drain', settle);
      to.off('close', settle);
      resolve();
    };
    to.on('drain', settle);
    to.on('close', settle);
    if (to.destroyed) settle();
  });
}
