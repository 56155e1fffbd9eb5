/** The workspace under load: one tenant with a way to read, three ways to write, and one with a narrow limit. */
import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashKey } from '../src/identity/keys.ts';
import { audience } from './issuer.ts';

/** The tenant that everything belongs to. */
export const tenant = 'demo';

/** Known on purpose: it opens nothing but a generated workspace. */
export const clientKey = `smos_${hash('sha256', 'chaos', 'base64url')}`;

/** What `limited.read` allows. */
export const narrowRate = { requestsPerMinute: 120, burst: 2 } as const;

/** The longest that a call may take. */
const timeoutMs = 600;

/** Variables that the gateway needs for this workspace. */
export const secrets = { SMARTEROS_SECRET__DEMO__PAYMENTS: 'the-secret-of-payments' } as const;

/** Writes it into an empty folder. `upstream` is where the company's API listens, `issuer` who makes tokens: URLs without a trailing slash. */
export function writeWorkspace(folder: string, upstream: string, issuer: string): void {
  const write = (path: string, kind: string, metadata: object, spec: object): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ apiVersion: 'smarteros/v1', kind, metadata, spec }, null, 2));
  };
  const own = `tenants/${tenant}`;
  const oauth2 = {
    type: 'oauth2',
    tokenUrl: `${upstream}/token`,
    clientId: 'gateway',
    clientSecret: { secret: 'payments' },
  };
  write(
    'system.yaml',
    'System',
    { name: 'chaos' },
    { limits: { requestsPerMinute: 60_000 }, issuers: [login(issuer)], operators: [`${tenant}/app`] },
  );
  write(`${own}/tenant.yaml`, 'Tenant', { name: tenant }, company);
  const client = { keys: [{ sha256: hashKey(clientKey) }], allow: ['*'] };
  write(`${own}/clients/app.yaml`, 'Client', { tenant, name: 'app' }, client);
  for (const [name, auth] of [['shop', { type: 'none' }] as const, ['payments', oauth2] as const]) {
    const spec = { baseUrl: upstream, network: 'private', auth, timeoutMs, timeouts: { connectMs: 300 } };
    write(`${own}/providers/${name}/provider.yaml`, 'Provider', { tenant, name }, spec);
  }
  for (const [name, provider, spec] of endpoints)
    write(`${own}/providers/${provider}/endpoints/${name}.yaml`, 'Endpoint', { tenant, provider, name }, spec);
  for (const [name, endpoint, more] of capabilities) {
    const spec = { title: `Title of ${name}`, description: `What ${name} does.`, endpoint, ...more };
    write(`${own}/capabilities/${name}.yaml`, 'Capability', { tenant, name }, spec);
  }
}

const company = {
  rut: '76.086.428-5',
  businessName: 'Demo SpA',
  type: 'customer',
  status: 'active',
  access: [{ issuer: 'login', when: { sub: 'somebody' }, allow: ['orders.get'] }],
};

function login(issuer: string): object {
  return { name: 'login', issuer, audiences: [audience], network: 'private' };
}

const id = { type: 'string' } as const;
const body = { required: true, schema: { type: 'object', required: ['id'], properties: { id } } } as const;

const endpoints = [
  [
    'get',
    'shop',
    { method: 'GET', path: '/orders', parameters: [{ name: 'id', in: 'query', required: true, schema: id }] },
  ],
  ['make', 'shop', { method: 'POST', path: '/orders', body }],
  ['pay', 'payments', { method: 'POST', path: '/payments', body, idempotencyKey: { header: 'Idempotency-Key' } }],
] as const;

const capabilities = [
  ['orders.get', 'shop/get', {}],
  ['orders.make', 'shop/make', {}],
  ['payments.pay', 'payments/pay', {}],
  ['limited.get', 'shop/get', { limits: narrowRate }],
] as const;
