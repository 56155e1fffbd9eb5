/** Looking through what a scope's files declare. */
import type { BrokenResource, ParsedFile, Resource, ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { LinkContext } from './linked.ts';

/** Tells whether a resource is of a kind, for `filter` and `find`. */
export function ofKind<Kind extends Resource['kind']>(kind: Kind) {
  return (resource: Resource): resource is ResourceOf<Kind> => resource.kind === kind;
}

/**
 * Resources that say they belong where they stand: `tenant` is the owner of the folder, null for what is shared.
 * Others have their own problem already (`misplaced-file`).
 */
export function ownResources(files: readonly ParsedFile[], tenant: string | null): Resource[] {
  return files
    .flatMap((file) => file.resources)
    .filter((resource) => (resource.kind === 'Tenant' ? resource.name : resource.tenant) === tenant);
}

/** Keeps the first resource of each name; each further one is a problem. */
export function withoutDuplicates(
  resources: readonly Resource[],
  context: LinkContext,
): { readonly unique: readonly Resource[]; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const first = new Map<string, Resource>();
  for (const resource of resources) {
    const id = `${resource.kind}/${resource.provider ?? ''}/${resource.name}`;
    const other = first.get(id);
    if (other === undefined) first.set(id, resource);
    else problems.push(duplicate(resource, other, context));
  }
  return { unique: [...first.values()], problems };
}

function duplicate(resource: Resource, first: Resource, context: LinkContext): Problem {
  const span = (of: Resource) => context.locate(of.file, of.document, ['metadata', 'name'], 'value');
  return {
    code: 'duplicate-resource',
    severity: 'error',
    message: `${resource.kind} "${resource.name}" is declared twice; only one of the two could ever be served.`,
    hint: 'Remove one, or give it another name.',
    span: span(resource),
    related: { message: 'first declared here', span: span(first) },
  };
}

/** True when a document with errors may be the one that is looked for; `provider` is an endpoint's. */
export function isBroken(
  broken: readonly BrokenResource[],
  kind: Resource['kind'],
  name: string,
  provider: string | null = null,
): boolean {
  return broken.some(
    (resource) =>
      (resource.kind === null || resource.kind === kind) &&
      (resource.name === null || resource.name === name) &&
      (resource.provider === null || provider === null || resource.provider === provider),
  );
}

/** What to write instead of a name that is not known: the similar one, or which there are. `what` is their plural. */
export function suggestion(similar: string | null, all: readonly string[], what: string): string {
  if (similar !== null) return `Did you mean "${similar}"?`;
  return all.length === 0
    ? `There are no ${what} yet.`
    : `Known ${what}: ${all.slice(0, 12).join(', ')}${all.length > 12 ? ', …' : ''}.`;
}
