/** Whoever answers what comes on standard input: a tenant's face in this process, or a gateway elsewhere. */
import type { StdioRequest } from './message.ts';

/** Whoever answers. */
export interface Responder {
  /** Gives the messages of an answer, each as JSON on one line. Aborting `signal` gives the request up, and ends a stream of changes. */
  answer(request: StdioRequest, signal: AbortSignal): AsyncIterable<string>;
  /** Ends streams of changes in the protocol's own way. */
  close(): Promise<void>;
  /** Told of our own mistakes. */
  onError(error: unknown): void;
}
