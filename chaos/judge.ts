/** What clients were told, what was done and what was recorded, held against one another. */
import { type Attempt, isWrite } from './calls.ts';
import type { Journal } from './journal.ts';
import type { LedgerEntry } from './ledger.ts';
import { narrowRate } from './workspace.ts';

/** Everything that one scene left behind. */
export interface Evidence {
  readonly attempts: readonly Attempt[];
  readonly ledger: readonly LedgerEntry[];
  readonly journal: Journal;
  /** Records that may be missing, as the gateway itself has counted them as lost. */
  readonly toldLost: number;
  /** When the gateway was killed, in milliseconds of the attempts’ clock. */
  readonly killedAt: readonly number[];
}

/** Sentences, one for each success that was none and each refusal that was not true. */
export function wrongSuccesses({ attempts, ledger }: Evidence): string[] {
  const wrong = attempts
    .filter(({ code, echo, id }) => code === 'ok' && echo !== id)
    .map(
      ({ id, echo }) => `The call ${id} was answered with ${echo === '' ? 'another body' : `what belongs to ${echo}`}.`,
    );
  const done = Map.groupBy(ledger, ({ id }) => id);
  const byId = Map.groupBy(
    attempts.filter(({ kind }) => isWrite(kind)),
    ({ id }) => id,
  );
  for (const [id, entries] of done) {
    if (entries.length > 1) wrong.push(`The write ${id} was carried out ${entries.length} times.`);
  }
  for (const [id, tries] of byId) {
    const isDone = done.has(id);
    if (!isDone && tries.some((attempt) => toldOutcome(attempt) === 'committed'))
      wrong.push(`The write ${id} was told as done, and it was not.`);
    if (isDone && tries.every((attempt) => ['not_sent', 'rejected'].includes(toldOutcome(attempt))))
      wrong.push(`The write ${id} was told as not done (${tries.map(({ code }) => code).join(', ')}), and it was.`);
  }
  return wrong;
}

/** What a client may believe to have become of its write. */
export function toldOutcome({ code, outcome }: Attempt): string {
  return code === 'ok' ? 'committed' : (outcome ?? 'unknown');
}

/** Reads stand in the journal within 50 ms; timers and the way to the client may take as much again. */
const readsWaitMs = 150;

/**
 * Sentences, one for each record that should be there and is not, and for what `audit verify` found. Who is nobody, as
 * their token does not hold, belongs to no tenant's record.
 */
export function lostRecords({ attempts, ledger, journal, toldLost, killedAt }: Evidence): string[] {
  const { begun, ended, traces, verification } = journal;
  const lost = verification.findings.map(({ message, file, line }) => `audit verify: ${file}:${line} ${message}`);
  for (const { id, traceId } of ledger)
    if (!traces.has(traceId)) lost.push(`The write ${id} was carried out without a record that it began.`);
  let excused = toldLost;
  for (const { callId, code, id, kind, endedAt, ...attempt } of attempts) {
    if (code === 'no-answer' || code === 'no-connection' || code === 'unauthenticated') continue;
    if (callId === null) lost.push(`The answer to ${id} has no call id.`);
    else if (begun.has(callId) && ended.has(callId)) continue;
    else if (!isSent({ code, kind, ...attempt }) && killedAt.some((moment) => isAbout(endedAt, moment))) continue;
    else if (excused-- <= 0) lost.push(`The call ${id} (${code}) was answered and its record is not whole.`);
  }
  return lost;
}

/** A write whose answer has waited for its record. */
function isSent({ kind, code, outcome }: Pick<Attempt, 'kind' | 'code' | 'outcome'>): boolean {
  return isWrite(kind) && (code === 'ok' || outcome === 'unknown');
}

function isAbout(at: number, moment: number): boolean {
  return Math.abs(at - moment) < readsWaitMs;
}

/** Sentences of what is neither a wrong success nor a lost record. */
export function otherFaults({ attempts, journal }: Evidence): string[] {
  const wrong = [];
  const internal = attempts.filter(({ code }) => code === 'internal' || /^(?:mcp-)?status-/.test(code)).length;
  if (internal > 0) wrong.push(`${internal} calls met an internal error.`);
  const untold = attempts.filter(({ kind, code, outcome }) => isWrite(kind) && code !== 'ok' && outcome === null);
  if (untold.length > 0) wrong.push(`${untold.length} writes were refused without an outcome (${untold[0]?.code}).`);
  const open = new Set(journal.verification.unknown.filter(({ why }) => why === 'no-end').map(({ callId }) => callId));
  const unfound = [...journal.begun].filter((callId) => !journal.ended.has(callId) && !open.has(callId)).length;
  if (unfound > 0) wrong.push(`${unfound} writes without an end are not found by audit verify.`);
  return [...wrong, ...falseAlarms(attempts), ...limitHolds(attempts)];
}

/** Who was told that nothing was sent, and to ask again with the same key, must not hear then that it may have been done. */
function falseAlarms(attempts: readonly Attempt[]): string[] {
  const byId = Map.groupBy(attempts, ({ id }) => id);
  const alarmed = [...byId.values()].filter((tries) => {
    const first = tries.findIndex((attempt) => toldOutcome(attempt) !== 'not_sent');
    return first > 0 && tries[first]?.code.startsWith('idempotency-');
  });
  return alarmed.length === 0 ? [] : [`${alarmed.length} writes that were never sent were told later as maybe done.`];
}

/** In no stretch of time more than the pace allows and one burst; both ends of a call are uncertain by its length. */
function limitHolds(attempts: readonly Attempt[]): string[] {
  const passed = attempts
    .filter(({ kind, code }) => kind === 'limited' && code === 'ok')
    .toSorted((a, b) => a.startedAt - b.startedAt);
  const perMs = narrowRate.requestsPerMinute / 60_000;
  for (const [first, from] of passed.entries())
    for (const [more, to] of passed.slice(first).entries()) {
      const most = (to.endedAt - from.startedAt) * perMs + narrowRate.burst;
      if (more + 1 > most + 1)
        return [`The narrow limit let ${more + 1} calls pass where ${Math.floor(most)} are allowed.`];
    }
  return [];
}
