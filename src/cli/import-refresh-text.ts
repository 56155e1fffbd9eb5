/** What a refresh did or would do, for people and for programs. */
import { styleText } from 'node:util';
import type { Change } from '../diff/change.ts';
import type { Draft } from '../introspect/draft.ts';
import { problemsJson } from '../report/json.ts';
import { visible } from '../report/visible.ts';
import type { ManifestPlace, OperationPlace, Refresh, RefreshConflict } from '../refresh/refreshed.ts';
import type { Json } from '../schema.ts';
import { count } from './announce.ts';
import type { RefreshEffect } from './import-refresh-effect.ts';

/** All that is told. */
export interface ToldRefresh {
  readonly refresh: Refresh;
  /** Capabilities that were asked for. */
  readonly draft: Draft;
  readonly effect: RefreshEffect;
  readonly isDryRun: boolean;
}

/** As JSON, one line. */
export function refreshJson({ refresh, draft, effect, isDryRun }: ToldRefresh): string {
  const { changes, conflicts, vanished, followed, operations, notes } = refresh;
  const told = {
    version: 1,
    dryRun: isDryRun,
    written: [...changes.map(({ path }) => path), ...draft.files.map(({ path }) => path)],
    followed: followed.map(({ edits, ...place }) => ({
      ...place,
      fields: edits.map(({ kind, path }) => ({ kind, path: path.join('.') })),
    })),
    conflicts: conflicts.map(({ theirs, path, ...conflict }) => ({
      ...conflict,
      path: path.join('.'),
      theirs: theirs ?? null,
    })),
    vanished,
    operations,
    changes: effect.changes,
    problems: problemsJson(effect.errors).problems,
    notes: [...notes, ...draft.notes],
  };
  return `${JSON.stringify(told)}\n`;
}

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** In sections, those that need somebody last. */
export function refreshText(told: ToldRefresh, color: boolean): string {
  const style: Style = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  const { refresh, draft, effect } = told;
  const { followed, notes } = refresh;
  const sections = [
    section('Operations', operationLines(told, style), style),
    section(
      'Manifests that follow',
      followed.map((one) => `${placeText(one)}: ${fieldsText(one.edits)}`),
      style,
    ),
    section(
      'New capabilities',
      draft.capabilities.map(({ name, path }) => `${style('green', '+')} ${name}  ${path}`),
      style,
    ),
    section(
      'What this means',
      effect.changes.map((change) => changeLine(change, style)),
      style,
    ),
    section('Without an operation', vanishedLines(refresh, style), style),
    section(
      'Conflicts, kept as people wrote them',
      refresh.conflicts.flatMap((one) => conflictLines(one, style)),
      style,
    ),
    section('Mistakes to correct ("smarteros check" shows them)', errorLines(effect, style), style),
    section('Notes', [...notes, ...draft.notes], style),
  ];
  return `${sections.filter((text) => text !== '').join('\n')}${sections.every((text) => text === '') ? '' : '\n'}${summary(told)}\n`;
}

function section(title: string, lines: readonly string[], style: Style): string {
  if (lines.length === 0) return '';
  return `${style('bold', title)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function operationLines({ refresh, draft }: ToldRefresh, style: Style): string[] {
  const { added, removed, renamed } = refresh.operations;
  const isChosen = draft.capabilities.length > 0;
  const text = ({ name, method, path }: OperationPlace): string =>
    shown(name === `${method} ${path}` ? name : `${name} (${method} ${path})`);
  const most = 40;
  const more = added.length > most ? [`… and ${added.length - most} more that are new`] : [];
  const [first] = added;
  return [
    ...removed.map((one) => `${style('red', '-')} ${text(one)}`),
    ...renamed.map((one) => `${style('yellow', '~')} ${text(one)}, before: ${shown(one.before)}`),
    ...added.slice(0, most).map((one) => `${style('green', '+')} ${text(one)}`),
    ...more,
    ...(first === undefined || isChosen
      ? []
      : [`A new one becomes a capability by --include '${shown(`op:${first.name}`)}'.`]),
  ];
}

function placeText({ kind, name, file }: ManifestPlace): string {
  return shown(kind === 'Capability' ? name : `${kind} ${name} (${file})`);
}

function fieldsText(edits: Refresh['followed'][number]['edits']): string {
  const signs = { add: '+', set: '~', remove: '-' } as const;
  return edits
    .map(({ kind, path }) => shown(`${signs[kind]}${path.filter((key) => key !== 'spec').join('.')}`))
    .join(', ');
}

function changeLine(change: Change, style: Style): string {
  const isHard = change.class === 'breaking' || change.class === 'dangerous';
  const word = style(isHard ? 'red' : change.class === 'additive' ? 'green' : 'yellow', change.class);
  return `${word}  ${shown(change.message)}`;
}

function vanishedLines({ vanished }: Refresh, style: Style): string[] {
  return vanished.map(
    ({ name, file, endpoint, reason }) =>
      `${style('red', 'breaking')}  ${shown(`${name} (${file}) calls ${endpoint}. ${reason} It is left as it is: correct it, or remove it.`)}`,
  );
}

function conflictLines({ file, line, path, ours, theirs }: RefreshConflict, style: Style): string[] {
  const value = (json: Json | undefined): string =>
    json === undefined ? '(nothing)' : shown(cut(JSON.stringify(json)));
  return [
    `${shown(`${file}:${line}`)}  ${style('bold', shown(path.join('.')))}`,
    `    people wrote   ${value(ours)}`,
    `    would now be   ${value(theirs)}`,
  ];
}

function errorLines({ errors }: RefreshEffect, style: Style): string[] {
  return errors.map(
    ({ span, code, message }) => `${style('red', code)}  ${shown(`${span.file}:${span.line}  ${message}`)}`,
  );
}

function cut(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

function shown(text: string): string {
  return visible(text, 'joined');
}

function summary({ refresh, draft, isDryRun }: ToldRefresh): string {
  const files = refresh.changes.length + draft.files.length;
  if (files === 0 && refresh.conflicts.length === 0) return 'Nothing has to be changed.';
  const done = isDryRun ? `Would write ${count(files, 'file')}; nothing is written.` : `Wrote ${count(files, 'file')}.`;
  const open = refresh.conflicts.length === 0 ? '' : ` ${count(refresh.conflicts.length, 'conflict')} to look at.`;
  return `${done}${open}`;
}
