/** `smarteros check` */
import { hasErrors, sortProblems } from '../problem.ts';
import { count } from './announce.ts';
import { changedHere } from './changed.ts';
import { environmentFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { fixWorkspace } from './fix.ts';
import { formatNames, formatted, type FormatName } from './formats.ts';
import { outsideProblems, problemsOf } from './only.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';

/** Tells all problems of a workspace. */
export const check: Command = {
  description:
    'Tells every mistake in a workspace, each with its place, reason and remedy. Exits 0 without errors, 1 with some; warnings alone are no failure.',
  args: {
    dir: { type: 'positional', required: false, description: 'The workspace’s folder', default: '.' },
    environment: environmentFlag,
    format: {
      type: 'enum',
      options: [...formatNames],
      description: 'For people, for programs, for code scanning, as annotations of a workflow, as a test report',
      default: 'pretty',
    },
    fix: { type: 'boolean', description: 'Make the corrections that are certain, then check', default: false },
    'dry-run': {
      type: 'boolean',
      description: 'With --fix: show what would be written, and write nothing',
      default: false,
    },
    only: {
      type: 'string',
      valueHint: 'TENANT',
      description: 'Tell what concerns this tenant, and which changed files lie outside its folder',
    },
    since: {
      type: 'string',
      valueHint: 'REVISION',
      description: 'What changes are told from, for --only and --format github; else the pull request’s base',
    },
    cache: {
      type: 'boolean',
      default: true,
      description: 'Take over what was found in files that did not change (kept in .smarteros/cache)',
      negativeDescription: 'Look at every file, and keep nothing',
    },
  },
  examples: [
    ['smarteros check', 'the workspace in this folder'],
    ['smarteros check manifests', 'another folder'],
    ['smarteros check --fix', 'correct what is certain, tell the rest'],
    ['smarteros check --fix --dry-run', 'what that would change'],
    ['smarteros check --format json | jq .problems', 'for a pipeline'],
    ['smarteros check --format sarif > smarteros.sarif', 'for code scanning'],
    ['smarteros check --only demo --since origin/main', 'a tenant’s pull request: its problems, and no other’s files'],
  ],
  run: async (options) => {
    const folder = workspaceFolder(String(options['dir']));
    const format = options['format'] as FormatName;
    const only = textOption(options['only']);
    const since = textOption(options['since']);
    if (since !== null && only === null && format !== 'github')
      throw new Misuse('--since goes with --only or with --format github: nothing else of a check looks at changes.');
    const isDryRun = options['dry-run'] === true;
    const environment = environmentOf(options);
    if (options['fix'] === true) fixWorkspace(folder, { environment, only, isDryRun });
    else if (isDryRun) throw new Misuse('--dry-run goes with --fix: a check by itself writes nothing.');
    const found = buildOnce(folder, { environment, cache: options['cache'] !== false });
    if (isDryRun) return hasErrors(found.problems) ? exitCodes.problems : exitCodes.fine;
    const concerned = only === null ? found.problems : problemsOf(only, found.build, found.problems);
    const changed =
      only === null && format !== 'github' ? null : await changedHere(folder, { since, isNeeded: only !== null });
    const outside = only === null || changed === null ? [] : outsideProblems(only, changed);
    const problems = sortProblems([...concerned, ...outside]);
    const { table } = found.build;
    const fine = `No problems: ${count(Object.keys(table.tenants).length, 'tenant')}, table ${table.version.slice(0, 12)}.`;
    process.stdout.write(await formatted(format, { folder, problems, fine, changed }));
    return hasErrors(problems) ? exitCodes.problems : exitCodes.fine;
  },
};

function textOption(value: unknown): string | null {
  return value === undefined ? null : String(value);
}
