/** `smarteros schema` */
import { join, relative } from 'node:path';
import { editorSchemaText } from '../change/editor-schema.ts';
import { workspaceFlag, type Command } from './command.ts';
import { type EditorFile, writeEditorFiles } from './editor-files.ts';
import { exitCodes } from './exit.ts';
import { workspaceFolder } from './workspace.ts';

/** Prints the JSON Schema of manifests, or writes it where editors find it. */
export const schema: Command = {
  description:
    'Prints one JSON Schema for all kinds of manifests. With --write it goes to .vscode/smarteros.schema.json in the workspace, and .vscode/settings.json and extensions.json get what makes VS Code use it; what is in them stays. "smarteros fmt --write" then names the schema in the first line of each manifest, which every editor with yaml-language-server follows.',
  args: {
    workspace: workspaceFlag,
    write: { type: 'boolean', description: 'Write the files in .vscode/' },
  },
  examples: [
    ['smarteros schema --write', 'for the workspace in this folder; again after an update of smarteros'],
    ['smarteros schema > smarteros.schema.json', 'for another editor'],
  ],
  run: (options) => {
    if (options['write'] !== true) {
      process.stdout.write(editorSchemaText());
      return exitCodes.fine;
    }
    const folder = workspaceFolder(String(options['workspace']));
    const files = writeEditorFiles(folder);
    const shown = (file: EditorFile): string => relative(process.cwd(), join(folder, file.path));
    for (const file of files) {
      if (file.state === 'manual')
        process.stderr.write(
          `${shown(file)} stays as it is: it is no JSON that this can be added to:\n${file.manual}\n`,
        );
      else process.stdout.write(`${file.state === 'written' ? 'Wrote' : 'Fresh'} ${shown(file)}\n`);
    }
    return files.some(({ state }) => state === 'manual') ? exitCodes.problems : exitCodes.fine;
  },
};
