/** `smarteros secret unset` */
import { unsetInStore } from '../secret/store.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { placeArgs, secretPlaceOf, secretWords } from './secret-place.ts';
import { workspaceFolder } from './workspace.ts';

/** Takes a value out of the store of this machine. */
export const secretUnset: Command = {
  description:
    'Takes a value out of the encrypted store on this machine. What is sealed in Git or set as a variable is not touched. A copy of the store from before still holds it: change the value where it was issued, if it must not be used any more.',
  args: { ...placeArgs, workspace: workspaceFlag },
  examples: [
    ['smarteros secret unset demo shop-key', 'of a tenant'],
    ['smarteros secret unset --shared chatwoot-token', 'of the shared providers'],
  ],
  run: async (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const place = secretPlaceOf(workspace, options);
    if (!(await unsetInStore(workspace, place)))
      throw new Misuse(`The store does not hold ${secretWords(place)}. "smarteros secret list" shows what there is.`);
    process.stderr.write(`The store holds ${secretWords(place)} no longer.\n`);
    return exitCodes.fine;
  },
};
