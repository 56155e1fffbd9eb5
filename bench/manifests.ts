/** The manifests of generated workspaces, and the names in them. */
import { hash } from 'node:crypto';
import { hashKey } from '../src/identity/keys.ts';
import type { CapabilityIndex, WorkspaceSize } from './workspace.ts';

/** Name of the write that a workspace may have beside its reads. */
export const writeName = 'orders.create';

/** Name of a tenant, by its place from 0. */
export function tenantName(index: number): string {
  return `company-${index}`;
}

/** Name of a capability, by its place from 0 in its tenant. */
export function capabilityName(index: number): string {
  return `orders.search-${index}`;
}

/** The API key of a tenant’s client. Known on purpose: it opens nothing but a generated workspace. */
export function keyFor(tenant: string): string {
  return `smos_${hash('sha256', tenant, 'base64url')}`;
}

/** The installation; `issuer` is the URL of whose tokens count, `auditBytes` what all records may take, where that is said. */
export function systemManifest({ issuer, auditBytes }: { issuer: string | null; auditBytes: number | null }): string {
  const issuers = `  issuers:
    - { name: bench, issuer: "${issuer}", audiences: [bench], algorithms: [ES256], network: private }
`;
  return `apiVersion: smarteros/v1
kind: System
metadata: { name: bench, title: Benchmark }
spec:
  limits: { requestBytes: 1048576, answerBytes: 4194304 }
${issuer === null ? '' : issuers}${auditBytes === null ? '' : `  audit: { segmentBytes: ${auditBytes / 16}, totalBytes: ${auditBytes} }\n`}  operators: [${tenantName(0)}/app]
`;
}

/** As much as may be declared: each rule is counted, and none refuses. */
const wide = '{ requestsPerMinute: 1000000, burst: 1000000 }';

/** The plan of every tenant. */
export const planManifest = `apiVersion: smarteros/v1
kind: Plan
metadata: { name: standard }
spec: { limits: ${wide} }
`;

/** A tenant; where there is an issuer, holders of its tokens may call what its client may. */
export function tenantManifest(name: string, index: number, hasIssuer: boolean): string {
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
${hasIssuer ? '  access: [{ issuer: bench, when: { team: sales }, allow: ["orders.*"] }]\n' : ''}`;
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

/** The tenant’s one client. */
export function clientManifest(tenant: string): string {
  return `apiVersion: smarteros/v1
kind: Client
metadata: { tenant: ${tenant}, name: app }
spec:
  keys:
    - sha256: ${hashKey(keyFor(tenant))}
  allow: ["orders.*"]
  limits: ${wide}
`;
}

/** The tenant’s one provider. */
export function providerManifest(tenant: string, upstream: string): string {
  return `apiVersion: smarteros/v1
kind: Provider
metadata: { tenant: ${tenant}, name: shop }
spec:
  category: ecommerce
  baseUrl: ${upstream}/wp-json/wc/v3
  network: private
  auth: { type: none }
  timeoutMs: 8000
  limits: { requestsPerSecond: 100000, burst: 100000 }
`;
}

/** Every company's API differs a little: here in its largest page, so that schemas are equal in some and not in others. */
export function endpointManifest(tenant: string, index: number): string {
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
${responseSchema}`;
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
  limits: ${wide}
  result:
${version === null ? '' : `    fields: { version: { $const: ${version} } }\n`}${resultItems}  examples:
    - arguments: { status: open, limit: 5 }
      intents: [¿Cuántos pedidos abiertos tengo?, open orders]
`;
}

const responseSchema = `    schema:
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

const resultItems = `    items: $[*]
    each:
      id: { $from: $.id, $as: string }
      status: { $from: $.status, $map: { processing: open, completed: done, pending: pending }, $else: other }
      total: { $from: $.total, $as: number }
      currency: $.currency
      createdAt: { $from: $.date_created, $as: date-time }
      paymentMethod: $.payment_method
      lines: $.lines
      customer: { firstName: $.billing.first_name, lastName: $.billing.last_name, email: $.billing.email }
`;

/** Endpoint of a write, with the answer of the others. */
export function writeEndpointManifest(tenant: string): string {
  return `apiVersion: smarteros/v1
kind: Endpoint
metadata: { tenant: ${tenant}, provider: shop, name: create-order }
spec:
  method: POST
  path: /orders
  body:
    schema:
      type: object
      properties:
        status: { type: string, enum: [any, pending, processing, completed] }
        per_page: { type: integer, minimum: 1, maximum: 100 }
  response:
${responseSchema}`;
}

/** A write that takes the arguments of the reads and gives their result, so that nothing but writing tells them apart. */
export function writeManifest(tenant: string): string {
  return `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: ${tenant}, name: ${writeName} }
spec:
  title: Create an order
  description: Creates an order in the shop and answers with the newest four. Crea un pedido en la tienda.
  endpoint: shop/create-order
  arguments:
    status:
      description: open = paid, not sent yet (abierto); done = sent (completado).
      to: body.status
      map: { open: processing, done: completed, pending: pending, any: any }
      default: any
    limit: { description: How many orders at most., to: body.per_page, default: 20 }
  limits: ${wide}
  hints: { readOnly: false, destructive: false, idempotent: false }
  result:
${resultItems}`;
}
