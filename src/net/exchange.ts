/** One request on its way: undici's handler, the deadline and the listener of the caller's signal in one object, as each allocation here is paid by every call. */

import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Deadline, Deadlines } from './deadlines.ts';
import { decodeBody } from './decode.ts';
import { isEventStream, longestStreamMs, openEvents, StreamBroken } from './event-stream.ts';
import { connectionFailure, isConnectionEnd } from './failures.ts';
import type { NetAnswer, NetFailure, NetPhase, NetRequest } from './net.ts';

/**
 * Collects one answer, and settles exactly once: by the answer, a failure, the deadline or the caller going away.
 *
 * A `GET` or `HEAD` that changes nothing is sent once more, within the same deadline, when its connection ended before
 * the head of an answer had come: an idle one may be closed by the peer just when it is used again (RFC 9112 §9.3.1).
 * Nothing else is ever sent twice.
 */
export class Exchange implements Dispatcher.DispatchHandler, Deadline {
  dueTick = 0;
  previousDeadline: Deadline | null = null;
  nextDeadline: Deadline | null = null;

  readonly #request: NetRequest;
  readonly #dispatcher: Dispatcher;
  readonly #deadlines: Deadlines;
  readonly #resolve: (answer: NetAnswer) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #settled = false;
  #sent = false;
  #phase: NetPhase = 'connect';
  /** `performance.now()` when the request was started. */
  #startedAt = 0;
  #repeated = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #first: Buffer | null = null;
  #others: Buffer[] | null = null;
  #length = 0;
  /** Set once an event stream has been handed out. */
  #events: Readable | null = null;
  /** `performance.now()` when something came of it last. */
  #movedAt = 0;

  constructor(request: NetRequest, dispatcher: Dispatcher, deadlines: Deadlines, resolve: (answer: NetAnswer) => void) {
    this.#request = request;
    this.#dispatcher = dispatcher;
    this.#deadlines = deadlines;
    this.#resolve = resolve;
  }

  /** Starts the deadline and sends. Call once. */
  start(): void {
    this.#startedAt = performance.now();
    this.#request.signal?.addEventListener('abort', this);
    this.#dispatch(this.#startedAt);
  }

  /** Only one bound waits in the wheel, the nearest; when it comes too early for the phase, the next takes its place. */
  #dispatch(now: number): void {
    const { timeoutMs, connectTimeoutMs = defaultConnectTimeoutMs } = this.#request;
    this.#phase = 'connect';
    this.#deadlines.add(this, Math.min(connectTimeoutMs, this.#startedAt + timeoutMs - now), now);
    // The request has the shape of undici's options already; what undici does not know it does not read.
    this.#dispatcher.dispatch(this.#request, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Throwing drops a request that was given up while it waited for a connection; aborting it would cost the connection.
    if (this.#settled) throw new Error('given up');
    this.#controller = controller;
    this.#sent = true;
    this.#phase = 'first-byte';
    const { firstByteTimeoutMs } = this.#request;
    if (typeof firstByteTimeoutMs === 'number') this.#expectHead(firstByteTimeoutMs);
  }

