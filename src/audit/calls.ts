/** Lines → calls: what a write has on two lines becomes one value again. */
import { type Entry, type Line, parsePayload } from './parse.ts';

/** A recorded call, for people and programs that read the journal. */
export interface RecordedCall {
  readonly callId: string;
  /** When it began, in Unix milliseconds. */
  readonly at: number;
  readonly tenant: string;
  readonly capability: string | null;
  readonly face: string;
  readonly who: string;
  /** `tenant/name` of a client; for the holder of a token the id and e-mail, null once they are erased. */
  readonly caller: string | null;
  readonly email: string | null;
  readonly isWrite: boolean;
  /** Null for a write that has no end: nobody can say what became of it. */
  readonly decision: string | null;
  readonly outcome: string | null;
  /** The approval that it was about; null for most. */
  readonly approval: string | null;
  readonly upstreamStatus: number | null;
  readonly attempts: number | null;
  /** Pages of a list that were had; null for a call that walked none. */
  readonly pages: number | null;
  readonly totalMs: number | null;
  readonly upstreamMs: number | null;
  readonly requestBytes: number | null;
  readonly answerBytes: number | null;
  readonly table: string;
  readonly shard: string;
  readonly commit: string | null;
  readonly traceId: string | null;
  /** Undefined when never recorded, or erased. */
  readonly arguments?: unknown;
  readonly result?: unknown;
  readonly isErased: boolean;
}

/** Joins the lines of one writer. */
export interface CallJoiner {
  /** The call that ends with this line, or null. */
  line(line: Line): RecordedCall | null;
  /** Writes that have begun and not ended, so far. */
  unended(): RecordedCall[];
}

/** Holds writes that are under way, and nothing else. */
export function createCallJoiner(): CallJoiner {
  const begun = new Map<string, Line>();
  return {
    line: (line) => {
      const callId = String(line.entry['callId']);
      const begin = begun.get(callId) ?? null;
      if (line.entry.event === 'begin') begun.set(callId, line);
      if (line.entry.event !== 'end' && line.entry.event !== 'call') return null;
      begun.delete(callId);
      return callOf(line.entry.event === 'call' ? line : begin, line);
    },
    unended: () => [...begun.values()].map((begin) => callOf(begin, null)),
  };
}

/** An end whose beginning was removed by retention has what it says itself. */
function callOf(begin: Line | null, end: Line | null): RecordedCall {
  const entry = { ...end?.entry, ...begin?.entry };
  const payload = { ...parsePayload(end?.payload ?? null), ...parsePayload(begin?.payload ?? null) };
  const last: Partial<Entry> = end?.entry ?? {};
  return {
    callId: textOf(entry['callId']) ?? '',
    at: entry.at ?? 0,
    tenant: entry.tenant ?? '',
    capability: textOf(entry['capability']),
    face: textOf(entry['face']) ?? '',
    who: textOf(entry['who']) ?? '',
    caller: textOf(entry['client']) ?? textOf(payload['id']),
    email: textOf(payload['email']),
    isWrite: entry['isWrite'] === true || end?.entry.event === 'end',
    decision: textOf(last['decision']),
    outcome: textOf(last['outcome']),
    approval: textOf(last['approval']),
    upstreamStatus: numberOf(last['upstreamStatus']),
    attempts: numberOf(last['attempts']),
    pages: numberOf(last['pages']),
    totalMs: numberOf(last['totalMs']),
    upstreamMs: numberOf(last['upstreamMs']),
    requestBytes: numberOf(last['requestBytes']),
    answerBytes: numberOf(last['answerBytes']),
    table: textOf(entry['table']) ?? '',
    shard: textOf(entry['shard']) ?? '',
    commit: textOf(entry['commit']),
    traceId: textOf(entry['traceId']),
    ...(payload['arguments'] === undefined ? {} : { arguments: payload['arguments'] }),
    ...(payload['result'] === undefined ? {} : { result: payload['result'] }),
    isErased: [begin, end].some((line) => line !== null && line.payload === null),
  };
}

/** Whether nobody can say from the journal what became of it. */
export function isUnknown(call: RecordedCall): boolean {
  return call.decision === null || call.outcome === 'unknown';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
