/**
 * A list that an API gives in pages, walked until the caller has as many items as it asked for, the list ends, or a bound is
 * reached: pages, time, bytes. What has been gathered by then is given, with a cursor to the rest.
 */
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { BoundRequest } from '../table/bind.ts';
import { mostPages } from '../table/pagination.ts';
import { cursorArgument, incompleteField, nextCursorField } from '../table/pagination-schema.ts';
import { readJson } from './answer.ts';
import { invalidArguments } from './check.ts';
import type { Proof } from './credential.ts';
import { brokenJson, shapeReply } from './json-reply.ts';
import type { Call } from './origin.ts';
import type { PageCursors, PagePlace } from './page-cursor.ts';
import type { Page, PageReader } from './page-next.ts';
import { firstPlace, limitOf, pageArguments, pagePath, pagingOf, sizeOf } from './page-request.ts';
import {
  bytesWords,
  failedWords,
  lostWords,
  pagesWords,
  repeatedWords,
  timeWords,
  unsealedWords,
} from './page-words.ts';
import type { Prepared } from './prepare.ts';
import type { Progress } from './progress.ts';
import type { Refused, Reply } from './reply.ts';
import type { Redact } from './upstream-message.ts';

/** How pages are had: the same for each as for any request of the call. */
export interface PageDelivery {
  /** What the next request proves: a token may end in the middle of a walk. */
  proof(): Proof | Refused | Promise<Proof | Refused>;
  /** Sends one request; its answer may have so many bytes. */
  send(bound: BoundRequest, proof: Proof, answerBytes: number): Promise<DeliveredPage | Refused>;
}

/** An answer without the credential's secrets, and what keeps them out of words. */
export interface DeliveredPage {
  readonly answer: NetAnswer;
  readonly redact: Redact;
}

/** Walks the pages of a list. */
export interface PageWalker {
  /** Where a call begins: at the first page, or where its cursor leads. */
  begin(call: Call): Promise<PagePlace | Refused>;
  /** A failure of the first page is that of the call. */
  walk(call: Call, prepared: Prepared, progress: Progress, from: PagePlace, delivery: PageDelivery): Promise<Reply>;
}

/** Makes the walker of a process. */
export function createPageWalker(cursors: PageCursors): PageWalker {
  return {
    begin: async (call) => {
      const cursor = (call.arguments as Readonly<Record<string, Json>>)[cursorArgument];
      return typeof cursor === 'string' ? cursors.open(call, cursor) : firstPlace;
    },
    walk: async (call, prepared, progress, from, delivery) => {
      const walk = beginWalk(call, prepared, progress, from, delivery);
      for (;;) {
        walk.why = boundReached(walk);
        if (walk.why !== null) break;
        const taken = await takePage(walk);
        if (typeof taken === 'object') return taken;
        if (taken === 'enough') break;
      }
      return replyOf(walk, cursors);
    },
  };
}

// ── one walk ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A walk under way. */
interface Walk {
  readonly call: Call;
  readonly prepared: Prepared;
  readonly reader: PageReader;
  readonly progress: Progress;
  readonly delivery: PageDelivery;
  readonly limit: number;
  readonly items: Json[];
  /** What stands beside the items of the first page. */
  beside: Readonly<Record<string, Json>>;
  /** Null at the end of the list. */
  place: PagePlace | null;
  /** Why it ends before the list, or the caller's limit; null when it does not. */
  why: string | null;
  pages: number;
  slowestMs: number;
}

function beginWalk(call: Call, prepared: Prepared, progress: Progress, place: PagePlace, delivery: PageDelivery): Walk {
  const reader = prepared.pages as PageReader;
  const limit = limitOf(call);
  const nothing = { items: [], beside: {}, why: null, pages: 0, slowestMs: 0 };
  return { call, prepared, reader, progress, delivery, limit, place, ...nothing };
}

/** The bound that keeps another page from being asked for. The first one always is. */
function boundReached({ call, progress, pages, slowestMs }: Walk): string | null {
  if (pages === 0) return null;
  if (pages >= mostPages) return pagesWords;
  if (progress.answerBytes >= call.shard.limits.answerBytes) return bytesWords;
  const leftMs = progress.startedAt + call.operation.timeoutMs - performance.now();
  return leftMs < slowestMs ? timeWords : null;
}

/** Takes a page; `more` while another one is needed, and the reply where there is nothing to give but that. */
async function takePage(walk: Walk): Promise<'more' | 'enough' | Reply> {
  const place = walk.place as PagePlace;
  const began = performance.now();
  const page = await askFor(walk, place);
  if ('kind' in page) return afterFailure(walk, place, page);
  walk.slowestMs = Math.max(walk.slowestMs, performance.now() - began);
  walk.progress.pages = ++walk.pages;
  const digest = walk.reader.digest(page);
  if (digest !== null && digest === place.last) return stop(walk, repeatedWords);
  if (walk.pages === 1) walk.beside = page.beside;
  const fresh = page.items.slice(place.skip);
  const room = walk.limit - walk.items.length;
  for (const item of fresh.slice(0, room)) walk.items.push(item);
  if (fresh.length > room) {
    walk.place = { ...place, size: page.size, skip: place.skip + room };
    return 'enough';
  }
  return moveOn(walk, place, page, digest);
}