  #expectHead(firstByteTimeoutMs: number): void {
    const now = performance.now();
    this.#deadlines.remove(this);
    this.#deadlines.add(this, Math.min(firstByteTimeoutMs, this.#startedAt + this.#request.timeoutMs - now), now);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // Interim answers (1xx) come before the real one.
    if (this.#settled || status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#phase = 'answer';
    const declared = headers['content-length'];
    // The length in an answer to HEAD is that of a body which does not come (RFC 9110 §8.6).
    if (Number(declared) > this.#request.answerBytes && this.#request.method !== 'HEAD') this.#tooLarge();
    else if (this.#request.streams && isEventStream(status, headers)) this.#handOut();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    this.#length += chunk.length;
    if (this.#length > this.#request.answerBytes) this.#tooLarge();
    else if (this.#events !== null) this.#passOn(this.#events, chunk);
    else if (this.#first === null) this.#first = chunk;
    else (this.#others ??= [this.#first]).push(chunk);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    if (this.#events !== null) return this.#end(this.#events);
    const encoding = headerOf(this.#headers['content-encoding']);
    if (encoding !== null && this.#length > 0) void this.#decode(encoding.trim().toLowerCase());
    else this.#answer(this.#body());
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#settled) return;
    if (this.#mayRepeat(error)) {
      this.#repeated = true;
      this.#deadlines.remove(this);
      this.#dispatch(performance.now());
      return;
    }
    const { reason, detail, phase = this.#phase } = connectionFailure(error);
    this.#phase = phase;
    this.#fail(reason, detail);
  }

  onDeadline(): void {
    const { timeoutMs, connectTimeoutMs = defaultConnectTimeoutMs, firstByteTimeoutMs } = this.#request;
    const now = performance.now();
    if (this.#events !== null) return this.#watch(now);
    const leftMs = this.#startedAt + timeoutMs - now;
    if (leftMs <= 0) this.#giveUp('timeout', `There was no complete answer within ${timeoutMs} ms.`);
    else if (this.#phase === 'connect')
      this.#giveUp('timeout', `No connection was opened or free within ${connectTimeoutMs} ms.`);
    else if (this.#phase === 'first-byte' && typeof firstByteTimeoutMs === 'number')
      this.#giveUp('timeout', `No answer had begun ${firstByteTimeoutMs} ms after the request was sent.`);
    else this.#deadlines.add(this, leftMs, now);
  }

  /** The caller's signal. */
  handleEvent(): void {
    this.#giveUp('aborted', 'The caller went away before the answer was complete.');
  }

  /** The head is the answer; from now on only the stream tells how it goes. */
  #handOut(): void {
    this.#events = openEvents(
      () => this.#controller?.resume(),
      () => this.#giveUp('aborted', 'Nobody reads the events any more.'),
    );
    this.#movedAt = performance.now();
    this.#deadlines.remove(this);
    this.#watch(this.#movedAt);
    this.#resolve({ ...this.#head(), body: emptyBody, events: this.#events });
  }

  #passOn(events: Readable, chunk: Buffer): void {
    this.#movedAt = performance.now();
    if (!events.push(chunk)) this.#controller?.pause();
  }

  #end(events: Readable): void {
    this.#leave();
    events.push(null);
  }

  /** Chunks come more often than a timer is worth being set anew for each. */
  #watch(now: number): void {
    const { quietMs = 0 } = this.#request.streams ?? {};
    const silentMs = this.#movedAt + quietMs - now;
    const leftMs = Math.min(silentMs, this.#startedAt + longestStreamMs - now);
    if (leftMs > 0) return this.#deadlines.add(this, leftMs, now);
    const isSilent = silentMs <= 0;
    this.#giveUp(
      'timeout',
      isSilent ? `Nothing moved for ${quietMs} ms.` : `It lasted longer than ${longestStreamMs / 60_000} minutes.`,
    );
  }

  #mayRepeat(error: Error): boolean {
    const { method, isWrite } = this.#request;
    return (
      isWrite !== true &&
      !this.#repeated &&
      this.#status === 0 &&
      this.#sent &&
      (method === 'GET' || method === 'HEAD') &&
      isConnectionEnd(error)
    );
  }

  #body(): Buffer {
    if (this.#others !== null) return Buffer.concat(this.#others, this.#length);
    return this.#first ?? emptyBody;
  }

  async #decode(encoding: string): Promise<void> {
    if (encoding === 'identity') return this.#answer(this.#body());
    const { answerBytes } = this.#request;
    const decoded = await decodeBody(this.#body(), encoding, answerBytes);
    if (decoded === 'bad-encoding')
      this.#fail('bad-encoding', 'Its answer is compressed in a way that cannot be read.');
    else if (decoded === 'too-large') this.#fail('too-large', tooLargeDetail(answerBytes));
    else this.#answer(decoded);
  }

  #tooLarge(): void {
    this.#giveUp('too-large', tooLargeDetail(this.#request.answerBytes));
  }

  #head() {
    return {
      ok: true,
      status: this.#status,
      contentType: headerOf(this.#headers['content-type']) ?? '',
      retryAfter: headerOf(this.#headers['retry-after']),
      headers: this.#headers,
    } as const;
  }

  #answer(body: Buffer): void {
    const answer = { ...this.#head(), body };
    const location = this.#status >= 300 && this.#status <= 399 ? headerOf(this.#headers['location']) : null;
    this.#settle(location === null ? answer : { ...answer, location });
  }

  #giveUp(reason: NetFailure, detail: string): void {
    if (this.#settled) return;
    this.#fail(reason, detail);
    this.#controller?.abort(new Error(reason));
  }

  #fail(reason: NetFailure, detail: string): void {
    if (this.#events !== null) return this.#break(this.#events, reason, detail);
    const failure = { ok: false, reason, detail, phase: this.#phase, sent: this.#sent } as const;
    if (this.#status === 0) return this.#settle(failure);
    const { status, contentType } = this.#head();
    this.#settle({ ...failure, status, ...(contentType === '' ? {} : { contentType }) });
  }

  #break(events: Readable, reason: NetFailure, detail: string): void {
    if (this.#settled) return;
    this.#leave();
    events.destroy(new StreamBroken(reason, detail));
  }

  #settle(answer: NetAnswer): void {
    if (this.#settled) return;
    this.#leave();
    this.#resolve(answer);
  }

  #leave(): void {
    this.#settled = true;
    this.#deadlines.remove(this);
    this.#request.signal?.removeEventListener('abort', this);
    this.#first = null;
    this.#others = null;
  }
}

const defaultConnectTimeoutMs = 10_000;
const emptyBody = Buffer.alloc(0);

function tooLargeDetail(answerBytes: number): string {
  return `Its answer is larger than ${answerBytes} bytes.`;
}

/** A header's value; the first when a peer sent it several times. */
function headerOf(value: string | string[] | undefined): string | null {
  if (typeof value === 'string') return value;
  return value?.[0] ?? null;
}
