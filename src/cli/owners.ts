/** Reads who owns what from a workspace, without building it. */
import { parseManifest } from '../manifest/parse.ts';
import { readWorkspace } from '../manifest/read.ts';
import type { Owners } from '../change/codeowners.ts';
import { hasErrors, type Problem } from '../problem.ts';

/** Owners by tenant, or the problems of the documents that would name them. */
export function readOwners(folder: string): Omit<Owners, 'workspace'> | { readonly problems: readonly Problem[] } {
  const { files, problems: unread } = readWorkspace(folder);
  const parsed = files.filter(({ path }) => mayDeclareOwners(path)).map(parseManifest);
  const problems = [
    ...unread.filter(({ span }) => mayDeclareOwners(span.file)),
    ...parsed.flatMap((file) => file.problems),
  ];
  if (hasErrors(problems)) return { problems };
  const resources = parsed.flatMap((file) => file.resources);
  const system = resources.find((resource) => resource.kind === 'System');
  const tenants = resources.filter((resource) => resource.kind === 'Tenant');
  const owned = tenants.map(({ name, spec }) => ({ name, owners: spec.owners ?? [] }));
  return { system: system?.spec.owners ?? [], tenants: owned.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** A System stands in the workspace's folder and a Tenant in its own: nothing below has to be read. */
function mayDeclareOwners(path: string): boolean {
  return /^(tenants\/[^/]+\/)?[^/]*$/.test(path);
}
