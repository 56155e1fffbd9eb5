/** The local files of a document: each read once, inside one folder, and every reference between them looked at. */
import { isAbsolute, relative } from 'node:path';
import type { Problem } from '../problem.ts';
import { fileOf, isAddress, outsideReferences, type OutsideReference, stepsOf } from './bundle-references.ts';
import { own, referenceOf } from './reference.ts';
import { parseSource, type Source } from './source.ts';

/** Reads a file by its absolute path. `reason` ends a sentence about the reference that names it. */
export type ReadFile = (path: string) => Promise<{ readonly text: string } | { readonly reason: string }>;

/** The files of one document, by absolute path, as they are put together. */
export interface BundleFiles {
  readonly sources: ReadonlyMap<string, Source>;
  readonly references: readonly FileReference[];
  readonly problems: readonly Problem[];
}

/** A reference and the file that it stands in. */
export interface FileReference extends OutsideReference {
  readonly file: string;
}

const mostFiles = 5_000;
const mostCharacters = 60_000_000;

/** Parts of documents are written in these; nothing else is opened, whatever a reference says. */
const readable = /\.(ya?ml|json|md)$/i;

interface Reading {
  readonly folder: string;
  readonly readFile: ReadFile;
  readonly sources: Map<string, Source>;
  /** Why a file cannot be used; null for one that can. */
  readonly answers: Map<string, string | null>;
  readonly references: FileReference[];
  readonly problems: Problem[];
  characters: number;
}

/**
 * Reads the entry and, one after the other, every file that is referred to, and names the references that lead nowhere.
 *
 * @param folder files outside of it are not read
 */
export async function readBundleFiles(
  entry: { readonly path: string; readonly text: string },
  folder: string,
  readFile: ReadFile,
): Promise<BundleFiles> {
  const reading: Reading = {
    folder,
    readFile,
    sources: new Map(),
    answers: new Map([[entry.path, null]]),
    references: [],
    problems: [],
    characters: 0,
  };
  addFile(reading, entry.path, entry.text);
  // grows while it is gone through
  for (const reference of reading.references) {
    const reason = await reasonAgainst(reading, reference);
    if (reason !== null) reading.problems.push(unfollowed(reading, reference, reason));
  }
  for (const reference of reading.references) {
    if (isDangling(reading.sources, reference))
      reading.problems.push(unfollowed(reading, reference, 'that file has nothing there'));
  }
  return reading;
}

async function reasonAgainst(reading: Reading, { file, reference }: FileReference): Promise<string | null> {
  if (isAddress(reference)) return 'it leads to an address, and nothing is fetched';
  const path = fileOf(file, reference);
  let reason = reading.answers.get(path);
  if (reason === undefined) reading.answers.set(path, (reason = await openFile(reading, path)));
  return reason;
}

async function openFile(reading: Reading, path: string): Promise<string | null> {
  const inside = relative(reading.folder, path);
  if (inside.startsWith('..') || isAbsolute(inside)) return `it lies outside of ${reading.folder}`;
  if (!readable.test(path) || /(^|[\\/])\./.test(inside)) return 'only .yaml, .yml, .json and .md files are read';
  if (reading.sources.size >= mostFiles) return `the document has more than ${mostFiles} files`;
  const read = await reading.readFile(decodePath(path));
  if ('reason' in read) return read.reason;
  reading.characters += read.text.length;
  if (reading.characters > mostCharacters) return 'all files together are too large';
  return addFile(reading, path, read.text);
}

function addFile(reading: Reading, path: string, text: string): string | null {
  const { source, problems } = /\.md$/i.test(path) ? plainText(path, text) : parseSource({ path, text });
  if (source === null) return `the file cannot be read (${problems[0]?.message ?? ''})`;
  reading.sources.set(path, source);
  reading.problems.push(...problems);
  for (const reference of outsideReferences(source.root)) reading.references.push({ ...reference, file: path });
  return null;
}

function plainText(file: string, text: string): ReturnType<typeof parseSource> {
  const span = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { source: { root: text, spanOf: () => span }, problems: [] };
}

/** What a reference in a file leads to, with the file it is in; undefined when it leads nowhere. */
export function followInFiles(
  sources: ReadonlyMap<string, Source>,
  from: string,
  reference: string,
): { readonly file: string; readonly value: unknown } | undefined {
  const file = reference.startsWith('#') ? from : fileOf(from, reference);
  let value = sources.get(file)?.root;
  for (const step of stepsOf(reference)) value = own(value, step);
  return value === undefined ? undefined : { file, value };
}

/** A pointer through another reference is left to the library, which follows it. */
function isDangling(sources: ReadonlyMap<string, Source>, { file, reference }: FileReference): boolean {
  if (isAddress(reference)) return false;
  let value = sources.get(fileOf(file, reference))?.root;
  if (value === undefined) return false;
  for (const step of stepsOf(reference)) {
    if (referenceOf(value) !== null) return false;
    value = own(value, step);
  }
  return value === undefined;
}

function unfollowed({ sources }: Reading, { file, path, reference }: FileReference, reason: string): Problem {
  return referenceProblem(sources.get(file), [...path, '$ref'], `"${reference}" cannot be followed: ${reason}.`, file);
}

/** A reference that cannot be followed, at its place. */
export function referenceProblem(
  source: Source | undefined,
  path: readonly string[],
  message: string,
  file: string,
): Problem {
  return {
    code: 'openapi-reference',
    severity: 'warning',
    message: `${message} What it stands for is missing.`,
    hint: 'Correct the reference, or save what it stands for in a file beside the document and refer to that.',
    span: source?.spanOf(path, 'value') ?? { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
