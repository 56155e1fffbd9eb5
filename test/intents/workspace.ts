/** The company of `capabilities.yaml` as a workspace: its manifests, built as `smarteros check` builds them. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Build } from '../../src/build/build.ts';
import type { Json } from '../../src/schema.ts';
import { buildFiles, demoTenant, manifest } from '../../src/table/workspace.fixture.ts';
import type { Operation } from '../../src/table/table.ts';

/** An argument in the compact form. */
interface CompactArgument {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly description?: string;
}

/** A capability in the compact form: what its Capability, its Endpoint and its Provider say, in one. */
export interface CompactCapability {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly provider: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Changes nothing, though its method could. */
  readonly reads?: boolean;
  /** The document and the operation it comes from. */
  readonly source: string;
  readonly arguments?: Readonly<Record<string, CompactArgument>>;
  readonly intents?: readonly string[];
}

/** The 100 capabilities beside this file, or those of another file in the compact form. */
export function companyCapabilities(
  file: string | URL = new URL('capabilities.yaml', import.meta.url),
): readonly CompactCapability[] {
  return parse(readFileSync(file, 'utf8')) as readonly CompactCapability[];
}

/** Manifests by path: a tenant "demo" with these capabilities, an endpoint for each, and their providers. */
export function workspaceFiles(capabilities: readonly CompactCapability[]): Record<string, string> {
  const providers = new Set(capabilities.map(({ provider }) => provider));
  return {
    'tenants/demo/tenant.yaml': demoTenant,
    ...Object.fromEntries([...providers].map(providerFile)),
    ...Object.fromEntries(capabilities.flatMap((capability) => [endpointFile(capability), capabilityFile(capability)])),
  };
}

/** Builds them. Problems, warnings of lint among them, come along. */
export function buildCapabilities(capabilities: readonly CompactCapability[]): Build {
  return buildFiles(workspaceFiles(capabilities));
}

/** The operations that they compile to, in their order. Throws with the problems when one does not. */
export function operationsOf(capabilities: readonly CompactCapability[]): readonly Operation[] {
  const { table, problems } = buildCapabilities(capabilities);
  const compiled = table.tenants['demo']?.operations ?? {};
  return capabilities.map(({ name }) => {
    const operation = compiled[name];
    if (operation !== undefined) return operation;
    throw new Error([`${name} does not compile.`, ...problems.map(({ message }) => message)].join('\n'));
  });
}

/**
 * As many capabilities as asked for: these first, then the same again under names of other branches of the company
 * (`orders-b2.search`), whose words say which branch it is.
 */
export function manyCapabilities(capabilities: readonly CompactCapability[], count: number): CompactCapability[] {
  return Array.from({ length: count }, (_, index) => {
    const capability = capabilities[index % capabilities.length];
    if (capability === undefined) throw new Error('There is no capability to make many of.');
    const round = Math.floor(index / capabilities.length);
    return round === 0 ? capability : ofBranch(capability, round + 1);
  });
}

function ofBranch(capability: CompactCapability, branch: number): CompactCapability {
  const { intents: _, ...rest } = capability;
  return {
    ...rest,
    name: capability.name.replace('.', `-b${branch}.`),
    title: `${capability.title} (B${branch})`,
    description: `${capability.description} Branch B${branch}.`,
  };
}

function providerFile(name: string): [path: string, text: string] {
  const spec = { baseUrl: `https://${name}.example/api` };
  return [`tenants/demo/providers/${name}/provider.yaml`, manifest('Provider', { tenant: 'demo', name }, spec)];
}

/** An endpoint's name has no dots. */
function endpointName(capability: CompactCapability): string {
  return capability.name.replaceAll('.', '-');
}

function endpointFile(capability: CompactCapability): [path: string, text: string] {
  const { provider, method, path } = capability;
  const inBody = argumentsAt(capability, 'body');
  const parameters = [...argumentsAt(capability, 'path'), ...argumentsAt(capability, 'query')].map(
    ([name, { required = false, ...its }]) => ({
      name,
      in: placeOf(capability, name),
      required,
      schema: schemaOf(its),
    }),
  );
  const required = inBody.filter(([, its]) => its.required === true).map(([name]) => name);
  const properties = Object.fromEntries(inBody.map(([name, its]) => [name, schemaOf(its)]));
  const body = { required: true, schema: { type: 'object', required, properties } };
  const spec = { method, path, parameters, ...(inBody.length === 0 ? {} : { body }) };
  const name = endpointName(capability);
  return [
    `tenants/demo/providers/${provider}/endpoints/${name}.yaml`,
    manifest('Endpoint', { tenant: 'demo', provider, name }, spec),
  ];
}

function capabilityFile(capability: CompactCapability): [path: string, text: string] {
  const { name, title, description, provider, intents, reads } = capability;
  const spec = {
    title,
    description,
    endpoint: `${provider}/${endpointName(capability)}`,
    arguments: Object.fromEntries(
      entriesOf(capability).map(([argument, its]) => [
        argument,
        {
          to: `${placeOf(capability, argument)}.${argument}`,
          ...(its.description === undefined ? {} : { description: its.description }),
        },
      ]),
    ),
    ...(reads === true ? { hints: { readOnly: true } } : {}),
    ...(intents === undefined ? {} : { examples: [{ arguments: sampleOf(capability), intents }] }),
  };
  return [`tenants/demo/capabilities/${name}.yaml`, manifest('Capability', { tenant: 'demo', name }, spec)];
}

type Place = 'path' | 'query' | 'body';

function entriesOf(capability: CompactCapability): [name: string, argument: CompactArgument][] {
  return Object.entries(capability.arguments ?? {});
}

function argumentsAt(capability: CompactCapability, place: Place): [name: string, argument: CompactArgument][] {
  return entriesOf(capability).filter(([name]) => placeOf(capability, name) === place);
}

function placeOf({ method, path }: CompactCapability, name: string): Place {
  if (path.includes(`{${name}}`)) return 'path';
  return method === 'GET' || method === 'DELETE' ? 'query' : 'body';
}

function schemaOf({ type, enum: values }: CompactArgument): Json {
  if (type === 'array') return { type, items: {} };
  return values === undefined ? { type } : { type, enum: values };
}

/** A call that its schema takes: what is required, with some value. */
function sampleOf(capability: CompactCapability): Record<string, Json> {
  const required = entriesOf(capability).filter(([, its]) => its.required === true);
  return Object.fromEntries(required.map(([name, its]) => [name, its.enum?.[0] ?? sampleValues[its.type]]));
}

const sampleValues: Readonly<Record<CompactArgument['type'], Json>> = {
  string: 'P-100',
  integer: 1004,
  number: 10,
  boolean: true,
  array: [],
  object: {},
};
