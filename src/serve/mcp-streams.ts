/** Answers that stay open to tell of changes: each is as good as the access that it was opened with, and ends with that. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../call/principal.ts';

/** An answer that stays open, with what it was asked with. */
export interface OpenStream {
  readonly tenant: string;
  /** The tenant as the URL names it. */
  readonly named: string | null;
  readonly principal: Principal;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** All streams that are open. */
export interface OpenStreams {
  /** Follows one until the function that it gives is called. That of a token ends when the token does. */
  follow(stream: OpenStream): () => void;
  /**
   * To be called when what is served has changed: ends those that may not listen any more. Looks at the streams of these
   * tenants, and at those of all tokens, as who issues tokens belongs to no tenant.
   */
  endRevoked(changed: ReadonlySet<string>): void;
}

/** What `setTimeout` can wait for at most. */
const longestTimerMs = 2 ** 31 - 1;

/** @param mayListen asks again whether a stream may go on */
export function createOpenStreams(
  mayListen: (stream: OpenStream) => boolean | Promise<boolean>,
  now: () => number,
): OpenStreams {
  const streams = new Set<OpenStream>();

  async function endUnless(stream: OpenStream, answer: Promise<boolean>): Promise<void> {
    if (!(await answer.catch(() => false))) stream.response.destroy();
  }

  return {
    follow(stream) {
      streams.add(stream);
      const { principal, response } = stream;
      const disarm = principal.kind === 'token' ? endAt(principal.identity.expiresAt, now, response) : () => {};
      return () => {
        disarm();
        streams.delete(stream);
      };
    },
    endRevoked(changed) {
      for (const stream of streams) {
        if (!changed.has(stream.tenant) && stream.principal.kind !== 'token') continue;
        const answer = mayListen(stream);
        if (answer instanceof Promise) void endUnless(stream, answer);
        else if (!answer) stream.response.destroy();
      }
    },
  };
}

/** Ends an answer at an instant (Unix milliseconds), unless the function that it gives is called before. */
function endAt(instant: number, now: () => number, response: ServerResponse): () => void {
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const leftMs = instant - now();
    if (leftMs <= 0) return void response.destroy();
    timer = setTimeout(wait, Math.min(leftMs, longestTimerMs)).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
