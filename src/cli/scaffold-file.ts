/** Writing new manifests: never over a file, in the house form, and looked at as `check` does. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { format } from '../change/format.ts';
import { schemaFile, schemaPathFrom } from '../change/modeline.ts';
import { hasErrors } from '../problem.ts';
import { renderProblems } from '../report/pretty.ts';
import { closest } from '../suggest.ts';
import { exitCodes, Misuse } from './exit.ts';
import { textOf } from './texts.ts';
import { buildOnce } from './workspace.ts';
import { isColored } from './colour.ts';

/** A file to be; a manifest is put in form, anything else is written as it is. */
export interface NewFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly isManifest: boolean;
}

/**
 * Writes the files, names them, and tells what `check` finds wrong with them. Throws `Misuse` before anything is written
 * when one is there already.
 */
export function writeNew(workspace: string, files: readonly NewFile[], next: string): number {
  refuseTaken(
    workspace,
    files.map(({ path }) => path),
  );
  for (const file of files) {
    mkdirSync(dirname(join(workspace, file.path)), { recursive: true });
    writeFileSync(join(workspace, file.path), file.isManifest ? inForm(workspace, file.path, file.text) : file.text, {
      flag: 'wx',
    });
    process.stdout.write(`Wrote ${relative(process.cwd(), join(workspace, file.path))}\n`);
  }
  const paths = new Set(files.map(({ path }) => path));
  const problems = buildOnce(workspace).problems.filter(
    ({ span, related }) => paths.has(span.file) || (related !== undefined && paths.has(related.span.file)),
  );
  if (problems.length > 0)
    process.stderr.write(`\n${renderProblems(problems, textOf(workspace), { color: isColored(process.stderr) })}\n`);
  process.stderr.write(`Next: ${next}\n`);
  return hasErrors(problems) ? exitCodes.problems : exitCodes.fine;
}

/** Throws `Misuse` when one of the files is there already. */
export function refuseTaken(workspace: string, paths: readonly string[]): void {
  const taken = paths.find((path) => existsSync(join(workspace, path)));
  if (taken !== undefined)
    throw new Misuse(
      `${join(workspace, taken)} exists already, and "new" overwrites nothing. Edit or remove it, or choose another name.`,
    );
}

/** A drafted manifest in the house form, with the line for editors where the workspace keeps the schema. */
export function inForm(workspace: string, path: string, text: string): string {
  const formatted = format(text, existsSync(join(workspace, schemaFile)) ? schemaPathFrom(path) : null);
  if ('reason' in formatted) throw new Error(`The draft of ${path} is no manifest (${formatted.reason}).`);
  return formatted.text;
}

/** A name as metadata takes it; throws `Misuse` for another. `what` is how the option is written. */
export function nameOf(what: string, value: unknown): string {
  const name = String(value);
  const mistake = nameMistake(name);
  if (mistake === null) return name;
  throw new Misuse(`${what} takes ${mistake}`);
}

/** Why a text is no such name, and what would be one; null when it is one. */
export function nameMistake(name: string): string | null {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 40) return null;
  const possible = nameLike(name, '-');
  const such = possible === null ? '' : ` Write ${possible}`;
  return `a name of lower-case letters, digits and hyphens (at most 40), not "${name}".${such}`;
}

/** `Panadería Ñuñoa` → `panaderia-nunoa`, `ordersSearch` with a dot → `orders.search`; null when nothing like a name is left. */
export function nameLike(text: string, between: '-' | '.'): string | null {
  const words = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const name = words.join(between).slice(0, 40).replace(/[-.]$/, '');
  return /^[a-z]/.test(name) && (between === '-' || words.length > 1) ? name : null;
}

/** The name of a tenant that the workspace has; throws `Misuse` with the one that may be meant. */
export function tenantOf(workspace: string, value: unknown, tenants: readonly string[]): string {
  const name = nameOf('--tenant', value);
  if (existsSync(join(workspace, 'tenants', name))) return name;
  const similar = closest(name, tenants);
  const meant = similar === null ? `"smarteros new tenant ${name}" makes it.` : `Did you mean "${similar}"?`;
  throw new Misuse(`There is no tenant "${name}" in ${workspace} (no folder tenants/${name}). ${meant}`);
}

/** ` --workspace DIR` for a line to paste, nothing where it is the default. */
export function workspaceWords(given: unknown): string {
  return given === '.' ? '' : ` --workspace ${shellWord(String(given))}`;
}

/** A word as a shell takes it: in quotes where it has spaces or signs. */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}_./:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
