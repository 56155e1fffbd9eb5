/** `smarteros check` */
import { hasErrors } from '../problem.ts';
import { problemsJson } from '../report/json.ts';
import { renderProblems } from '../report/pretty.ts';
import { count } from './announce.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { textOf } from './texts.ts';
import { buildOnce, workspaceFolder } from './workspace.ts';

/** Tells all problems of a workspace. */
export const check: Command = {
  description:
    'Tells every mistake in a workspace, each with its place, reason and remedy. Exits 0 without errors, 1 with some; warnings alone are no failure.',
  args: {
    dir: { type: 'positional', required: false, description: 'The workspace’s folder', default: '.' },
    format: {
      type: 'enum',
      options: ['pretty', 'json'],
      description: 'For people, or for programs',
      default: 'pretty',
    },
  },
  examples: [
    ['smarteros check', 'the workspace in this folder'],
    ['smarteros check manifests', 'another folder'],
    ['smarteros check --format json | jq .problems', 'for a pipeline'],
  ],
  run: (options) => {
    const folder = workspaceFolder(String(options['dir']));
    const { build, problems } = buildOnce(folder);
    if (options['format'] === 'json') process.stdout.write(`${JSON.stringify(problemsJson(problems))}\n`);
    else if (problems.length > 0)
      process.stdout.write(
        `${renderProblems(problems, textOf(folder), { color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined })}\n`,
      );
    else
      process.stdout.write(
        `No problems: ${count(Object.keys(build.table.tenants).length, 'tenant')}, table ${build.table.version.slice(0, 12)}.\n`,
      );
    return hasErrors(problems) ? exitCodes.problems : exitCodes.fine;
  },
};
