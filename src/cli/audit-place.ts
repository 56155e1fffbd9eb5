/** What the commands about the audit journal have in common: where it is, moments in time, colour. */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { auditFolder } from '../audit/segments.ts';
import { workspaceFlag } from './command.ts';
import { dataFlag, dataFolderOf } from './data-folder.ts';
import { Misuse } from './exit.ts';
import { workspaceFolder } from './workspace.ts';

/** The folder of a workspace's journal; throws `Misuse` when nothing was recorded there yet. */
export function journalOf(options: Readonly<Record<string, unknown>>): string {
  const folder = auditFolder(dataFolderOf(workspaceFolder(String(options['workspace'])), options));
  if (!existsSync(folder))
    throw new Misuse(
      `There is no journal in ${folder}: a gateway begins one with its first call. Name its workspace with --workspace, or its folder with --data.`,
    );
  return folder;
}

/** A folder that is named itself, such as a copy of a journal; throws `Misuse` when it is none. */
export function namedJournal(path: string): string {
  const folder = resolve(path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Misuse(`There is no folder ${folder}.`);
  // A workspace, or its folder for data, is what people name most often.
  return [join(folder, '.smarteros'), folder].map(auditFolder).find(existsSync) ?? folder;
}

/** An option's moment in Unix milliseconds, null without one; throws `Misuse` for what is none. A day begins in UTC. */
export function momentOf(options: Readonly<Record<string, unknown>>, flag: string): number | null {
  const text = options[flag];
  if (typeof text !== 'string') return null;
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
  const moment = form.test(text) ? Date.parse(text) : Number.NaN;
  // JavaScript takes the 31st of February for the 3rd of March.
  const isDay =
    !Number.isNaN(moment) && new Date(`${text.slice(0, 10)}T00:00Z`).toISOString().startsWith(text.slice(0, 10));
  if (!isDay)
    throw new Misuse(
      `--${flag} "${text}" is no moment: write a day such as 2026-11-23 (from 00:00 UTC), or 2026-11-23T18:30:00Z.`,
    );
  return moment;
}

/** An option's text, or null. */
export function textOption(options: Readonly<Record<string, unknown>>, flag: string): string | null {
  const text = options[flag];
  return typeof text === 'string' ? text : null;
}

/** The flags that say where a journal is. */
export const placeFlags = { workspace: workspaceFlag, data: dataFlag } as const;

/** The flags that choose calls. */
export const callFlags = {
  tenant: { type: 'string', valueHint: 'NAME', description: 'Calls of this tenant only' },
  capability: { type: 'string', valueHint: 'NAME', description: 'Calls of this capability only' },
} as const;
