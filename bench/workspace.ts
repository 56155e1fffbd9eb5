/** Workspaces to measure: any number of tenants, each a small company whose shop answers behind an upstream. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  capabilityManifest,
  capabilityName,
  clientManifest,
  endpointManifest,
  keyFor,
  planManifest,
  providerManifest,
  systemManifest,
  tenantManifest,
  tenantName,
  writeEndpointManifest,
  writeManifest,
  writeName,
} from './manifests.ts';

/** What to generate. */
export interface WorkspaceSize {
  readonly tenants: number;
  /** Capabilities of each tenant. */
  readonly capabilities: number;
  /** Endpoint manifests of each tenant's one provider; capabilities take turns among them. */
  readonly endpoints: number;
}

/** A generated workspace. */
export interface BenchWorkspace extends WorkspaceSize {
  readonly folder: string;
  /** How many manifests there are. */
  readonly manifests: number;
}

/** One capability of one tenant, with everything that calling it needs. */
export interface BenchCapability {
  readonly tenant: string;
  readonly capability: string;
  /** Name of the MCP tool. */
  readonly tool: string;
  /** An API key that may call it. */
  readonly key: string;
}

/** What a workspace may have beside its size. */
export interface WorkspaceExtras {
  /** URL of the issuer whose tokens count like a client’s key. */
  readonly issuer?: string;
  /** A write in each tenant, `writeOf`. */
  readonly write?: boolean;
  /** What all records of calls may take, in bytes; at least 16 MiB. */
  readonly auditBytes?: number;
}

/**
 * Writes a workspace into an empty folder. Its upstream answers with `upstreamAnswer` to any path. Tenants, clients,
 * capabilities and providers all have limits, so that every call is counted four times, and as wide ones as there are.
 */
export function writeWorkspace(
  folder: string,
  upstream: string,
  size: WorkspaceSize,
  { issuer, write: hasWrite = false, auditBytes }: WorkspaceExtras = {},
): BenchWorkspace {
  let manifests = 0;
  const write = (path: string, text: string): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    manifests++;
  };
  write('system.yaml', systemManifest({ issuer: issuer ?? null, auditBytes: auditBytes ?? null }));
  write('plans/standard.yaml', planManifest);
  for (let tenant = 0; tenant < size.tenants; tenant++) {
    const name = tenantName(tenant);
    write(`tenants/${name}/tenant.yaml`, tenantManifest(name, tenant, issuer !== undefined));
    write(`tenants/${name}/clients/app.yaml`, clientManifest(name));
    write(`tenants/${name}/providers/shop/provider.yaml`, providerManifest(name, upstream));
    for (let index = 0; index < size.endpoints; index++) {
      write(`tenants/${name}/providers/shop/endpoints/list-orders-${index}.yaml`, endpointManifest(name, index));
    }
    if (hasWrite) {
      write(`tenants/${name}/providers/shop/endpoints/create-order.yaml`, writeEndpointManifest(name));
      write(`tenants/${name}/capabilities/${writeName}.yaml`, writeManifest(name));
    }
    for (let index = 0; index < size.capabilities; index++) {
      write(capabilityFile({ tenant, capability: index }), capabilityManifest(size, { tenant, capability: index }));
    }
  }
  return { ...size, folder, manifests };
}

/** Which capability of which tenant, both from 0. */
export interface CapabilityIndex {
  readonly tenant: number;
  readonly capability: number;
}

/** Path of a capability's manifest, relative to the workspace. */
export function capabilityFile(at: CapabilityIndex): string {
  return `tenants/${tenantName(at.tenant)}/capabilities/${capabilityName(at.capability)}.yaml`;
}

/** Up to `most` capabilities, spread evenly over all tenants and all of their capabilities. */
export function sampleCapabilities(size: WorkspaceSize, most: number): BenchCapability[] {
  const all = size.tenants * size.capabilities;
  const count = Math.min(all, most);
  return Array.from({ length: count }, (_, position) => {
    const index = Math.floor((position * all) / count);
    return benchCapability({
      tenant: Math.floor(index / size.capabilities),
      capability: index % size.capabilities,
    });
  });
}

/** How to call one capability. */
export function benchCapability(at: CapabilityIndex): BenchCapability {
  const tenant = tenantName(at.tenant);
  const capability = capabilityName(at.capability);
  return { tenant, capability, tool: capability.replaceAll(/[.-]/g, '_'), key: keyFor(tenant) };
}

/** How to call the write of a tenant. */
export function writeOf(tenant: number): BenchCapability {
  const name = tenantName(tenant);
  return { tenant: name, capability: writeName, tool: writeName.replaceAll(/[.-]/g, '_'), key: keyFor(name) };
}

/** Arguments that fit every generated capability: one is mapped to another word, one goes as it is, one is a default. */
export const callArguments = { status: 'open', limit: 4 };

/** The upstream's answer: four orders, 1 KB of JSON. */
export const upstreamAnswer = JSON.stringify(
  Array.from({ length: 4 }, (_, index) => ({
    id: 10_400 + index,
    status: index % 2 === 0 ? 'processing' : 'completed',
    total: `${19_990 + index * 1_250}.00`,
    currency: 'CLP',
    date_created: `2026-03-0${index + 1}T14:22:31`,
    billing: { first_name: 'Javiera', last_name: 'Fuentealba', email: `javiera.fuentealba${index}@tienda.example` },
    payment_method: 'webpay_plus',
    lines: 3,
  })),
);