function moveOn(walk: Walk, place: PagePlace, page: Page, last: string | null): 'more' | 'enough' {
  const next = walk.reader.next(page, place);
  if (next.kind === 'lost') return stop(walk, lostWords(next.why));
  if (next.kind === 'page' && next.at === place.at) return stop(walk, repeatedWords);
  const { by } = pagingOf(walk.call.operation);
  // Numbers mean other items where the size is another.
  const size = by === 'page' ? page.size : null;
  const seen = place.seen + walk.reader.count(page);
  walk.place = next.kind === 'end' ? null : { at: next.at, size, skip: 0, seen, last: last ?? place.last };
  return walk.place !== null && walk.items.length < walk.limit ? 'more' : 'enough';
}

/** The list cannot be read on. */
function stop(walk: Walk, why: string): 'enough' {
  walk.why = why;
  walk.place = null;
  return 'enough';
}

/** Statuses of pages behind the last one of a list that is counted. */
const behindTheEnd = [204, 205, 404];

function afterFailure(walk: Walk, place: PagePlace, reply: FailedPage): 'enough' | Reply {
  const { by } = pagingOf(walk.call.operation);
  const isBehind = place.at !== null && (by === 'page' || by === 'offset') && behindTheEnd.includes(reply.status);
  if (isBehind) {
    walk.place = null;
    return 'enough';
  }
  const { kind } = reply.reply;
  if (walk.pages === 0 || kind !== 'refusal' || reply.reply.refusal.code === 'cancelled') return reply.reply;
  walk.why = failedWords(reply.reply.refusal);
  return 'enough';
}

// ── one page ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface ShapedPage extends Page {
  readonly items: readonly Json[];
  readonly beside: Readonly<Record<string, Json>>;
}

/** A page that is none, and the status that it came with; 0 without any. */
interface FailedPage {
  readonly kind: 'failed';
  readonly reply: Reply;
  readonly status: number;
}

async function askFor(walk: Walk, place: PagePlace): Promise<ShapedPage | FailedPage> {
  const { call, prepared, progress, delivery } = walk;
  const proof = await delivery.proof();
  if ('kind' in proof) return failed(proof);
  const bound = boundPage(walk, place, proof);
  if ('kind' in bound) return failed(bound);
  const left = call.shard.limits.answerBytes - progress.answerBytes;
  const sent = await addingUp(progress, () => delivery.send(bound, proof, left));
  if ('kind' in sent) return failed(sent);
  const { answer, redact } = sent;
  const status = answer.ok ? answer.status : 0;
  const read = readJson(answer, call.operation, prepared, redact);
  if (read.kind !== 'value') return failed(read, status);
  const shaped = prepared.shape?.(read.value);
  if (shaped === undefined || 'missing' in shaped) return failed(await shapeReply(read, prepared), status);
  const { items, ...beside } = shaped.value as Readonly<Record<string, Json>>;
  const headers = (answer.ok && answer.headers) || {};
  const size = sizeOf(pagingOf(call.operation), place, walk.limit);
  const { upstream } = prepared;
  const page: Page = { upstream, path: bound.path, proof, redact, value: read.value, headers, size };
  return { ...page, items: items as readonly Json[], beside };
}

/** Bytes and time of a page are added to those of the pages before. */
async function addingUp<T>(progress: Progress, send: () => Promise<T>): Promise<T> {
  const { answerBytes, upstreamMs } = progress;
  progress.answerBytes = progress.upstreamMs = 0;
  const sent = await send();
  progress.answerBytes += answerBytes;
  progress.upstreamMs += upstreamMs;
  return sent;
}

function failed(reply: Reply, status = 0): FailedPage {
  return { kind: 'failed', reply, status };
}

function boundPage({ call, prepared }: Walk, place: PagePlace, proof: Proof): BoundRequest | Refused {
  const bound = prepared.bind(pageArguments(call, place), proof.path);
  if ('error' in bound) return invalidArguments([bound.error], call.operation);
  const path = pagePath(call.operation, place, prepared.upstream, proof);
  return path === null ? bound : { ...bound, path };
}

// ── the reply ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function replyOf(walk: Walk, cursors: PageCursors): Promise<Reply> {
  const { call, prepared, items, place, beside } = walk;
  const made = place === null ? null : await cursors.make(call, place);
  const isLost = made !== null && made.kind !== 'made';
  const why = isLost ? unsealedWords(made.kind) : walk.why;
  const cursor = made === null || made.kind !== 'made' ? null : made.text;
  const result = { items, ...beside, [nextCursorField]: cursor, ...(why !== null && { [incompleteField]: why }) };
  try {
    return { kind: 'json', text: JSON.stringify(result) };
  } catch {
    return brokenJson(prepared, walk.progress.upstreamStatus ?? 200);
  }
}
