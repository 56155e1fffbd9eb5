/** Workspaces to measure: any number of tenants, each a small company whose shop answers behind an upstream. */
import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashKey } from '../src/identity/keys.ts';

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

/** Writes a workspace into an empty folder. Its upstream answers with `upstreamAnswer` to any path. */
export function writeWorkspace(folder: string, upstream: string, size: WorkspaceSize): BenchWorkspace {
  let manifests = 0;
  const write = (path: string, text: string): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    manifests++;
  };
  write('system.yaml', system);
  write('plans/standard.yaml', plan);
  for (let tenant = 0; tenant < size.tenants; tenant++) {
    const name = tenantName(tenant);
    write(`tenants/${name}/tenant.yaml`, tenantManifest(name, tenant));
    write(`tenants/${name}/clients/app.yaml`, client(name));
    write(`tenants/${name}/providers/shop/provider.yaml`, provider(name, upstream));
    for (let index = 0; index < size.endpoints; index++) {
      write(`tenants/${name}/providers/shop/endpoints/list-orders-${index}.yaml`, endpoint(name, index));
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

function tenantName(index: number): string {
  return `company-${index}`;
}

function capabilityName(index: number): string {
  return `orders.search-${index}`;
}

/** Known on purpose: it opens nothing but a generated workspace. */
function keyFor(tenant: string): string {
  return `smos_${hash('sha256', tenant, 'base64url')}`;
}

const system = `apiVersion: smarteros/v1
kind: System
metadata: { name: bench, title: Benchmark }
spec:
  limits: { requestBytes: 1048576, answerBytes: 4194304 }
  operators: []
`;

const plan = `apiVersion: smarteros/v1
kind: Plan
metadata: { name: standard }
spec: {}
`;

function tenantManifest(name: string, index: number): string {
  return `apiVersion: smarteros/v1
kind: Tenant
metadata:
  name: ${name}
  title: Company ${index}
  description: >-
    Company ${index}, a shop in Chile. Amounts are Chilean pesos (CLP, no decimals). Orders are found with the
    capabilities under orders.
spec:
  rut: ${rut(76_000_000 + index)}
  businessName: Company ${index} SpA
  contactEmail: contact@company-${index}.example
  type: customer
  status: active
  plan: standard
`;
}

/** A company's number with its check digit, by módulo 11. */
function rut(number: number): string {
  let sum = 0;
  for (let rest = number, factor = 2; rest > 0; rest = Math.floor(rest / 10), factor = factor === 7 ? 2 : factor + 1) {
    sum += (rest % 10) * factor;
  }
  const digit = 11 - (sum % 11);
  return `${number}-${digit === 11 ? '0' : digit === 10 ? 'K' : digit}`;
}

function client(tenant: string): string {
  return `apiVersion: smarteros/v1
kind: Client
metadata: { tenant: ${tenant}, name: app }
spec:
  keys:
    - sha256: ${hashKey(keyFor(tenant))}
  allow: ["orders.*"]
`;
}

function provider(tenant: string, upstream: string): string {
  return `apiVersion: smarteros/v1
kind: Provider
metadata: { tenant: ${tenant}, name: shop }
spec:
  category: ecommerce
  baseUrl: ${upstream}/wp-json/wc/v3
  network: private
  auth: { type: none }
  timeoutMs: 8000
`;
}

/** Every company's API differs a little: here in its largest page, so that schemas are equal in some and not in others. */
function endpoint(tenant: string, index: number): string {
  return `apiVersion: smarteros/v1
kind: Endpoint
metadata: { tenant: ${tenant}, provider: shop, name: list-orders-${index} }
spec:
  method: GET
  path: /orders-${index}
  parameters:
    - name: status
      in: query
      description: Only orders in this state.
      schema: { type: string, enum: [any, pending, processing, completed] }
    - { name: page, in: query, description: Which page., schema: { type: integer, minimum: 1 } }
    - name: per_page
      in: query
      description: How many a page.
      schema: { type: integer, minimum: 1, maximum: ${100 + index} }
    - { name: orderby, in: query, schema: { type: string } }
  response:
    schema:
      type: array
      items:
        type: object
        properties:
          id: { type: integer }
          status: { type: string }
          total: { type: string }
          currency: { type: string }
          date_created: { type: string }
          payment_method: { type: string }
          lines: { type: integer }
          billing:
            type: object
            properties:
              first_name: { type: string }
              last_name: { type: string }
              email: { type: string }
`;
}

/**
 * A capability's manifest. `version` adds a constant to its result, by which a caller sees which text is served.
 * Descriptions are each tenant's own words, as people write them.
 */
export function capabilityManifest(
  size: Pick<WorkspaceSize, 'endpoints'>,
  at: CapabilityIndex,
  version: number | null = null,
): string {
  const { tenant, capability } = at;
  return `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: ${tenantName(tenant)}, name: ${capabilityName(capability)} }
spec:
  title: Search orders ${capability}
  description: >-
    Lists the orders of company ${tenant}, newest first, by status. Busca los pedidos de la tienda, los más nuevos
    primero, por estado.
  endpoint: shop/list-orders-${capability % size.endpoints}
  arguments:
    status:
      description: open = paid, not sent yet (abierto); done = sent (completado), in shop ${tenant}.
      to: query.status
      map: { open: processing, done: completed, pending: pending, any: any }
      default: any
    limit: { description: How many orders at most of list ${capability}., to: query.per_page, default: 20 }
    page: { description: Which page of so many orders., default: 1 }
    sort: { to: query.orderby, const: date }
  result:
${version === null ? '' : `    fields: { version: { $const: ${version} } }\n`}    items: $[*]
    each:
      id: { $from: $.id, $as: string }
      status: { $from: $.status, $map: { processing: open, completed: done, pending: pending }, $else: other }
      total: { $from: $.total, $as: number }
      currency: $.currency
      createdAt: { $from: $.date_created, $as: date-time }
      paymentMethod: $.payment_method
      lines: $.lines
      customer: { firstName: $.billing.first_name, lastName: $.billing.last_name, email: $.billing.email }
  examples:
    - arguments: { status: open, limit: 5 }
      intents: [¿Cuántos pedidos abiertos tengo?, open orders]
`;
}
