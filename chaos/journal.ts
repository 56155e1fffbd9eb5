/** What the gateway's audit says, read as `smarteros audit` reads it. */
import { spawnSync } from 'node:child_process';
import { launcher } from '../bench/gateway.ts';
import { openSegment, readLines } from '../src/audit/lines.ts';
import { parseLine } from '../src/audit/parse.ts';
import { listSegments } from '../src/audit/segments.ts';
import type { Verification } from '../src/audit/verify.ts';

/** The records of all calls. */
export interface Journal {
  /** Ids of calls with a record that they began, and of those with one of how they ended: `ok`, or the code of the refusal. */
  readonly begun: ReadonlySet<string>;
  readonly ended: ReadonlyMap<string, string>;
  /** Traces of calls that began. */
  readonly traces: ReadonlySet<string>;
  /** From the earliest time of day in it to the latest, in milliseconds. */
  readonly spanMs: number;
  /** What `smarteros audit verify` says. */
  readonly verification: Verification;
}

/** Reads and verifies the journal in a folder. */
export async function readJournal(folder: string): Promise<Journal> {
  const [begun, ended, traces] = [new Set<string>(), new Map<string, string>(), new Set<string>()];
  let [earliest, latest] = [Number.POSITIVE_INFINITY, 0];
  for (const segment of await listSegments(folder)) {
    const file = await openSegment(segment);
    if (file === null) continue;
    for await (const { bytes, isWhole } of readLines(file)) {
      const entry = isWhole ? parseLine(bytes)?.entry : undefined;
      if (entry === undefined) continue;
      const callId = String(entry['callId']);
      [earliest, latest] = [Math.min(earliest, entry.at), Math.max(latest, entry.at)];
      if (entry.event === 'begin' || entry.event === 'call') begun.add(callId);
      if (entry.event === 'end' || entry.event === 'call') ended.set(callId, String(entry['decision']));
      if (entry.event === 'begin') traces.add(String(entry['traceId']));
    }
    await file.close();
  }
  return { begun, ended, traces, spanMs: latest - earliest, verification: verify(folder) };
}

function verify(folder: string): Verification {
  const command = [launcher, 'audit', 'verify', folder, '--format', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  // It says what it found with exit code 1.
  if (stdout === '') throw new Error(`The journal could not be verified:\n${stderr}`);
  return JSON.parse(stdout) as Verification;
}
