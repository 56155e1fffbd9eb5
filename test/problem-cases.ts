/**
 * Problem cases: `problems/<code>.txt` holds mistakes that provoke one problem code, each over the small workspace of
 * `problems/base.txt`, and its correction. The first case of each code is its example in `docs/problems.md`.
 *
 *     ==== A title, as a sentence without its full stop
 *     -- tenants/demo/tenant.yaml --
 *     …the file as it is wrong; "(remove)" behind the path takes it away…
 *     ---- fixed
 *     -- tenants/demo/tenant.yaml --
 *     …the files that are other ones once it is corrected…
 *
 * Behind a path, `(hex)` says that bytes follow, `(link)` what it leads to, `(bytes N)` how often the text is repeated until it is
 * that long. A case without files and with `$ arguments` runs the command itself, in a repository where the base is committed.
 */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildOnce } from '../src/cli/workspace.ts';
import type { Problem } from '../src/problem.ts';
import { renderProblems } from '../src/report/pretty.ts';

/** One mistake and its correction. */
export interface ProblemCase {
  readonly code: string;
  readonly title: string;
  /** Words of a `smarteros` command that finds it; null for `check`, which is then run in this process. */
  readonly command: readonly string[] | null;
  readonly files: readonly CaseFile[];
  readonly fixed: readonly CaseFile[];
}

/** A file of a case. `how` is what stands in brackets behind the path, empty for plain text. */
export interface CaseFile {
  readonly path: string;
  readonly how: string;
  readonly text: string;
}

/** What checking a case says. */
export interface CaseOutcome {
  /** As `smarteros check` prints it. */
  readonly output: string;
  /** Every problem's code, in order. */
  readonly codes: readonly string[];
}

const folder = join(import.meta.dirname, 'problems');
const launcher = join(import.meta.dirname, '../bin/smarteros.js');

/** Every case, by code and in the order of the files. */
export function problemCases(): readonly ProblemCase[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt') && name !== 'base.txt');
  return names.toSorted().flatMap((name) => {
    const [, ...parts] = readFileSync(join(folder, name), 'utf8').split(/^==== (.*)\n/m);
    return parts.flatMap((title, index) =>
      index % 2 === 0 ? [caseOf(name.slice(0, -4), title, parts[index + 1] ?? '')] : [],
    );
  });
}

function caseOf(code: string, title: string, body: string): ProblemCase {
  const [wrong = '', fixed = ''] = body.split(/^---- fixed\n/m);
  const command = /^\$ (.*)$/m.exec(wrong)?.[1]?.split(' ') ?? null;
  return { code, title, command, files: filesOf(wrong), fixed: filesOf(fixed) };
}

function filesOf(text: string): CaseFile[] {
  const [, ...parts] = text.split(/^-- (\S+)(?: \(([^)]*)\))? --\n/m);
  return parts.flatMap((path, index) =>
    index % 3 === 0 ? [{ path, how: parts[index + 1] ?? '', text: parts[index + 2] ?? '' }] : [],
  );
}

/** Checks a case as it is wrong. */
export function runWrong(problem: ProblemCase): CaseOutcome {
  return inFolder(problem, problem.files);
}

/** Checks a case as it is corrected. */
export function runFixed(problem: ProblemCase): CaseOutcome {
  return inFolder(problem, [...problem.files, ...problem.fixed]);
}

/** The workspace that cases change, checked as it is. */
export function runBase(): CaseOutcome {
  return inFolder(null, []);
}

function inFolder(problem: ProblemCase | null, files: readonly CaseFile[]): CaseOutcome {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'smarteros-problem-')));
  const workspace = join(parent, 'workspace');
  try {
    writeAll(workspace, filesOf(readFileSync(join(folder, 'base.txt'), 'utf8')));
    const command = problem?.command ?? null;
    if (command !== null) commitAll(workspace);
    writeAll(workspace, files);
    return command === null ? checkHere(workspace) : runCommand(workspace, command);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

function checkHere(workspace: string): CaseOutcome {
  const { problems } = buildOnce(workspace);
  const textOf = (path: string): string | undefined => {
    try {
      return readFileSync(join(workspace, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  return { output: renderProblems(problems, textOf, { color: false }), codes: problems.map(({ code }) => code) };
}

function runCommand(workspace: string, words: readonly string[]): CaseOutcome {
  const run = (more: readonly string[]) =>
    spawnSync(process.execPath, [launcher, ...words, ...more], {
      cwd: workspace,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
  const { stdout, stderr } = run([]);
  const report = JSON.parse(run(['--format', 'json']).stdout) as { problems?: readonly Pick<Problem, 'code'>[] };
  return { output: stdout + stderr, codes: (report.problems ?? []).map(({ code }) => code) };
}

/** With dates and names of its own, so that the commit is the same one each time. */
function commitAll(workspace: string): void {
  const env = {
    ...process.env,
    GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
    GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const git = (...words: string[]) =>
    spawnSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...words], { cwd: workspace, env });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'base');
}

function writeAll(workspace: string, files: readonly CaseFile[]): void {
  for (const file of files) {
    const target = join(workspace, file.path);
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { recursive: true, force: true });
    if (file.how === 'link') symlinkSync(file.text.trim(), target);
    else if (file.how !== 'remove') writeFileSync(target, contentOf(file));
  }
}

function contentOf({ how, text }: CaseFile): string | Buffer {
  if (how === 'hex') return Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
  const bytes = Number(/^bytes (\d+)$/.exec(how)?.[1] ?? 0);
  return bytes === 0 ? text : text.repeat(Math.ceil(bytes / Buffer.byteLength(text)));
}
