/** `smarteros secret keygen` */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { identityFile } from '../secret/identities.ts';
import { codeOf, createPrivateFile, readPrivateFile, replacePrivateFile } from '../secret/private-file.ts';
import { createIdentity, type Identity } from '../secret/seal.ts';
import { newStoreKey, storeKeyFile } from '../secret/store-keys.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { workspaceFolder } from './workspace.ts';

/** Makes the keys that secrets are sealed and kept with. */
export const secretKeygen: Command = {
  description:
    'Makes the pair of keys that secrets in Git are sealed with: anyone may seal with the public one, which belongs into system.yaml, and only whoever has the private one can open. The private one is written to a file that nobody else can read, and is not shown. With --store it makes the key of the encrypted store on this machine. To change a key without a pause, add a new one (--add), run "smarteros secret rotate", then remove the old line.',
  args: {
    out: {
      type: 'string',
      valueHint: 'FILE',
      description: 'Where to write the private key; - prints it (default: .smarteros/age-key of the workspace)',
    },
    store: { type: 'boolean', description: 'Make the key of the encrypted store instead', default: false },
    add: { type: 'boolean', description: 'Add a key to the file beside those that are there', default: false },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros secret keygen', 'a pair; prints the public key'],
    ['smarteros secret keygen --out - | wl-copy', 'the private key to somewhere else, such as a password manager'],
    ['smarteros secret keygen --add', 'a second pair, to take the place of the first'],
    ['smarteros secret keygen --store', 'the key of "smarteros secret set"'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    if (options['store'] !== true) return makeIdentity(workspace, options['out'], options['add'] === true);
    return makeStoreKey(workspace, options['out'], options['add'] === true);
  },
};

async function makeIdentity(workspace: string, out: unknown, isAdded: boolean): Promise<number> {
  const pair = await createIdentity();
  if (out === '-') {
    if (isAdded) throw new Misuse('--add needs a file to add to, and --out - writes none.');
    process.stdout.write(identityText(pair));
    process.stderr.write(adviceFor(pair.recipient));
    return exitCodes.fine;
  }
  const file = out === undefined ? identityFile(workspace) : resolve(String(out));
  write(file, identityText(pair), isAdded ? 'last' : null);
  process.stdout.write(`${pair.recipient}\n`);
  process.stderr.write(`The private key is in ${shown(file)}: keep a copy somewhere safe, and out of Git.\n`);
  process.stderr.write(adviceFor(pair.recipient) + (isAdded ? afterAdding : ignoreAdvice(workspace, file)));
  return exitCodes.fine;
}

function makeStoreKey(workspace: string, out: unknown, isAdded: boolean): number {
  if (out === '-') {
    process.stdout.write(`${newStoreKey()}\n`);
    process.stderr.write('Set it as SMARTEROS_STORE_KEY where the gateway and "smarteros secret set" run.\n');
    return exitCodes.fine;
  }
  if (out !== undefined) throw new Misuse('--store writes .smarteros/store-key, or with --out - to standard output.');
  const file = storeKeyFile(workspace);
  write(file, `${newStoreKey()}\n`, isAdded ? 'first' : null);
  process.stderr.write(`The key of the store is in ${shown(file)}; without it, what the store holds is lost.\n`);
  const next = isAdded ? 'smarteros secret rotate --store' : 'smarteros secret set TENANT NAME';
  process.stderr.write(`Next: ${next}\n${isAdded ? '' : ignoreAdvice(workspace, file)}`);
  return exitCodes.fine;
}

/** A file as `age-keygen` writes it, so that the program age reads it too. */
function identityText({ identity, recipient }: Identity): string {
  return `# public key: ${recipient}\n${identity}\n`;
}

/** Never over a file: what was sealed to its keys would be lost. */
function write(file: string, text: string, place: 'first' | 'last' | null): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (place !== null && existsSync(file)) {
    const read = readPrivateFile(file);
    if (read === null || 'problem' in read) throw new Misuse(read?.problem ?? `${file} cannot be read.`);
    const known = read.text.replace(/([^\n])$/, '$1\n');
    return replacePrivateFile(file, place === 'first' ? text + known : known + text);
  }
  try {
    createPrivateFile(file, text);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new Misuse(
      `${file} exists already, and what was sealed with its key could not be opened without it. --add puts a new key beside it.`,
    );
  }
}

function adviceFor(recipient: string): string {
  return `Next, in system.yaml, so that secrets are sealed to it:

  spec:
    secrets:
      recipients:
        - ${recipient}

`;
}

const afterAdding = `Then "smarteros secret rotate --sealed", and commit what it writes. Once every gateway has the new private key and that
commit, remove the old line from system.yaml and from the file of private keys.
`;

/** A key in the workspace is one `git add` away from the world. */
function ignoreAdvice(workspace: string, file: string): string {
  if (!file.startsWith(workspace + sep)) return '';
  const isState = file.startsWith(join(workspace, '.smarteros') + sep);
  return `And in .gitignore, unless it is there:\n\n  ${isState ? '.smarteros/' : relative(workspace, file)}\n`;
}

function shown(file: string): string {
  return relative(process.cwd(), file);
}
