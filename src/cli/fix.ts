/** `smarteros check --fix`: makes what corrections are certain, and says which. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createBuilder } from '../build/build.ts';
import { fixAll, type FixedFile, type FixedWorkspace } from '../change/fix.ts';
import { diffLines, type DiffLine } from '../change/line-diff.ts';
import { readWorkspace } from '../manifest/read.ts';
import { visible } from '../report/visible.ts';
import { count } from './announce.ts';
import { checkEnvironment } from './workspace.ts';
import { moveFile, refusalOf, refusalOfNew, replaceText } from './write-back.ts';

/** What to correct, and how. */
export interface FixOptions {
  readonly environment: string | null;
  /** Correct this tenant's files alone; null corrects all. */
  readonly only: string | null;
  /** Show what would be written, and write nothing. */
  readonly isDryRun: boolean;
}

/**
 * Corrects a workspace and tells on standard error what was done and what was left. A dry run writes the difference to
 * standard output instead.
 */
export function fixWorkspace(folder: string, options: FixOptions): void {
  const root = realpathSync(folder);
  const fixed = fixedWorkspace(root, options);
  if (options.isDryRun) process.stdout.write(fixed.files.map(diffOf).join(''));
  else for (const file of fixed.files) write(root, file);
  process.stderr.write(wordsOf(fixed, options.isDryRun));
}

function fixedWorkspace(root: string, { environment, only }: FixOptions): FixedWorkspace {
  const { files, problems } = readWorkspace(root);
  const build = createBuilder({ thorough: true, environment });
  const mine = only === null ? '' : `tenants/${only}/`;
  const isElsewhere = (path: string) => (path.startsWith(mine) ? null : `it is no file of tenant "${only}"`);
  return fixAll(files, {
    problemsOf: (current) => {
      const built = build(current, problems, null);
      checkEnvironment(built);
      return built.problems;
    },
    refusal: (path) => isElsewhere(path) ?? refusalOf(root, path),
    refusalOfNew: (path) => isElsewhere(path) ?? refusalOfNew(root, path),
  });
}

function write(root: string, { from, to, before, after }: FixedFile): void {
  if (before !== after) replaceText(join(root, from), before, after);
  if (from !== to) moveFile(root, from, to);
}

function diffOf({ from, to, before, after }: FixedFile): string {
  const moved = from === to ? [] : [`rename from ${from}`, `rename to ${to}`];
  const changed = before === after ? [] : [`--- a/${from}`, `+++ b/${to}`, ...diffLines(before, after).map(shown)];
  return [...moved, ...changed].map((line) => `${visible(line, 'joined')}\n`).join('');
}

const signs = { same: ' ', removed: '-', added: '+', gap: '@@' } as const;

function shown({ kind, text }: DiffLine): string {
  return `${signs[kind]}${text}`.replace(/\r$/, '');
}

function wordsOf({ done, left, files, problems }: FixedWorkspace, isDryRun: boolean): string {
  const verb = isDryRun ? 'would fix' : 'fixed';
  const lines = [
    ...done.map(({ span, fix }) => `${verb} ${span.file}:${span.line}:${span.column}  ${fix.title}`),
    ...left.map(
      ({ problem: { span, fix }, reason }) => `left ${span.file}:${span.line}:${span.column}  ${fix.title}: ${reason}`,
    ),
  ];
  if (done.length === 0) lines.push('Nothing to correct by a program.');
  else if (isDryRun)
    lines.push(
      `${count(done.length, 'correction')} in ${count(files.length, 'file')}; nothing was written. ${count(problems.length, 'problem')} would be left.`,
    );
  return lines.map((line) => `${visible(line, 'joined')}\n`).join('');
}
