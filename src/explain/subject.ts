/** A workspace as it is built, and one of its tenants with its references resolved: what there is to explain. */
import type { Build } from '../build/build.ts';
import { createReaders } from '../build/readers.ts';
import { linkTenant, type LinkContext, type LinkedShared, type LinkedTenant } from '../link/link.ts';
import { locate } from '../manifest/locate.ts';
import type { SourceFile } from '../manifest/read.ts';
import type { BrokenResource, ParsedFile, Resource } from '../manifest/resource.ts';
import { createPlacer, type Placer } from './place.ts';

/** The installation, and what places in it are called. */
export interface Installation {
  readonly build: Build;
  readonly shared: LinkedShared;
  readonly placer: Placer;
  readonly context: LinkContext;
}

/** One tenant of it. */
export interface Subject extends Installation {
  readonly linked: LinkedTenant;
  readonly resources: readonly Resource[];
  readonly broken: readonly BrokenResource[];
}

/** Looks at what belongs to no tenant; with `tenant`, positions in its files are known too. */
export function openInstallation(build: Build, tenant: string | null = null): Installation {
  const own = tenant === null ? [] : (build.tenants.get(tenant)?.files ?? []);
  const texts = new Map([...build.shared.effectiveFiles, ...own].map((file) => [file.path, file]));
  const placer = createPlacer((path) => texts.get(path)?.text);
  return { build, shared: build.shared.effective, placer, context: linkContext(texts, build, tenant) };
}

/** Looks at a tenant; null when there is none of that name. */
export function openSubject(build: Build, tenant: string): Subject | null {
  const scope = build.tenants.get(tenant);
  if (scope === undefined) return null;
  const installation = openInstallation(build, tenant);
  const { parsed } = createReaders().scope(scope.files);
  const linked = linkTenant(tenant, parsed, build.shared.effective, installation.context);
  return {
    ...installation,
    linked,
    resources: parsed.flatMap(declared),
    broken: parsed.flatMap((file) => file.broken),
  };
}

function declared(file: ParsedFile): readonly Resource[] {
  return file.resources;
}

function linkContext(texts: ReadonlyMap<string, SourceFile>, build: Build, tenant: string | null): LinkContext {
  const readers = createReaders();
  return {
    locate: (file, document, path, part) => locate(texts.get(file) ?? { path: file, text: '' }, document, path, part),
    openApi: (path, wanted) => {
      const file = texts.get(path);
      return file === undefined ? null : readers.openApi(file, wanted);
    },
    exists: (path) => texts.has(path),
    otherTenants: new Set([...build.tenants.keys()].filter((name) => name !== tenant)),
  };
}
