/** References that lead through others back to themselves: they mean nothing, and the library gives up over them. */
import type { Problem } from '../problem.ts';
import { type BundleFiles, followInFiles, referenceProblem } from './bundle-files.ts';
import { isRecord, referenceOf } from './reference.ts';

/** Takes the `$ref` out of every reference that leads back to itself, and names those that lead out of their file. */
export function breakCircles({ sources, references }: BundleFiles): Problem[] {
  const circles = new Set<Record<string, unknown>>();
  const named = references.filter(({ file, owner }) => {
    const chain = chainOf(sources, file, owner);
    for (const link of chain ?? []) circles.add(link);
    return chain !== null;
  });
  for (const owner of circles) delete owner['$ref'];
  return named.map(({ file, path, reference }) =>
    referenceProblem(sources.get(file), path, `"${reference}" leads back to itself.`, file),
  );
}

/** The references that one leads through, when it comes back to one of them; null when it ends somewhere. */
function chainOf(
  sources: BundleFiles['sources'],
  file: string,
  owner: Record<string, unknown>,
): Set<Record<string, unknown>> | null {
  const chain = new Set<Record<string, unknown>>();
  let at: { readonly file: string; readonly value: unknown } | undefined = { file, value: owner };
  while (at !== undefined && isRecord(at.value)) {
    if (chain.has(at.value)) return chain;
    const reference = referenceOf(at.value);
    if (reference === null) return null;
    chain.add(at.value);
    at = followInFiles(sources, at.file, reference);
  }
  return null;
}
