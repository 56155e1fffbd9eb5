/** Rendering whole workspaces, for tests: what is shown has to be what is compiled. */
import { createBuilder, type Build } from '../build/build.ts';
import { hashOf, type SourceFile } from '../manifest/read.ts';
import type { Json } from '../schema.ts';
import { leavesOf, type Leaf } from './node.ts';
import { renderResource, type Rendered } from './render.ts';
import { openSubject } from './subject.ts';
import { renderYaml } from './yaml.ts';

/** Texts by path. */
export type Texts = Readonly<Record<string, string>>;

/** Builds texts as `smarteros check` does. */
export function buildTexts(texts: Texts, environment: string | null = null): Build {
  const sources = Object.entries(texts).map(([path, text]): SourceFile => ({ path, text, hash: hashOf(text) }));
  return createBuilder({ thorough: true, environment })(sources, [], null);
}

/** What stands after `render`: an owner, and what of it. */
export type Words = readonly [first: string, second?: string];

/** What `render` is asked for each resource of a workspace; environments and operations of documents aside. */
export function everyResource(build: Build): Words[] {
  const { shared } = build;
  const ofShared = [...shared.effective.providers].flatMap(([name, { endpoints }]) => [
    [`provider/${name}`] as const,
    ...[...endpoints.keys()].map((endpoint) => [`endpoint/${name}/${endpoint}`] as const),
  ]);
  const ofTenants = [...build.tenants.keys()].flatMap((tenant) =>
    (openSubject(build, tenant)?.resources ?? []).map((resource) =>
      resource.kind === 'Tenant' ? ([`tenant/${tenant}`] as const) : ([tenant, wordOf(resource)] as const),
    ),
  );
  return [
    ...(shared.effective.system === null ? [] : [['system'] as const]),
    ...[...shared.effective.secrets.keys()].map((name) => [`secret/${name}`] as const),
    ...[...shared.effective.plans.keys()].map((name) => [`plan/${name}`] as const),
    ...[...shared.effective.contracts.keys()].map((name) => [`contract/${name}`] as const),
    ...ofShared,
    ...ofTenants,
  ];
}

function wordOf({
  kind,
  provider,
  name,
}: {
  readonly kind: string;
  readonly provider: string | null;
  readonly name: string;
}) {
  return kind === 'Endpoint' ? `endpoint/${provider}/${name}` : `${kind.toLowerCase()}/${name}`;
}

/** Renders one; throws when it cannot be. */
export function rendered(build: Build, ...[first, second]: Words): Rendered {
  const found = renderResource(build, first, second);
  if (found.kind !== 'rendered') throw new Error(`${first} ${second ?? ''}: ${found.message}`);
  return found;
}

/** The values of a rendered resource by field, with dots between. */
export function valuesOf(build: Build, ...words: Words): Readonly<Record<string, Json>> {
  return Object.fromEntries(leaves(build, ...words).map(({ path, value }) => [path.join('.'), value]));
}

/** The same with their origins. */
export function leaves(build: Build, ...words: Words): readonly Leaf[] {
  return leavesOf(rendered(build, ...words).node);
}

/** The workspace with each manifest replaced by what `render` says of it; each manifest has a file of its own. */
export function renderedTexts(texts: Texts, build: Build): Texts {
  const replaced = everyResource(build).map(([first, second]) => {
    const { file, node, placer } = rendered(build, first, second);
    return [file, renderYaml(node, file, placer)] as const;
  });
  return { ...texts, ...Object.fromEntries(replaced) };
}
