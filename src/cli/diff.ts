/** `smarteros diff` */
import { resolve } from 'node:path';
import { entriesToPaste, isClosedList } from '../diff/allow.ts';
import { diffTables } from '../diff/diff.ts';
import { markdownDiff } from '../diff/markdown.ts';
import { prettyDiff } from '../diff/pretty.ts';
import { type DiffReport, isOpen, type ReportParts, reportOf, type TokenChange } from '../diff/report.ts';
import { listTokens } from '../emit/tool-cost.ts';
import { listedOf } from '../emit/tool-list.ts';
import { isFault } from '../git/git.ts';
import { type Place, placeOf } from '../git/place.ts';
import { hasErrors, type Problem } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import type { RoutingTable, TenantShard } from '../table/table.ts';
import { tokenizerName } from '../tokens.ts';
import { environmentFlag, type Command, workspaceFlag } from './command.ts';
import { heldAgainst, readAllowFile } from './diff-allow.ts';
import { readRevisions, type Revisions } from './diff-revisions.ts';
import { buildSides, readSides, type Sides } from './diff-sides.ts';
import { exitCodes } from './exit.ts';
import { checkEnvironment, environmentOf } from './workspace.ts';
import { isColored } from './colour.ts';

type Format = 'pretty' | 'json' | 'markdown';

/** Tells what a change means. */
export const diff: Command = {
  description:
    'Tells what changes between two commits, or a commit and the working tree: for clients, agents, access and upstreams. Exits 0 when nothing does, 2 with changes, 3 when one of them is breaking or dangerous and not allowed, 1 with errors.',
  args: {
    base: {
      type: 'positional',
      description: 'The commit to compare with; main...HEAD is what a branch changed',
      required: true,
    },
    head: { type: 'positional', description: 'The commit that is compared; else the working tree', required: false },
    workspace: workspaceFlag,
    environment: environmentFlag,
    format: {
      type: 'enum',
      options: ['pretty', 'json', 'markdown'],
      description: 'For people, for programs, or as a comment of a pull request',
      default: 'pretty',
    },
    allow: {
      type: 'string',
      valueHint: 'FILE',
      description: 'What is allowed; else breaking-allow.yaml of the workspace',
    },
    'print-allow': {
      type: 'boolean',
      description: 'Print the entries that would allow what is not allowed yet',
      default: false,
    },
  },
  examples: [
    ['smarteros diff main', 'what is not merged yet, as it lies here'],
    ['smarteros diff main...HEAD', 'what this branch changed since it left main'],
    ['smarteros diff v1.0 v1.1 --workspace manifests', 'two releases'],
    ['smarteros diff main --format markdown', 'a comment for a pull request'],
    ['smarteros diff main --print-allow >> breaking-allow.yaml', 'say yes to what it breaks'],
  ],
  run: async (options) => {
    const folder = resolve(String(options['workspace']));
    const environment = environmentOf(options);
    const place = await placeOf(folder);
    if (isFault(place)) return fail(place.fault);
    const head = options['head'] === undefined ? null : String(options['head']);
    const revisions = await readRevisions(place, String(options['base']), head);
    if (isFault(revisions)) return fail(revisions.fault);
    const waiting = setTimeout(() => tell('Reading both sides …'), 700);
    const read = await readSides(folder, revisions).finally(() => clearTimeout(waiting));
    if (isFault(read)) return fail(read.fault);
    if (read.base.files.length + read.head.files.length > manyFiles) tell('Compiling both sides …');
    const sides = buildSides(read.base, read.head, environment);
    checkEnvironment(sides.head.build);
    const allow = options['allow'] === undefined ? null : String(options['allow']);
    const list = await readAllowFile(folder, allow, sides.head.commit);
    const { report, problems } = compare(sides, { place, revisions, list });
    tell('');
    if (options['print-allow'] === true) return printAllow(report, problems, sides, list);
    print(report, problems, sides, options['format'] as Format, list);
    return exitCodeOf(report, problems);
  },
};

interface Context {
  readonly place: Place;
  readonly revisions: Revisions;
  readonly list: Awaited<ReturnType<typeof readAllowFile>>;
}

