/** `smarteros versions` */
import { readPin } from '../versions/pin-file.ts';
import { openVersionStore } from '../versions/store.ts';
import type { Listing } from '../versions/version-files.ts';
import { formatFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { short, some, when } from './version-words.ts';
import { workspaceFolder } from './workspace.ts';

/** Lists kept versions. */
export const versions: Command = {
  description:
    'Lists the versions of a workspace that gateways took over, newest first: the last twenty. It reads files, so no gateway has to run.',
  args: {
    workspace: workspaceFlag,
    format: formatFlag,
  },
  examples: [
    ['smarteros versions', 'of the workspace in this folder'],
    ['smarteros versions --format json | jq -r ".versions[1].version"', 'the version before this one'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const listing = await openVersionStore(workspace).list();
    const pin = await readPin(workspace);
    const pinned = pin === null || pin === 'damaged' ? null : pin.version;
    const text = options['format'] === 'json' ? jsonOf(listing, pinned) : tableOf(listing, pinned);
    process.stdout.write(text);
    if (options['format'] !== 'json') process.stderr.write(remarks(listing, pinned, pin === 'damaged'));
    return exitCodes.fine;
  },
};

function jsonOf({ versions: all, damaged }: Listing, pinned: string | null): string {
  const marked = all.map((version, index) => ({
    ...version,
    latest: index === 0,
    pinned: version.version === pinned,
  }));
  return `${JSON.stringify({ versions: marked, damaged })}\n`;
}

function tableOf({ versions: all }: Listing, pinned: string | null): string {
  const rows = all.map(({ version, at, environment, commit, clean, changed, changedCount }, index) => [
    short(version),
    when(at),
    commit === null ? '–' : `${commit.slice(0, 7)}${clean === false ? ' + changes' : ''}`,
    changedCount === 0
      ? 'no tenant'
      : some(changed, changedCount > 5 ? 3 : 5).replace(/ and \d+ more$/, '') + rest(changedCount),
    [
      index === 0 ? 'latest' : '',
      version === pinned ? 'pinned' : '',
      environment === null ? '' : `environment ${environment}`,
    ]
      .filter((mark) => mark !== '')
      .join(', '),
  ]);
  const titled = [['VERSION', 'TAKEN OVER', 'COMMIT', 'CHANGED', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...titled.map((row) => (row[column] as string).length)));
  if (rows.length === 0) return '';
  return titled
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function rest(changedCount: number): string {
  return changedCount > 5 ? ` and ${changedCount - 3} more` : '';
}

function remarks({ versions: all, damaged }: Listing, pinned: string | null, isPinDamaged: boolean): string {
  const lines = [
    all.length === 0
      ? 'No version is kept yet: "smarteros serve" keeps the first one, a moment after it has started.'
      : null,
    pinned !== null && !all.some(({ version }) => version === pinned)
      ? `The rollback to version ${short(pinned)} has nothing to serve any more. "smarteros rollback --end" forgets it.`
      : null,
    isPinDamaged
      ? 'There was a rollback, and its file .smarteros/pin.json is damaged or cannot be read: the next start serves the present. "smarteros rollback --end" forgets it.'
      : null,
    damaged.length > 0 ? `Passed over, as they are damaged or of another format: ${some(damaged)}.` : null,
  ];
  return lines
    .filter((line) => line !== null)
    .map((line) => `${line}\n`)
    .join('');
}
