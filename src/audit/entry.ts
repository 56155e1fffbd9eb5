/**
 * What is known of a call → the parts of its line, as text. They are put together by concatenation: to serialise an
 * object for each call costs several times as much.
 *
 * A part that names or describes a person stands in the payload, everything else in the entry: a payload can be erased,
 * an entry never.
 */
import { hash, randomBytes } from 'node:crypto';
import type { AuditBegin, AuditEnd, AuditWho } from './audit.ts';

/** A line without its place in the chains, which it gets when it is written. */
export interface Draft {
  /** Whose chain it belongs to: a tenant's, or the empty string for what the journal says of itself. */
  readonly chain: string;
  /** The members of the entry behind `line` and `seq`, without braces: `"event":"call",…`. */
  readonly members: string;
  /** The payload as JSON, or null for a line that never has one. */
  readonly payload: string | null;
}

/** Writes drafts; each process has its own, with a key that is never stored. */
export interface Drafts {
  /** That a write begins. */
  begin(begin: AuditBegin): Draft;
  /** How a write ended that had begun. `at` is Unix milliseconds. */
  end(begin: AuditBegin, end: AuditEnd, at: number): Draft;
  /** A whole call on one line: a read, or one that was refused before it began. */
  call(begin: AuditBegin, end: AuditEnd): Draft;
}

/** Makes the drafts of one writer. */
export function createDrafts(): Drafts {
  const subjectOf = createSubjects();
  const salt = createSalts();
  const origin = (begin: AuditBegin): string =>
    `"callId":${quote(begin.callId)},"tenant":${quote(begin.tenant)},"capability":${orNull(begin.capability)}` +
    `,"face":"${begin.face}","who":"${begin.who.kind}"${nameOf(begin.who, subjectOf)}` +
    `,"table":${quote(begin.table)},"shard":${quote(begin.shard)},"commit":${orNull(begin.commit)}` +
    `,"traceId":${orNull(begin.traceId)},"isWrite":${begin.isWrite}`;
  return {
    begin: (begin) => ({
      chain: begin.tenant,
      members: `"event":"begin","at":${begin.at},${origin(begin)}`,
      payload: `{"salt":"${salt()}"${personOf(begin.who)},"arguments":${begin.arguments}}`,
    }),
    end: (begin, end, at) => ({
      chain: begin.tenant,
      members: `"event":"end","at":${at},"callId":${quote(begin.callId)},"tenant":${quote(begin.tenant)},"capability":${orNull(begin.capability)},${ending(end)}`,
      payload: `{"salt":"${salt()}","result":${end.result}}`,
    }),
    call: (begin, end) => ({
      chain: begin.tenant,
      members: `"event":"call","at":${begin.at},${origin(begin)},${ending(end)}`,
      payload: `{"salt":"${salt()}"${personOf(begin.who)},"arguments":${begin.arguments},"result":${end.result}}`,
    }),
  };
}

/** A line of the journal itself; `more` is JSON members, without braces. */
export function journalDraft(
  event: 'open' | 'close' | 'erased',
  at: number,
  more: Readonly<Record<string, unknown>>,
): Draft {
  const members = JSON.stringify({ event, at, tenant: '', ...more }).slice(1, -1);
  return { chain: '', members, payload: null };
}

function ending(end: AuditEnd): string {
  return (
    `"decision":${quote(end.decision)},"outcome":${orNull(end.outcome)},"upstreamStatus":${end.upstreamStatus}` +
    `,"attempts":${end.attempts},"totalMs":${milliseconds(end.totalMs)},"upstreamMs":${milliseconds(end.upstreamMs)}` +
    `,"requestBytes":${end.requestBytes},"answerBytes":${end.answerBytes}` +
    (end.pages === undefined ? '' : `,"pages":${end.pages}`) +
    (end.approval === undefined || end.approval === null ? '' : `,"approval":${quote(end.approval)}`)
  );
}

/** A client's name is a program's; a token's subject is somebody. */
function nameOf(who: AuditWho, subjectOf: (id: string) => string): string {
  if (who.kind === 'client') return `,"client":${quote(who.id)}`;
  return who.kind === 'token' ? `,"subject":"${subjectOf(who.id)}"` : '';
}

function personOf(who: AuditWho): string {
  return who.kind === 'token' ? `,"id":${quote(who.id)},"email":${orNull(who.email)}` : '';
}

/**
 * Subject → digest under a key that ends with the process: calls of one person can be told from those of another for as
 * long as it runs, and afterwards nobody can find out whose they were by trying names.
 */
function createSubjects(): (id: string) => string {
  const key = randomBytes(16).toString('hex');
  const known = new Map<string, string>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    if (known.size >= 10_000) known.clear();
    const digest = hash('sha256', key + id, 'hex').slice(0, 16);
    known.set(id, digest);
    return digest;
  };
}

/** Characters of base64 in one salt: 144 random bits. */
const saltLength = 24;

/** Random bytes cost a system call: they are drawn for many lines at once. */
function createSalts(): () => string {
  let drawn = '';
  let at = 0;
  return () => {
    if (at >= drawn.length) {
      drawn = randomBytes(6_144).toString('base64');
      at = 0;
    }
    at += saltLength;
    return drawn.slice(at - saltLength, at);
  };
}

const plain = /^[ !#-[\]-~]*$/;

function quote(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text.toWellFormed());
}

function orNull(text: string | null): string {
  return text === null ? 'null' : quote(text);
}

/** In microseconds' precision: more says nothing. A clock that went wrong is no reason for a line that is no JSON. */
function milliseconds(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 0;
}
