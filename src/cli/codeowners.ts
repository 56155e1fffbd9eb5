/** `smarteros codeowners` */
import { isUtf8 } from 'node:buffer';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownersSection, withOwners } from '../change/codeowners.ts';
import { isFault } from '../git/git.ts';
import { placeOf } from '../git/place.ts';
import { renderProblems } from '../report/pretty.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { readOwners } from './owners.ts';
import { textOf } from './texts.ts';
import { workspaceFolder } from './workspace.ts';

/** Writes `spec.owners` of tenants and system into the repository's CODEOWNERS. */
export const codeowners: Command = {
  description:
    'Writes who reviews which tenant’s folder (spec.owners in Tenant and System) into the CODEOWNERS file of the repository, between two lines that mark it; everything else in the file stays. Without --write or --check it prints that part.',
  args: {
    workspace: workspaceFlag,
    write: { type: 'boolean', description: 'Write the file' },
    check: { type: 'boolean', description: 'Write nothing; exit 1 when the file is not as it would be written' },
  },
  examples: [
    ['smarteros codeowners', 'what would be written'],
    ['smarteros codeowners --workspace manifests --write', 'write it'],
    ['smarteros codeowners --workspace manifests --check', 'for a pipeline'],
  ],
  run: async (options) => {
    if (options['write'] === true && options['check'] === true)
      throw new Misuse('--write and --check exclude each other: one writes the file, the other looks at it.');
    const folder = workspaceFolder(String(options['workspace']));
    const place = await placeOf(folder);
    if (isFault(place)) throw new Misuse(place.fault);
    const owners = readOwners(folder);
    if ('problems' in owners) {
      process.stderr.write(
        `${renderProblems(owners.problems, textOf(folder), { color: false })}\nCODEOWNERS stays as it is: who owns what cannot be read.\n`,
      );
      return exitCodes.problems;
    }
    const section = ownersSection({ ...owners, workspace: place.path });
    if (section.length === 0)
      process.stderr.write('Nobody owns anything yet: add spec.owners to system.yaml or to a tenant.yaml.\n');
    const target = { root: place.root, file: codeownersFile(place.root), workspace: place.path };
    if (options['write'] === true) return write(target, section);
    if (options['check'] === true) return compare(target, section, String(options['workspace']));
    process.stdout.write(section.map((line) => `${line}\n`).join(''));
    return exitCodes.fine;
  },
};

/** Where code hosts look for it: GitHub in the first three in this order, GitLab in the last three. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'] as const;

/** The file that is there, else GitHub's first. */
function codeownersFile(root: string): string {
  return places.find((path) => isFile(join(root, path))) ?? places[0];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

interface Target {
  readonly root: string;
  /** From the root. */
  readonly file: string;
  /** From the root to the workspace. */
  readonly workspace: string;
}

/** The file's text as it is and as it should be; null when it cannot be said without harm to the rest of it, which is told. */
function texts({ root, file, workspace }: Target, section: readonly string[]) {
  const path = join(root, file);
  const bytes = isFile(path) ? readFileSync(path) : Buffer.alloc(0);
  const before = bytes.toString('utf8');
  const after = isUtf8(bytes) ? withOwners(before, workspace, section) : null;
  if (after === null) {
    process.stderr.write(
      isUtf8(bytes)
        ? `${file}: the lines that mark our part do not make one pair of begin and end. Put them right by hand, or remove them.\n`
        : `${file} is not UTF-8, and what others wrote in it would be damaged. Save it as UTF-8 first.\n`,
    );
    return null;
  }
  if (Buffer.byteLength(after) >= mostBytes)
    process.stderr.write(
      `${file} has 3 MB or more, and GitHub reads none of it then. Give teams whole folders instead.\n`,
    );
  return { path, before, after };
}

/** GitHub's limit. */
const mostBytes = 3 * 1024 * 1024;

function write(target: Target, section: readonly string[]): number {
  const found = texts(target, section);
  if (found === null) return exitCodes.problems;
  if (found.after === found.before) return fresh(target);
  mkdirSync(dirname(found.path), { recursive: true });
  writeFileSync(found.path, found.after);
  process.stdout.write(`Wrote ${target.file}.\n`);
  return exitCodes.fine;
}

function compare(target: Target, section: readonly string[], folder: string): number {
  const found = texts(target, section);
  if (found === null) return exitCodes.problems;
  if (found.after === found.before) return fresh(target);
  process.stderr.write(`${target.file} is stale. Run: smarteros codeowners --workspace ${folder} --write\n`);
  return exitCodes.problems;
}

function fresh({ file }: Target): number {
  process.stdout.write(`${file} is as it should be.\n`);
  return exitCodes.fine;
}
