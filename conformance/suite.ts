/** The official suite as a program of its own: started, followed, and what it found read. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';

const home = join(import.meta.dirname, '../node_modules/@modelcontextprotocol/conformance');

/** Revisions of the protocol that are held. */
export const revisions = ['2026-07-28', '2025-11-25'] as const;

/** One of them. */
export type Revision = (typeof revisions)[number];

/** One finding of a scenario, as far as it is read here. */
export interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

/** A scenario that has been run. One without checks did not come to an end. */
export interface Outcome {
  readonly scenario: string;
  readonly checks: readonly Check[];
  readonly seconds: number;
}

/** What the suite says that a server of a revision must pass; what else it runs counts for nothing. */
export function requiredOf(revision: Revision): readonly string[] {
  const text = readFileSync(join(home, 'requirements', `${revision}.yaml`), 'utf8');
  return (parse(text) as { readonly server: readonly string[] }).server;
}

/** What is run, and where. */
export interface Run {
  /** The MCP endpoint. */
  readonly url: string;
  readonly revision: Revision;
  /** Runs this one alone; null runs everything that the suite has for the revision. */
  readonly scenario: string | null;
  /** Keeps what the suite writes. */
  readonly folder: string;
}

/** Runs the suite and gives what it found, scenario by scenario as they end. */
export async function* runSuite({ url, revision, scenario, folder }: Run): AsyncGenerator<Outcome> {
  const wanted =
    scenario === null ? ['--requirements', revision] : ['--scenario', scenario, '--spec-version', revision];
  const args = [join(home, 'dist/index.js'), 'server', '--url', url, '--output-dir', folder, ...wanted];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let current: Started | null = null;
  for await (const line of createInterface(child.stdout)) {
    const begun = /^Running client scenario '(.+)' against /.exec(line)?.[1];
    const results = /^Results saved to (.+)$/.exec(line)?.[1];
    if (current !== null && (begun ?? results) !== undefined) yield outcomeOf(current, results);
    if (results !== undefined) current = null;
    if (begun !== undefined) current = { scenario: begun, since: performance.now() };
  }
  await ended;
  if (current !== null) yield outcomeOf(current, undefined);
}

interface Started {
  readonly scenario: string;
  /** In milliseconds of `performance.now()`. */
  readonly since: number;
}

function outcomeOf({ scenario, since }: Started, results: string | undefined): Outcome {
  const seconds = (performance.now() - since) / 1000;
  if (results === undefined) return { scenario, checks: [], seconds };
  return { scenario, checks: JSON.parse(readFileSync(join(results, 'checks.json'), 'utf8')) as Check[], seconds };
}
