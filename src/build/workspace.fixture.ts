/** Workspaces in memory, for tests: manifests as plain objects, by path. */
import { createHash } from 'node:crypto';
import { hashOf, type SourceFile } from '../manifest/read.ts';
import { createBuilder, type Build } from './build.ts';

/** A manifest: text as a person would write it, or an object, which becomes JSON (a part of YAML). */
export type Manifest = string | Readonly<Record<string, unknown>>;

/** Manifests by path. */
export type Manifests = Readonly<Record<string, Manifest>>;

type Spec = Readonly<Record<string, unknown>>;

/** Files as reading a folder gives them. */
export function sourceFiles(manifests: Manifests): SourceFile[] {
  return Object.entries(manifests).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    return { path, text, hash: hashOf(text) };
  });
}

/** Builds from nothing, as the first start does. */
export function buildOf(manifests: Manifests): Build {
  return createBuilder({ thorough: false })(sourceFiles(manifests), [], null);
}

function manifest(kind: string, metadata: Spec, spec: Spec): Manifest {
  return { apiVersion: 'smarteros/v1', kind, metadata, spec };
}

/** `system.yaml`. */
export function system(spec: Spec = {}): Manifests {
  return { 'system.yaml': manifest('System', { name: 'test' }, spec) };
}

/** A plan. */
export function plan(name: string, spec: Spec): Manifests {
  return { [`plans/${name}.yaml`]: manifest('Plan', { name }, spec) };
}

/** A contract. */
export function contract(name: string, spec: Spec): Manifests {
  const words = { title: `Title of ${name}`, description: `What ${name} is.` };
  return { [`contracts/${name}.yaml`]: manifest('Contract', { name }, { ...words, ...spec }) };
}

/** An active tenant's own file. */
export function tenant(name: string, spec: Spec = {}, metadata: Spec = {}): Manifests {
  const company = { rut: '76.086.428-5', businessName: `${name} SpA`, type: 'customer', status: 'active' };
  return { [`tenants/${name}/tenant.yaml`]: manifest('Tenant', { name, ...metadata }, { ...company, ...spec }) };
}

/** A client that holds the key `key-of-<owner>-<name>`, see `keyOf`. */
export function client(owner: string, name: string, allow: readonly string[], more: Spec = {}): Manifests {
  const sha256 = createHash('sha256').update(keyOfClient(owner, name)).digest('hex');
  const spec = { keys: [{ sha256 }], allow, ...more };
  return { [`tenants/${owner}/clients/${name}.yaml`]: manifest('Client', { tenant: owner, name }, spec) };
}

/** The key of a client made here. */
export function keyOfClient(owner: string, name: string): string {
  return `key-of-${owner}-${name}`;
}

/** A provider with its endpoints; `owner` null shares it. Its network is private, as tests call this machine. */
export function provider(
  owner: string | null,
  name: string,
  baseUrl: string,
  endpoints: Readonly<Record<string, Spec>>,
  spec: Spec = {},
): Manifests {
  const folder = `${owner === null ? '' : `tenants/${owner}/`}providers/${name}`;
  const belongs = owner === null ? {} : { tenant: owner };
  return {
    [`${folder}/provider.yaml`]: manifest('Provider', { ...belongs, name }, { baseUrl, network: 'private', ...spec }),
    ...Object.fromEntries(
      Object.entries(endpoints).map(([endpoint, its]) => [
        `${folder}/endpoints/${endpoint}.yaml`,
        manifest('Endpoint', { ...belongs, provider: name, name: endpoint }, its),
      ]),
    ),
  };
}

/** A capability backed by `provider/endpoint`. */
export function capability(owner: string, name: string, endpoint: string, spec: Spec = {}): Manifests {
  const words = { title: `Title of ${name}`, description: `What ${name} does.` };
  return {
    [`tenants/${owner}/capabilities/${name}.yaml`]: manifest(
      'Capability',
      { tenant: owner, name },
      { ...words, endpoint, ...spec },
    ),
  };
}

/** A prompt that says `text`. */
export function prompt(owner: string, name: string, text: string, spec: Spec = {}): Manifests {
  const words = { title: `Title of ${name}`, description: `What ${name} is for.` };
  return {
    [`tenants/${owner}/prompts/${name}.yaml`]: manifest('Prompt', { tenant: owner, name }, { ...words, text, ...spec }),
  };
}
