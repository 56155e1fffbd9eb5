/** `smarteros build` */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { artefacts } from '../emit/artefacts.ts';
import { hasErrors } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import { environmentFlag, workspaceFlag, type Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { textOf } from './texts.ts';
import { buildOnce, environmentOf, workspaceFolder } from './workspace.ts';

/** Writes the compiled workspace. */
export const build: Command = {
  description:
    'Writes the routing table (table.json) and for each tenant an OpenAPI 3.1 document and TypeScript types. The same manifests give the same bytes on any machine.',
  args: {
    workspace: workspaceFlag,
    environment: environmentFlag,
    out: { type: 'string', valueHint: 'DIR', description: 'Where to write', default: 'generated/workspace' },
    check: { type: 'boolean', description: 'Write nothing; exit 1 when the files are stale', default: false },
  },
  examples: [
    ['smarteros build', 'this folder’s workspace, into generated/workspace'],
    ['smarteros build --workspace manifests --out dist/api', 'other folders'],
    ['smarteros build --check', 'in CI: are the committed files fresh?'],
  ],
  run: async (options) => {
    const folder = workspaceFolder(String(options['workspace']));
    const out = resolve(String(options['out']));
    const { build: built, problems } = buildOnce(folder, { environment: environmentOf(options), cache: true });
    if (hasErrors(problems)) {
      const frames = renderProblems(problems, textOf(folder), { color: process.stderr.isTTY });
      process.stderr.write(`${frames}\nNothing was written.\n`);
      return exitCodes.problems;
    }
    const wanted = new Map((await artefacts(built.table)).map(({ path, text }) => [path, text]));
    if (options['check'] === true) return checkFresh(out, wanted);
    for (const [path, text] of wanted) writeArtefact(join(out, path), text);
    for (const path of leftovers(out, wanted)) rmSync(join(out, path));
    process.stdout.write(`Wrote ${wanted.size} files to ${out}, table ${built.table.version.slice(0, 12)}.\n`);
    return exitCodes.fine;
  },
};

function checkFresh(out: string, wanted: ReadonlyMap<string, string>): number {
  const differing = [...wanted].filter(([path, text]) => readOrNull(join(out, path)) !== text).map(([path]) => path);
  const stale = [...differing, ...leftovers(out, wanted)];
  if (stale.length === 0) return exitCodes.fine;
  const names = stale.map((path) => `  ${join(out, path)}\n`).join('');
  process.stderr.write(`These files are stale; "smarteros build" writes them anew:\n${names}`);
  return exitCodes.problems;
}

function writeArtefact(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function readOrNull(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Artefacts of tenants that are no more; nothing else in the folder is looked at. */
function leftovers(out: string, wanted: ReadonlyMap<string, string>): string[] {
  const folders = existsSync(out)
    ? readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  return folders
    .flatMap(({ name }) => [`${name}/openapi.json`, `${name}/types.ts`])
    .filter((path) => !wanted.has(path) && existsSync(join(out, path)));
}
