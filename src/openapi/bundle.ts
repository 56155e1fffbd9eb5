/**
 * A document of several files → one text. `@redocly/openapi-core` moves what other files hold into the components and
 * keeps its names; which files may be read, what is refused and where a mistake stands is decided here.
 */
import type * as Library from '@redocly/openapi-core';
import type { Problem } from '../problem.ts';
import { breakCircles } from './bundle-circles.ts';
import { type BundleFiles, type ReadFile, readBundleFiles, referenceProblem } from './bundle-files.ts';
import { isAddress, outsideReferences } from './bundle-references.ts';
import { documentVersion } from './read.ts';
import { parseSource } from './source.ts';

/** One document out of many files. */
export interface BundledDocument {
  /** The entry's text, byte for byte, where it refers to no other local file; else JSON. */
  readonly text: string;
  /** What could not be followed, each at its line; what it stands for is missing in the text. */
  readonly problems: readonly Problem[];
  /** How many files were put together, the entry being one. */
  readonly files: number;
}

/**
 * Puts together a document and the local files that its `$ref`s name. References to addresses stay as they are and are
 * named; nothing is fetched. Never rejects: what cannot be put together is named, and all else stays usable.
 *
 * @param entry the document and its absolute path
 * @param folder files outside of it are not read
 */
export async function bundleDocument(
  entry: { readonly path: string; readonly text: string },
  folder: string,
  readFile: ReadFile,
): Promise<BundledDocument> {
  const { source } = parseSource(entry);
  const version = source === null ? null : documentVersion(source.root);
  const references = source === null || version === null ? [] : outsideReferences(source.root);
  if (version === null || references.length === 0) return { text: entry.text, problems: [], files: 1 };
  const files = await readBundleFiles(entry, folder, readFile);
  const alone = { text: entry.text, problems: files.problems, files: 1 };
  if (references.every(({ reference }) => isAddress(reference))) return alone;
  try {
    checkDepth(files);
    const circles = breakCircles(files);
    const text = await putTogether(entry.path, version, files);
    return { text, problems: [...files.problems, ...circles], files: files.sources.size };
  } catch (error) {
    const message = `The files of this document cannot be put together: ${(error as Error).message}.`;
    return { ...alone, problems: [...files.problems, referenceProblem(undefined, [], message, entry.path)] };
  }
}

/** The library calls itself for each level, and what it has begun then fails with nobody waiting for it. */
const deepest = 500;

function checkDepth({ sources }: BundleFiles): void {
  const seen = new Set<unknown>();
  const waiting = [...sources.values()].map(({ root }) => ({ value: root, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    if (depth > deepest) throw new Error(`one nests more than ${deepest} levels deep`);
    seen.add(value);
    for (const below of Object.values(value) as readonly unknown[]) waiting.push({ value: below, depth: depth + 1 });
  }
}

async function putTogether(path: string, version: string, { sources }: BundleFiles): Promise<string> {
  const library = await import('@redocly/openapi-core');
  const root = sources.get(path)?.root as Record<string, unknown>;
  const key = version === '2.0' ? 'swagger' : 'openapi';
  const written = root[key];
  // the library knows texts of three numbers only
  root[key] = version === '2.0' ? version : `${version.slice(0, 3)}.0`;
  const config = await library.createConfig({});
  const externalRefResolver = resolverOf(library, sources);
  const { bundle } = await library.bundle({ ref: path, config, externalRefResolver, keepUrlRefs: true });
  root[key] = written;
  return `${JSON.stringify(bundle.parsed, null, 2)}\n`;
}

/** The library's own resolver, kept to files that were read: it opens none, and no connection. */
function resolverOf(library: typeof Library, sources: BundleFiles['sources']): Library.BaseResolver {
  const { BaseResolver: Base, Source } = library;
  return new (class extends Base {
    override loadExternalRef(path: string): Promise<Library.Source> {
      return sources.has(path) ? Promise.resolve(new Source(path, '')) : Promise.reject(new Error(`No file ${path}`));
    }
    override parseDocument(source: Library.Source): { source: Library.Source; parsed: unknown } {
      return { source, parsed: sources.get(source.absoluteRef)?.root };
    }
  })();
}
