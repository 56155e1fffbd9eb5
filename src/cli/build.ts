/** `smarteros build` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { artefacts } from '../emit/artefacts.ts';
import { hasErrors } from '../problem.ts';
import { renderProblems } from '../render-problems.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { textOf } from './texts.ts';
import { buildOnce } from './workspace.ts';

/** Writes the compiled workspace. */
export const build: Command = {
  description:
    'Writes the routing table (table.json) and for each tenant an OpenAPI 3.1 document and TypeScript types. The same manifests give the same bytes on any machine.',
  args: {
    workspace: workspaceFlag,
    out: { type: 'string', valueHint: 'DIR', description: 'Where to write', default: 'generated/workspace' },
  },
  examples: [
    ['smarteros build', 'this folder’s workspace, into generated/workspace'],
    ['smarteros build --workspace manifests --out dist/api', 'other folders'],
  ],
  run: async (options) => {
    const folder = resolve(String(options['workspace']));
    const out = resolve(String(options['out']));
    const { build: built, problems } = buildOnce(folder);
    if (hasErrors(problems)) {
      process.stderr.write(
        `${renderProblems(problems, textOf(folder), { color: process.stderr.isTTY })}\nNothing was written.\n`,
      );
      return exitCodes.problems;
    }
    const files = await artefacts(built.table);
    for (const { path, text } of files) writeArtefact(join(out, path), text);
    process.stdout.write(`Wrote ${files.length} files to ${out}, table ${built.table.version.slice(0, 12)}.\n`);
    return exitCodes.fine;
  },
};

function writeArtefact(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
