/** The adapter of `Net` that opens real connections, with undici's `dispatch`: `fetch` costs several times as much. */

import { createDeadlines } from './deadlines.ts';
import { Exchange } from './exchange.ts';
import { connectionFailure } from './failures.ts';
import type { Net, NetAnswer, NetRequest } from './net.ts';
import { createPools, type PoolOptions } from './pools.ts';
import { followRedirects, mayFollow } from './redirects.ts';

/**
 * Opens connections lazily and keeps them. HTTP/1.1 without pipelining; redirects are answers unless the request says
 * otherwise; `accept-encoding` is not sent unless the request has it; a body that comes compressed all the same is
 * decoded within `answerBytes`.
 */
export function createNet(options: PoolOptions = {}): Net {
  const pools = createPools(options);
  const deadlines = createDeadlines();

  function sendOnce(request: NetRequest): Promise<NetAnswer> {
    const dispatcher = pools.poolFor(request);
    if (dispatcher instanceof Error) return Promise.resolve(unsent(dispatcher));
    if (request.signal?.aborted === true) return Promise.resolve(goneAway);
    if (request.path.charCodeAt(0) !== slash) return Promise.resolve(unsent(badPath));
    return new Promise((resolve) => {
      new Exchange(withoutOwnHeaders(request), dispatcher, deadlines, resolve).start();
    });
  }

  return {
    send: (request) => (mayFollow(request) ? followRedirects(request, sendOnce) : sendOnce(request)),
    async close() {
      await pools.close();
      deadlines.close();
    },
  };
}

const slash = 47;
const badPath = Object.assign(new Error('The path does not start with a slash.'), { code: 'UND_ERR_INVALID_ARG' });
const goneAway: NetAnswer = {
  ok: false,
  reason: 'aborted',
  detail: 'The caller went away before the request was sent.',
  phase: 'connect',
  sent: false,
};

function unsent(error: Error): NetAnswer {
  return { ok: false, phase: 'connect', ...connectionFailure(error), sent: false };
}

/** `host` and `content-length` follow from the origin and the body; a caller's would contradict them. */
function withoutOwnHeaders(request: NetRequest): NetRequest {
  if (request.headers['host'] === undefined && request.headers['content-length'] === undefined) return request;
  const { host: _host, 'content-length': _contentLength, ...headers } = request.headers;
  return { ...request, headers };
}