function compare({ base, head, warnings }: Sides, { place, revisions, list }: Context) {
  const errors = head.build.problems.filter(({ severity }) => severity === 'error');
  const broken = new Map(
    [...base.build.tenants]
      .filter(([, { compiled }]) => compiled.shard === null)
      .map(([name, { compiled }]) => [name, compiled]),
  );
  const changes = errors.length > 0 ? [] : diffTables({ table: base.build.table, broken }, { table: head.build.table });
  const held =
    list === null || errors.length > 0
      ? { by: new Map(), problems: [] }
      : 'text' in list
        ? heldAgainst(list, changes, new Date().toISOString().slice(0, 10))
        : { by: new Map(), problems: [list] };
  const problems = [...errors, ...held.problems];
  const isNew = base.files.length === 0 && head.files.length > 0;
  const parts: ReportParts = {
    workspace: place.path,
    environment: head.build.environment,
    base: { revision: revisions.baseName, commit: base.commit, table: base.build.table.version },
    head: { revision: revisions.head, commit: head.commit, table: head.build.table.version },
    compared: errors.length === 0,
    changes,
    allowed: held.by,
    tokens: errors.length > 0 ? {} : tokenChanges(base.build.table, head.build.table),
    tokenizer: tokenizerName,
    problems,
    warnings: [...(isNew ? ['The base has no manifests here: everything is new.'] : []), ...warnings],
  };
  return { report: reportOf(parts), problems };
}

/** Of tenants that changed at all: counting costs more than comparing. */
function tokenChanges(before: RoutingTable, after: RoutingTable): Record<string, TokenChange> {
  const names = new Set([...Object.keys(before.tenants), ...Object.keys(after.tenants)]);
  const entries = [...names].toSorted().flatMap((name): [string, TokenChange][] => {
    const [old, now] = [before.tenants[name], after.tenants[name]];
    if (old?.digest === now?.digest) return [];
    const change = { before: tokensOf(old), after: tokensOf(now) };
    return change.before === change.after ? [] : [[name, change]];
  });
  return Object.fromEntries(entries);
}

function tokensOf(shard: TenantShard | undefined): number | null {
  return shard === undefined ? null : listTokens(listedOf(shard));
}

function print(
  report: DiffReport,
  problems: readonly Problem[],
  sides: Sides,
  format: Format,
  list: Context['list'],
): void {
  if (format === 'json') process.stdout.write(`${JSON.stringify(report)}\n`);
  else if (format === 'markdown') process.stdout.write(markdownDiff(report));
  else {
    const color = isColored(process.stdout);
    const texts = textsOf(sides, list);
    process.stdout.write(prettyDiff(report, color));
    if (problems.length > 0)
      process.stdout.write(`\n${renderProblems(problems, (path) => texts.get(path), { color })}\n`);
  }
}

function printAllow(report: DiffReport, problems: readonly Problem[], sides: Sides, list: Context['list']): number {
  // What goes to stdout is appended to a file: errors of the manifests, and of that file, are none of its lines.
  const errors = problems.filter(({ severity }) => severity === 'error');
  const texts = textsOf(sides, list);
  if (errors.length > 0)
    process.stderr.write(`${renderProblems(errors, (path) => texts.get(path), { color: false })}\n`);
  if (!report.compared) return exitCodes.problems;
  const text = list !== null && 'text' in list ? list.text : '';
  const entries = entriesToPaste(report.changes.filter(isOpen), text);
  if (entries === '') process.stderr.write('Nothing has to be allowed.\n');
  else if (isClosedList(text))
    process.stderr.write('The list is written in brackets: take them away, or what is appended is no part of it.\n');
  process.stdout.write(entries);
  return exitCodes.fine;
}

function textsOf(sides: Sides, list: Context['list']): ReadonlyMap<string, string> {
  const texts = new Map(sides.head.files.map(({ path, text }) => [path, text]));
  return list !== null && 'text' in list ? texts.set(list.path, list.text) : texts;
}

function exitCodeOf({ summary, changes }: DiffReport, problems: readonly Problem[]): number {
  if (hasErrors(problems)) return exitCodes.problems;
  if (summary.notAllowed > 0) return exitCodes.breaking;
  return changes.length > 0 ? exitCodes.changes : exitCodes.fine;
}

function fail(fault: string): number {
  process.stderr.write(`${fault}\n`);
  return exitCodes.problems;
}

/** Workspaces of this many files are worth a word while they are compiled. */
const manyFiles = 2_000;

/** One line at a terminal that the next one takes the place of; empty takes it away. */
function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
