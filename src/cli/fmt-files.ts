/** Which files `fmt` is about, and what becomes of each. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { format } from '../change/format.ts';
import { schemaFile } from '../change/modeline.ts';
import { isWorkspaceFile } from '../manifest/find.ts';
import { parseManifest } from '../manifest/parse.ts';
import { listWorkspace, readFile } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import { Misuse } from './exit.ts';

/** One file, looked at. `shown` is its path as people see it from where they stand. */
export type LookedAt = { readonly path: string; readonly shown: string } & (
  | { readonly state: 'fine' }
  | { readonly state: 'changed'; readonly before: string; readonly after: string }
  | { readonly state: 'left'; readonly problems: readonly Problem[]; readonly text: string | undefined }
);

/** The manifests of folders, and files, as paths of folders and paths in these. Throws `Misuse` for what is not there. */
export function manifestsOf(words: readonly string[]): LookedAt[] {
  const found = words.flatMap((word) => {
    const path = resolve(word);
    if (!existsSync(path)) throw new Misuse(`There is no file or folder ${path}.`);
    if (statSync(path).isDirectory()) return listWorkspace(path).flatMap((inside) => lookAt(path, inside, false));
    if (!isWorkspaceFile(path)) throw new Misuse(`${path} is no YAML file, so it is no manifest.`);
    return lookAt(dirname(path), basename(path), true);
  });
  return [...new Map(found.map((file) => [file.path, file])).values()];
}

/** Nothing for a file in a folder that is no manifest. */
function lookAt(folder: string, inside: string, isNamed: boolean): LookedAt[] {
  const path = join(folder, inside);
  const file = { path, shown: relative(process.cwd(), path) };
  const read = readFile(folder, inside);
  if (read === null) return [];
  if (!('text' in read)) return [{ ...file, state: 'left', problems: [read], text: undefined }];
  const parsed = parseManifest(read);
  if (!parsed.isManifest || parsed.problems.some(({ code }) => code === 'not-a-manifest')) {
    return isNamed ? [{ ...file, state: 'left', problems: [notOurs(inside)], text: read.text }] : [];
  }
  const result = format(read.text, schemaOf(path));
  if ('reason' in result) {
    const problems = result.reason === 'yaml' ? parsed.problems.filter(isOfYaml) : [unknownLayout(inside)];
    return [{ ...file, state: 'left', problems: problems.length > 0 ? problems : parsed.problems, text: read.text }];
  }
  const before = readFileSync(path, 'utf8');
  return [
    before === result.text ? { ...file, state: 'fine' } : { ...file, state: 'changed', before, after: result.text },
  ];
}

const yamlCodes: readonly string[] = ['yaml-syntax', 'duplicate-key', 'yaml-anchor', 'yaml-tag', 'file-too-large'];

function isOfYaml({ code }: Problem): boolean {
  return yamlCodes.includes(code);
}

function unknownLayout(file: string): Problem {
  return stays(file, 'yaml-syntax', {
    message: 'This file is written in a way that fmt cannot keep, so it stays as it is.',
    hint: 'Write each field as "name: value", and comments on lines of their own.',
  });
}

/** A hook may name every YAML file that was changed. */
function notOurs(file: string): Problem {
  return stays(file, 'not-a-manifest', {
    message: 'This file is no manifest, so it stays as it is.',
    hint: 'OpenAPI documents are kept as their company publishes them.',
  });
}

function stays(file: string, code: Problem['code'], words: Pick<Problem, 'message' | 'hint'>): Problem {
  return { code, severity: 'warning', ...words, span: { file, line: 1, column: 1, endLine: 1, endColumn: 1 } };
}

/** The way to the schema in the nearest folder above that has one. */
function schemaOf(path: string): string | null {
  const start = dirname(path);
  for (let folder = start; ; folder = dirname(folder)) {
    const schema = join(folder, schemaFile);
    if (existsSync(schema)) return relative(start, schema).split(sep).join('/');
    if (dirname(folder) === folder) return null;
  }
}
