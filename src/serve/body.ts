/** Reads a request's body into memory, up to a limit. */
import type { IncomingMessage } from 'node:http';

/** The body and its size as it came, or why there is none. */
export type BodyReading = { readonly text: string; readonly bytes: number } | 'too-large' | 'aborted' | 'not-utf8';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the whole body. Past the limit nothing more is kept, and what still comes is read and dropped: closing the
 * connection instead would reset it, and the client would never see the answer that says why.
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<BodyReading> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.resolve('too-large');
  // Whoever left while a token was checked: its events have been, and none would come any more.
  if (request.destroyed) return Promise.resolve('aborted');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) return void chunks.push(chunk);
      chunks.length = 0;
      resolve('too-large');
    });
    request.on('end', () => resolve(decode(chunks)));
    request.on('error', () => resolve('aborted'));
    request.on('close', () => resolve('aborted'));
  });
}

function decode(chunks: readonly Buffer[]): BodyReading {
  const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  try {
    return { text: decoder.decode(bytes), bytes: bytes.length };
  } catch {
    return 'not-utf8';
  }
}
