/** Small workspaces for tests: files by path → what they build to. */
import { createBuilder, type Build } from '../build/build.ts';
import { hashOf } from '../manifest/read.ts';
import type { Problem } from '../problem.ts';
import type { Operation, TenantShard } from './table.ts';

/** A tenant that is complete without anything else. */
export const demoTenant = `apiVersion: smarteros/v1
kind: Tenant
metadata: { name: demo }
spec: { rut: 76.086.428-5, businessName: Demo SpA, type: customer, status: active }
`;

/** Its shop, without any endpoint. */
export const demoShop = `apiVersion: smarteros/v1
kind: Provider
metadata: { tenant: demo, name: shop }
spec: { baseUrl: https://shop.example/api }
`;

/** Builds a workspace as `smarteros check` does; the files may come in any order. */
export function buildFiles(files: Readonly<Record<string, string>>, environment: string | null = null): Build {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text, hash: hashOf(text) }));
  return createBuilder({ thorough: true, environment })(sources, [], null);
}

/** A manifest as text; JSON is YAML. */
export function manifest(kind: string, metadata: object, spec: object): string {
  return JSON.stringify({ apiVersion: 'smarteros/v1', kind, metadata, spec });
}

/** A tenant "demo" with one provider "shop", one endpoint "do" and one capability "do.it" that uses it. */
export function oneCapability(endpoint: object, capability: object, provider: object = {}): Record<string, string> {
  const words = { title: 'Do it', description: 'Does it.', endpoint: 'shop/do' };
  return {
    'tenants/demo/tenant.yaml': demoTenant,
    'tenants/demo/providers/shop/provider.yaml': manifest(
      'Provider',
      { tenant: 'demo', name: 'shop' },
      { baseUrl: 'https://shop.example/api', ...provider },
    ),
    'tenants/demo/providers/shop/endpoints/do.yaml': manifest(
      'Endpoint',
      { tenant: 'demo', provider: 'shop', name: 'do' },
      { method: 'GET', path: '/', ...endpoint },
    ),
    'tenants/demo/capabilities/do.it.yaml': manifest(
      'Capability',
      { tenant: 'demo', name: 'do.it' },
      { ...words, ...capability },
    ),
  };
}

/** The operation of `oneCapability`, with its shard. Throws with the problems when it does not compile. */
export function compileOne(...parts: Parameters<typeof oneCapability>): { shard: TenantShard; operation: Operation } {
  const { table, problems } = buildFiles(oneCapability(...parts));
  const shard = table.tenants['demo'];
  const operation = shard?.operations['do.it'];
  if (shard === undefined || operation === undefined)
    throw new Error(problems.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return { shard, operation };
}

/** `file:line:column-end code`, the way golden files show a problem's place. */
export function placed({ span, code, severity }: Problem): string {
  const lines = span.endLine === span.line ? '' : `${span.endLine}:`;
  const weight = severity === 'warning' ? ' (warning)' : '';
  return `${span.file}:${span.line}:${span.column}-${lines}${span.endColumn} ${code}${weight}`;
}
