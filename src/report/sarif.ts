/**
 * Problems → SARIF 2.1.0, for code scanning and editors.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { problemCodes, type Fix, type Problem, type ProblemCode, type Span } from '../problem.ts';
import { version } from '../version.ts';
import { fingerprints } from './fingerprint.ts';
import { repositoryPath } from './place.ts';
import { visible } from './visible.ts';

/** What a SARIF log needs beside the problems. */
export interface SarifOptions {
  /** From the repository's root to the workspace, with `/`. */
  readonly prefix: string;
  /** The text of a file by its path in a span; undefined when it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
}

/** GitHub refuses a log with more results than this. */
const mostResults = 25_000;

/** The name that SARIF tools, GitHub among them, give to the root of the repository. */
const rootId = '%SRCROOT%';

/**
 * A log with one run, as JSON text. It names no path of this machine, so that it is the same on every one. Of more
 * problems than `mostResults` it has the errors before the warnings, and says how many it leaves out.
 */
export function sarifLog(all: readonly Problem[], { prefix, textOf }: SarifOptions): string {
  const problems = all.length <= mostResults ? all : worstFirst(all).slice(0, mostResults);
  const codes = [...new Set(problems.map((problem) => problem.code))].toSorted();
  const prints = fingerprints(problems, textOf);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'SmarterOS', version, rules: codes.map((code) => rule(code, problems)) } },
        columnKind: 'utf16CodeUnits',
        ...(problems === all ? {} : { invocations: [leftOut(all.length - problems.length)] }),
        originalUriBaseIds: { [rootId]: { description: { text: 'The root of the repository.' } } },
        results: problems.map((problem, index) => ({
          ...result(problem, codes.indexOf(problem.code), prefix),
          partialFingerprints: { 'smarterosProblem/v1': prints[index] },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function worstFirst(problems: readonly Problem[]): Problem[] {
  const rank = (problem: Problem) => (problem.severity === 'error' ? 0 : 1);
  return problems.toSorted((a, b) => rank(a) - rank(b));
}

function leftOut(count: number) {
  const text = `${count} problems more are not in this log: code scanning takes ${mostResults}. "smarteros check" tells all.`;
  return { executionSuccessful: true, toolExecutionNotifications: [{ level: 'warning', message: { text } }] };
}

function rule(code: ProblemCode, problems: readonly Problem[]) {
  const { meaning, remedy } = problemCodes[code];
  const isError = problems.some((problem) => problem.code === code && problem.severity === 'error');
  return {
    id: code,
    shortDescription: { text: meaning },
    // GitHub shows an alert without it, and documents it as required.
    fullDescription: { text: meaning },
    // Links of the remedy lead from page to page of the documentation, nowhere from here.
    help: { text: remedy.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1') },
    defaultConfiguration: { level: isError ? 'error' : 'warning' },
  };
}

function result(problem: Problem, ruleIndex: number, prefix: string) {
  const { code, severity, message, hint, span, related, fix } = problem;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: plain(hint === undefined ? message : `${message}\n${hint}`) },
    locations: [{ physicalLocation: place(span, prefix) }],
    ...(related === undefined
      ? {}
      : {
          relatedLocations: [
            { id: 1, physicalLocation: place(related.span, prefix), message: { text: plain(related.message) } },
          ],
        }),
    ...(fix === undefined ? {} : fixes(fix, prefix)),
  };
}

function place(span: Span, prefix: string) {
  return { artifactLocation: artifact(span.file, prefix), region: region(span) };
}

function artifact(file: string, prefix: string) {
  const segments = repositoryPath(prefix, file).toWellFormed().split('/');
  return { uri: segments.map(encodeURIComponent).join('/'), uriBaseId: rootId };
}

function region({ line, column, endLine, endColumn }: Span) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** SARIF knows changes of content only: a fix that moves its file would be done by half. */
function fixes(fix: Fix, prefix: string) {
  if (fix.edits.length === 0 || fix.move !== undefined) return {};
  const byFile = Map.groupBy(fix.edits, (edit) => edit.span.file);
  const artifactChanges = [...byFile].map(([file, edits]) => ({
    artifactLocation: artifact(file, prefix),
    replacements: edits.map((edit) => ({
      deletedRegion: region(edit.span),
      insertedContent: { text: edit.text.toWellFormed() },
    })),
  }));
  return { fixes: [{ description: { text: plain(fix.title) }, artifactChanges }] };
}

/** In a message `[text](target)` is a link (section 3.11.6), and nothing of a manifest may become one. */
function plain(text: string): string {
  return visible(text, 'kept').replaceAll('](', '] (');
}
