/** Workspaces that tests write: manifests as plain objects, in a temporary folder of their own. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A manifest: text as a person would write it, or an object, which is written as JSON (a part of YAML). */
export type Manifest = string | Readonly<Record<string, unknown>>;

/** A workspace in a temporary folder. */
export interface TestWorkspace {
  readonly folder: string;
  /** Writes files by their paths, relative to the folder. */
  write(files: Readonly<Record<string, Manifest>>): void;
  /** Removes a file or a whole folder. */
  remove(path: string): void;
  /** Removes everything. */
  dispose(): void;
}

/** Makes a workspace that holds these files. */
export function createWorkspace(files: Readonly<Record<string, Manifest>> = {}): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-e2e-'));
  const write = (more: Readonly<Record<string, Manifest>>): void => {
    for (const [path, manifest] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), typeof manifest === 'string' ? manifest : JSON.stringify(manifest, null, 2));
    }
  };
  write(files);
  return {
    folder,
    write,
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A key such as `smarteros key create` makes. */
export function newKey(): string {
  return `smos_${randomBytes(32).toString('base64url')}`;
}

type Spec = Readonly<Record<string, unknown>>;

function manifest(kind: string, metadata: Spec, spec: Spec): Manifest {
  return { apiVersion: 'smarteros/v1', kind, metadata, spec };
}

/** `system.yaml`, as an entry for `write`. */
export function system(spec: Spec = {}): Record<string, Manifest> {
  return { 'system.yaml': manifest('System', { name: 'test' }, spec) };
}

/** An active tenant's own file. */
export function tenant(name: string, spec: Spec = {}, metadata: Spec = {}): Record<string, Manifest> {
  const company = { rut: '76.086.428-5', businessName: `${name} SpA`, type: 'customer', status: 'active' };
  return { [`tenants/${name}/tenant.yaml`]: manifest('Tenant', { name, ...metadata }, { ...company, ...spec }) };
}

/** A client that holds one key. */
export function client(
  owner: string,
  name: string,
  key: string,
  allow: readonly string[],
  more: Spec = {},
): Record<string, Manifest> {
  const sha256 = createHash('sha256').update(key).digest('hex');
  const spec = { keys: [{ sha256 }], allow, ...more };
  return { [`tenants/${owner}/clients/${name}.yaml`]: manifest('Client', { tenant: owner, name }, spec) };
}

/** A provider on this machine, with endpoints by name. */
export function provider(
  owner: string,
  name: string,
  baseUrl: string,
  endpoints: Readonly<Record<string, Spec>>,
  spec: Spec = {},
): Record<string, Manifest> {
  const folder = `tenants/${owner}/providers/${name}`;
  const files = Object.entries(endpoints).map(([endpoint, its]): [string, Manifest] => [
    `${folder}/endpoints/${endpoint}.yaml`,
    manifest('Endpoint', { tenant: owner, provider: name, name: endpoint }, its),
  ]);
  const own = manifest('Provider', { tenant: owner, name }, { baseUrl, network: 'private', ...spec });
  return { [`${folder}/provider.yaml`]: own, ...Object.fromEntries(files) };
}

/** A prompt that says `text`; each of the arguments is required. */
export function prompt(
  owner: string,
  name: string,
  text: string,
  args: readonly string[] = [],
): Record<string, Manifest> {
  const filled = args.map((argument) => ({ name: argument, description: `The ${argument}.`, required: true }));
  const spec = { title: `Title of ${name}`, description: `What ${name} is for.`, arguments: filled, text };
  return { [`tenants/${owner}/prompts/${name}.yaml`]: manifest('Prompt', { tenant: owner, name }, spec) };
}

/** A capability backed by `provider/endpoint`. */
export function capability(owner: string, name: string, endpoint: string, spec: Spec = {}): Record<string, Manifest> {
  const words = { title: `Title of ${name}`, description: `What ${name} does.` };
  return {
    [`tenants/${owner}/capabilities/${name}.yaml`]: manifest(
      'Capability',
      { tenant: owner, name },
      { ...words, endpoint, ...spec },
    ),
  };
}
