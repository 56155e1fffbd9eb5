/** Providers and answers for tests of what keeps requests in bounds. */
import type { NetAnswer } from '../net/net.ts';
import type { Upstream } from '../table/table.ts';
import type { Attempted } from './resilience.ts';

/** A provider that tries twice and takes four requests at once. */
export function upstream(changes: Partial<Upstream> = {}): Upstream {
  return {
    name: 'shop',
    shared: false,
    category: 'commerce',
    origin: 'https://shop.example',
    basePath: [],
    network: 'public',
    auth: { type: 'none' },
    timeoutMs: 8000,
    connectTimeoutMs: 2000,
    firstByteTimeoutMs: null,
    rate: null,
    concurrent: 4,
    retry: { attempts: 2 },
    redirects: null,
    ...changes,
  };
}

/** An answer with this status. */
export function answered(status: number, retryAfter: string | null = null): NetAnswer & { readonly ok: true } {
  return { ok: true, status, contentType: '', retryAfter, body: Buffer.alloc(0) };
}

/** A failure of the connection. */
export function failed(changes: Partial<NetAnswer & { readonly ok: false }> = {}): NetAnswer & { readonly ok: false } {
  return { ok: false, reason: 'unreachable', detail: 'It broke.', phase: 'first-byte', sent: true, ...changes };
}

/** Refused before anything was sent. */
export const notSent = failed({ phase: 'connect', sent: false });

/** A request that gets these answers in turn, the last one again and again; with what was asked of it. */
export function scripted(
  answers: readonly NetAnswer[],
  changes: Partial<Attempted> = {},
): Attempted & { readonly sentAt: number[] } {
  const sentAt: number[] = [];
  return {
    send() {
      const answer = answers[Math.min(sentAt.push(performance.now()), answers.length) - 1]!;
      return Promise.resolve(answer);
    },
    repeatable: true,
    deadline: Infinity,
    signal: undefined,
    ...changes,
    sentAt,
  };
}

/** A request whose answers come when the test says so. */
export function held(
  changes: Partial<Attempted> = {},
): Attempted & { readonly answers: ((answer: NetAnswer) => void)[] } {
  const answers: ((answer: NetAnswer) => void)[] = [];
  return {
    send: () => new Promise((resolve) => answers.push(resolve)),
    repeatable: true,
    deadline: Infinity,
    signal: undefined,
    ...changes,
    answers,
  };
}
