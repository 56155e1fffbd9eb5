/** `smarteros new contract` */
import { contractText } from '../change/scaffold-contract.ts';
import { workspaceFlag, type Command } from './command.ts';
import { Misuse } from './exit.ts';
import { nameLike, workspaceWords, writeNew } from './scaffold-file.ts';
import { workspaceFolder } from './workspace.ts';

/** Writes the manifest of a contract. */
export const newContract: Command = {
  description:
    'Writes the manifest of a contract, what capabilities of one name take and answer whatever API is behind them: contracts/<name>.yaml. Nothing that is there is overwritten.',
  args: {
    contract: { type: 'positional', description: 'Its name, by custom that of the capabilities: orders.search' },
    workspace: workspaceFlag,
  },
  examples: [['smarteros new contract orders.search', 'contracts/orders.search.yaml']],
  run: (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const name = contractName(String(options['contract']));
    const next = `say what it takes and answers, name it by "contract: ${name}" in capabilities, then smarteros check${workspaceWords(options['workspace'])}`;
    return writeNew(workspace, [{ path: `contracts/${name}.yaml`, text: contractText(name), isManifest: true }], next);
  },
};

function contractName(name: string): string {
  if (/^[a-z][a-z0-9]*([_-][a-z0-9]+)*(\.[a-z0-9]+([_-][a-z0-9]+)*)+$/.test(name) && name.length <= 40) return name;
  const possible = nameLike(name, '.');
  const such = possible === null ? '' : ` Write ${possible}`;
  throw new Misuse(
    `"smarteros new contract" takes lower-case words with a dot between them (at most 40 characters), such as orders.search, not "${name}".${such}`,
  );
}
