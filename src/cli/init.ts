/** `smarteros init` */
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from './command.ts';
import { writeEditorFiles } from './editor-files.ts';
import { exitCodes, Misuse } from './exit.ts';
import { workspaceWords } from './scaffold-file.ts';

/** Writes a first workspace. */
export const init: Command = {
  description:
    'Writes a first workspace: a tenant, a provider, an endpoint and a capability, each with comments that say what to change.',
  args: { dir: { type: 'positional', required: false, description: 'The folder to write into', default: '.' } },
  examples: [
    ['smarteros init', 'into this folder'],
    ['smarteros init acme && smarteros serve --workspace acme', 'into a new folder, and serve it'],
  ],
  run: (options) => {
    const folder = resolve(String(options['dir']));
    const files = templateFiles();
    const taken = files.filter((file) => existsSync(join(folder, file)));
    if (taken.length > 0)
      throw new Misuse(
        `${join(folder, taken[0] as string)} exists already, and init overwrites nothing. Choose an empty folder.`,
      );
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(templates, file), join(folder, file));
    }
    // npm takes a .gitignore out of packages, so it cannot be a template like the others.
    const ignore = join(folder, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '# keys, the audit, the cache\n.smarteros/\n');
    const editor = writeEditorFiles(folder).filter(({ state }) => state === 'written');
    const written = [...files, ...editor.map(({ path }) => path)];
    const shown = relative(process.cwd(), folder) || '.';
    process.stdout.write(
      `Wrote ${written.length} files:\n${written.map((file) => `  ${join(shown, file)}`).join('\n')}\nNext: smarteros serve --examples${workspaceWords(shown)}\n`,
    );
    return exitCodes.fine;
  },
};

/** Beside `src` in a checkout, beside `dist` in the package. */
const templates = join(import.meta.dirname, '..', '..', 'templates', 'workspace');

function templateFiles(): string[] {
  const entries = readdirSync(templates, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(templates, join(entry.parentPath, entry.name)))
    .toSorted();
}
