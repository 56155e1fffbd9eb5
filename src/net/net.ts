/** The port for every connection that leaves the house. `undici.ts` is the real adapter; tests may give their own. */

/** One request to a company's API (or to its token endpoint). */
export interface NetRequest {
  /** `https://host:port`, no path. */
  readonly origin: string;
  /** `public` refuses private, loopback, link-local and metadata addresses, checked on the address connected to. */
  readonly network: 'public' | 'private';
  readonly method: string;
  /** Path and query, already encoded, starting with `/`. */
  readonly path: string;
  /** Lower-case names. `host` and `content-length` are set by the adapter. */
  readonly headers: Record<string, string>;
  readonly body: string | null;
  /** For connecting, sending and reading the whole answer together. */
  readonly timeoutMs: number;
  /** The answer is given up once its body passes this many bytes (after decompression). */
  readonly answerBytes: number;
  /** Aborts the request when the caller goes away. */
  readonly signal?: AbortSignal | undefined;
}

/** What came back. Redirects are never followed; a 3xx is an answer like any other. */
export type NetAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly contentType: string;
      readonly retryAfter: string | null;
      readonly body: Buffer;
    }
  | {
      readonly ok: false;
      readonly reason: NetFailure;
      readonly detail: string;
      /** False when the request surely did not reach the upstream; otherwise it may have (a timeout after sending: it may). */
      readonly sent?: boolean;
    };

/** Why there is no answer. */
export type NetFailure = 'timeout' | 'unreachable' | 'forbidden-address' | 'too-large' | 'aborted' | 'bad-encoding';

/** Sends requests over pooled connections. */
export interface Net {
  /** Never rejects: failures are answers. */
  send(request: NetRequest): Promise<NetAnswer>;
  /** Ends all connections; requests under way are given up. */
  close(): Promise<void>;
}
