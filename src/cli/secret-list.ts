/** `smarteros secret list` */
import type { Build } from '../build/build.ts';
import { createSecrets, type SecretOrigin } from '../secret/create.ts';
import { placeWords, type SecretPlace } from '../secret/owner.ts';
import { openStoreKeys } from '../secret/store-keys.ts';
import { openStore } from '../secret/store.ts';
import { formatFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { inOrder } from './secret-place.ts';
import { buildOnce, workspaceFolder } from './workspace.ts';

/** Lists secrets by name. */
export const secretList: Command = {
  description:
    'Lists the secrets that providers need and those that are there: where each one comes from on this machine, never a value. Of several places the first counts: sealed in Git, the encrypted store, an environment variable. Exits 1 when one is missing.',
  args: {
    workspace: workspaceFlag,
    format: formatFlag,
  },
  examples: [
    ['smarteros secret list', 'of the workspace in this folder'],
    [`smarteros secret list --format json | jq -r '.secrets[] | select(.from == null).name'`, 'those that are missing'],
  ],
  run: (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const tell = (message: string) => void process.stderr.write(`${message}\n`);
    const { build } = buildOnce(workspace);
    const secrets = createSecrets({ workspace, table: () => build.table, onProblem: tell });
    const stored = openStore(workspace, openStoreKeys(workspace, process.env), () => {}).places();
    const rows = rowsOf(build, stored, secrets.origin);
    process.stdout.write(options['format'] === 'json' ? `${JSON.stringify({ secrets: rows })}\n` : tableOf(rows));
    const missing = rows.filter(({ from }) => from === null);
    if (options['format'] !== 'json')
      for (const { owner, name } of missing) tell(`${placeWords({ owner, name })}: ${secrets.where(owner, name)}`);
    return missing.length === 0 ? exitCodes.fine : exitCodes.problems;
  },
};

interface Row extends SecretPlace {
  /** Null when it is missing. */
  readonly from: SecretOrigin | null;
  /** The providers that need it; empty for one that nothing uses. */
  readonly providers: readonly string[];
}

function rowsOf(
  build: Build,
  stored: readonly SecretPlace[],
  origin: (owner: string | null, name: string) => SecretOrigin | null,
): Row[] {
  const rows = new Map<string, { place: SecretPlace; providers: Set<string> }>();
  const row = ({ owner, name }: SecretPlace) => {
    const id = placeWords({ owner, name });
    const known = rows.get(id) ?? { place: { owner, name }, providers: new Set<string>() };
    rows.set(id, known);
    return known;
  };
  for (const { compiled } of build.tenants.values())
    for (const { owner, secret, provider } of compiled.secrets) row({ owner, name: secret }).providers.add(provider);
  stored.forEach(row);
  const { system, tenants } = build.table;
  for (const [owner, { sealed }] of [[null, system] as const, ...Object.entries(tenants)])
    for (const name of Object.keys(sealed)) row({ owner, name });
  const all = [...rows.values()].map(({ place, providers }) => ({
    ...place,
    from: origin(place.owner, place.name),
    providers: [...providers].toSorted(),
  }));
  return inOrder(all);
}

const words = { sealed: 'sealed in Git', store: 'store', environment: 'environment' } as const;

function tableOf(rows: readonly Row[]): string {
  if (rows.length === 0) return 'No provider needs a secret, and none is kept.\n';
  const width = Math.max(...rows.map((row) => placeWords(row).length));
  return rows
    .map((row) => {
      const from = row.from === null ? 'MISSING' : words[row.from];
      const use = row.providers.length === 0 ? 'used by nothing' : row.providers.join(', ');
      return `${placeWords(row).padEnd(width)}  ${from.padEnd(13)}  ${use}\n`;
    })
    .join('');
}
