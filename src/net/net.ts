/** The port for every connection that leaves the house. `undici.ts` is the real adapter; tests may give their own. */

import type { Readable } from 'node:stream';

/** One request to a company's API (or to its token endpoint). */
export interface NetRequest {
  /** `https://host:port`, no path. */
  readonly origin: string;
  /** `public` refuses private, loopback, link-local and metadata addresses, checked on the address connected to. */
  readonly network: 'public' | 'private';
  readonly method: string;
  /** True for what changes something, whatever its method: it is never sent twice by itself, nor redirected. Default: false. */
  readonly isWrite?: boolean;
  /** Path and query, already encoded, starting with `/`. */
  readonly path: string;
  /** Lower-case names. `host` and `content-length` are set by the adapter. */
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | null;
  /** For connecting, sending and reading the whole answer together. */
  readonly timeoutMs: number;
  /** For getting a connection, whether opened or waited for; within `timeoutMs`. Default: 10 s. */
  readonly connectTimeoutMs?: number;
  /** From sending to the head of the answer; within `timeoutMs`. Null or absent: not bounded by itself. */
  readonly firstByteTimeoutMs?: number | null;
  /**
   * Redirects of GET and HEAD that are followed, of what changes nothing: to the same origin and to these (`https://host:port`); null or absent
   * follows none. Another origin gets no header but `accept`.
   */
  readonly redirects?: { readonly origins: readonly string[] } | null;
  /** The answer is given up once its body passes this many bytes (after decompression). */
  readonly answerBytes: number;
  /**
   * An event stream (`text/event-stream` with 2xx, not compressed) is handed out as soon as its head has come, and may go on as
   * long as something moves within each `quietMs`. Null or absent: it is collected as any other answer.
   */
  readonly streams?: { readonly quietMs: number } | null;
  /** Aborts the request when the caller goes away. */
  readonly signal?: AbortSignal | undefined;
}

/** What came back. A redirect that is not followed is an answer like any other. */
export type NetAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly contentType: string;
      readonly retryAfter: string | null;
      /** Where a redirect (3xx) leads, as the upstream wrote it. */
      readonly location?: string;
      /** All headers, lower-case names; absent where nobody looks at them (tests). */
      readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: Buffer;
      /**
       * An event stream that goes on, `body` being empty: to be read to its end or destroyed. What ends it otherwise is a
       * `StreamBroken`.
       */
      readonly events?: Readable;
    }
  | {
      readonly ok: false;
      readonly reason: NetFailure;
      readonly detail: string;
      /** How far it had come. */
      readonly phase?: NetPhase;
      /**
       * False when surely no byte of the request reached the upstream: its name, address, TLS, a connection that was
       * not there in time, a request that is not valid. Otherwise it may have.
       */
      readonly sent?: boolean;
      /** The status, when the head of an answer had come. */
      readonly status?: number;
      /** Its content type then, where it had one. */
      readonly contentType?: string;
    };

/**
 * How far a request had come when it failed: it cannot be sent as it is, no connection yet, waiting for the head of an
 * answer, reading its body.
 */
export type NetPhase = 'request' | 'connect' | 'first-byte' | 'answer';

/** Why there is no answer. */
export type NetFailure = 'timeout' | 'unreachable' | 'forbidden-address' | 'too-large' | 'aborted' | 'bad-encoding';

/** Sends requests over pooled connections. */
export interface Net {
  /** Never rejects: failures are answers. */
  send(request: NetRequest): Promise<NetAnswer>;
  /** Ends all connections; requests under way are given up. */
  close(): Promise<void>;
}
