/** The formats of `check`: what each needs is gathered here, what it writes is in report/. */
import { relative, sep } from 'node:path';
import { isFault, type LineRange } from '../git/git.ts';
import { placeOf } from '../git/place.ts';
import type { Problem } from '../problem.ts';
import { githubAnnotations } from '../report/github.ts';
import { problemsJson } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import { renderProblems } from '../report/pretty.ts';
import { sarifLog } from '../report/sarif.ts';
import type { Changed } from './changed.ts';
import { textOf } from './texts.ts';
import { isColored } from './colour.ts';

/** Every format: for people, for programs, for code scanning, for GitHub's workflows, for test reports. */
export const formatNames = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;

/** How problems are told. */
export type FormatName = (typeof formatNames)[number];

/** What is told. */
export interface Told {
  /** The workspace's folder, absolute. */
  readonly folder: string;
  readonly problems: readonly Problem[];
  /** A sentence for people when there are no problems. */
  readonly fine: string;
  readonly changed: Changed | null;
}

/** The whole output of a check, with a line break at its end. */
export async function formatted(format: FormatName, { folder, problems, fine, changed }: Told): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(problemsJson(problems))}\n`;
    case 'sarif':
      return sarifLog(problems, { prefix: await prefixOf(folder), textOf: textOf(folder) });
    case 'junit':
      return junitReport(problems, { prefix: await prefixOf(folder) });
    case 'github':
      if (problems.length === 0) return `${fine}\n`;
      return githubAnnotations(problems, {
        prefix: await prefixOf(folder),
        isChanged: changed === null ? undefined : (problem) => isChanged(problem, changed.files),
      });
    case 'pretty': {
      if (problems.length === 0) return `${fine}\n`;
      const color = isColored(process.stdout);
      return `${renderProblems(problems, textOf(folder), { color })}\n`;
    }
  }
}

function isChanged({ span }: Problem, files: ReadonlyMap<string, readonly LineRange[]>): boolean {
  const ranges = files.get(span.file);
  if (ranges === undefined) return false;
  // A removed file has no lines, and what is said of it is about its removal.
  return ranges.length === 0 || ranges.some(({ first, last }) => span.line <= last && span.endLine >= first);
}

/** From the repository's root to the workspace; without a repository, from the folder that GitHub checks out into. */
async function prefixOf(folder: string): Promise<string> {
  const place = await placeOf(folder);
  if (!isFault(place)) return place.path;
  const checkout = process.env['GITHUB_WORKSPACE'] ?? '';
  const way = checkout === '' ? '..' : relative(checkout, folder).replaceAll(sep, '/');
  return way === '..' || way.startsWith('../') ? '' : way;
}
