/** `smarteros secret set` */
import { createSecrets } from '../secret/create.ts';
import { openStoreKeys } from '../secret/store-keys.ts';
import { setInStore } from '../secret/store.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { placeArgs, secretPlaceOf, secretWords } from './secret-place.ts';
import { readValue, valueWords } from './secret-value.ts';
import { buildOnce, workspaceFolder } from './workspace.ts';

/** Puts a value into the store of this machine. */
export const secretSet: Command = {
  description: `Keeps a value in the encrypted store on this machine (.smarteros/secrets.json), for what must not be in Git at all. Its key is .smarteros/store-key ("smarteros secret keygen --store" makes it) or SMARTEROS_STORE_KEY. A running gateway uses the value within a second. ${valueWords}`,
  args: { ...placeArgs, workspace: workspaceFlag },
  examples: [
    ['smarteros secret set demo shop-key', 'asks for the value'],
    ['printf %s "$KEY" | smarteros secret set demo shop-key', 'takes it from a pipe'],
    ['smarteros secret set --shared chatwoot-token', 'for a shared provider'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const place = secretPlaceOf(workspace, options);
    const keys = openStoreKeys(workspace, process.env);
    const { keys: present, problem } = keys.current();
    // Told before anyone types a value for nothing.
    if (present.length === 0) throw new Misuse(problem ?? 'There is no key of the store.');
    await setInStore(workspace, place, await readValue(secretWords(place)), keys);
    process.stderr.write(`The store holds ${secretWords(place)} now.\n`);
    const { build } = buildOnce(workspace);
    const origin = createSecrets({ workspace, table: () => build.table }).origin(place.owner, place.name);
    if (origin === 'sealed')
      process.stderr.write('It is sealed in Git as well, and that one comes first: remove it there to use this one.\n');
    return exitCodes.fine;
  },
};
