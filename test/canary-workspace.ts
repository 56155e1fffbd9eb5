/** A workspace whose secrets are canaries: of every backend, and for every way in which a provider proves itself. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIdentity, seal } from '../src/secret/seal.ts';
import { openStoreKeys, newStoreKey } from '../src/secret/store-keys.ts';
import { setInStore } from '../src/secret/store.ts';
import { capability, client, createWorkspace, type Manifest, newKey, provider, system, tenant } from './workspace.ts';
import type { TestWorkspace } from './workspace.ts';

/** What must never be seen, by names that may be. Values have characters that every encoding writes differently. */
export const secrets = {
  'basic-user': 'canary-user+of/basic1',
  'basic-password': 'canary pass:wörd/+"basic"2',
  'header-key': 'canary-header/+key==3',
  'query-key': 'canary query&key=ñ4',
  'path-key': 'canary/path key?%5',
  'bearer-token': 'canary.bearer~token/+6',
  'client-id': 'canary-client-id:7',
  'client-secret': 'canary client/secret+&=8',
  'shared-token': 'canary_shared_token_0123456789abcdef',
  'access-token': 'canary-access-token-Zm9v/+=9',
  'sealed-elsewhere': 'canary sealed to another key 10',
  'copied-here': 'canary of another tenant 11',
  'damaged-entry': 'canary in a damaged entry 12',
} as const;

/** A provider's name → its credential, and the secrets that requests to it carry. */
export const auths = {
  basic: { type: 'basic', username: { secret: 'basic-user' }, password: { secret: 'basic-password' } },
  header: { type: 'api_key', in: 'header', name: 'X-Key', key: { secret: 'header-key' }, prefix: 'Token ' },
  query: { type: 'api_key', in: 'query', name: 'api_key', key: { secret: 'query-key' } },
  path: { type: 'api_key', in: 'path', name: 'token', key: { secret: 'path-key' } },
  bearer: { type: 'bearer', token: { secret: 'bearer-token' } },
  oauth2: { type: 'oauth2', clientId: { secret: 'client-id' }, clientSecret: { secret: 'client-secret' } },
  form: { type: 'oauth2', clientId: 'us', clientSecret: { secret: 'client-secret' }, clientAuth: 'body' },
  common: { type: 'bearer', token: { secret: 'shared-token' } },
} as const;

/** The providers that can be called. */
export type ProviderName = keyof typeof auths;
export const providers = Object.keys(auths) as ProviderName[];

/** Where each secret is kept. What is in none of these three is issued by the token endpoint. */
const sealed = ['basic-password', 'header-key', 'bearer-token', 'client-secret'] as const;
const stored = ['basic-user', 'path-key', 'damaged-entry'] as const;
const variables = ['query-key', 'client-id'] as const;

/** The values that a provider's own upstream gets to see. */
export function secretsOf(name: ProviderName): string[] {
  const named = [...JSON.stringify(auths[name]).matchAll(/"secret":"([^"]+)"/g)].map(([, secret = '']) => secret);
  const issued = auths[name].type === 'oauth2' ? ['access-token'] : [];
  return [...named, ...issued].map((secret) => secrets[secret as keyof typeof secrets]);
}

/** The four capabilities of each: `get` passes on, `list` shapes, `fail` reads a failure out of a success, `make` writes. */
export const actions = ['get', 'list', 'fail', 'make'] as const;

const endpoints = {
  get: { method: 'GET', path: '/things' },
  list: {
    method: 'GET',
    path: '/list',
    response: {
      schema: {
        type: 'array',
        items: { type: 'object', properties: { id: { type: 'integer' }, note: { type: 'string' } } },
      },
    },
  },
  fail: { method: 'GET', path: '/failing', failure: { when: '$.error', message: '$.error.message' } },
  make: { method: 'POST', path: '/things', body: { schema: { type: 'object' } } },
};

const specs: Readonly<Record<string, object>> = {
  list: { result: { items: '$[*]', each: { id: '$.id', note: '$.note' } } },
  make: { arguments: { thing: { to: 'body' } } },
};

/** Everything that a gateway needs, and every value that it must keep to itself. */
export interface CanaryWorkspace {
  readonly workspace: TestWorkspace;
  /** What `serve` and other commands are given. */
  readonly environment: Readonly<Record<string, string>>;
  readonly key: string;
  /** All values, keys included, by name. */
  readonly canaries: Readonly<Record<string, string>>;
}

/** Writes the workspace; `url` is the upstream that all providers call, `gone` one that refuses connections. */
export async function createCanaryWorkspace(url: string, gone: string): Promise<CanaryWorkspace> {
  const [own, other] = [await createIdentity(), await createIdentity()];
  const storeKey = newStoreKey();
  const key = newKey();
  const manifest = async (name: keyof typeof secrets, owner: string | null, to = own, as: string = name) => ({
    [`${owner === null ? '' : `tenants/${owner}/`}secrets/${as}.yaml`]: {
      apiVersion: 'smarteros/v1',
      kind: 'Secret',
      metadata: { ...(owner === null ? {} : { tenant: owner }), name: as },
      spec: { sealed: await seal(secrets[name], { owner, name }, [to.recipient]), recipients: [to.recipient] },
    },
  });
  const sealedFiles = await Promise.all([
    ...sealed.map((name) => manifest(name, 'acme')),
    manifest('shared-token', null),
    manifest('sealed-elsewhere', 'acme', other),
    manifest('copied-here', 'acme', own, 'copied'),
  ]);
  const workspace = createWorkspace({
    ...system({ secrets: { recipients: [own.recipient] }, operators: ['acme/agent'] }),
    ...tenant('acme'),
    ...client('acme', 'agent', key, ['*']),
    ...Object.assign({}, ...providers.map((name) => providerFiles(name, url)), ...sealedFiles),
    ...brokenProviders(gone),
    '.smarteros/age-key': `${own.identity}\n`,
    '.smarteros/store-key': `${storeKey}\n`,
  });
  closeKeys(workspace.folder);
  await fillStore(workspace.folder);
  const values = variables.map((name) => [
    `SMARTEROS_SECRET__ACME__${name.toUpperCase().replace('-', '_')}`,
    secrets[name],
  ]);
  return {
    workspace,
    environment: Object.fromEntries(values) as Record<string, string>,
    key,
    canaries: {
      ...secrets,
      'client key': key,
      'private key': own.identity,
      'other private key': other.identity,
      'store key': storeKey,
    },
  };
}

function providerFiles(name: ProviderName, url: string): Record<string, Manifest> {
  const base = `${url}/${name}${name === 'path' ? '/{token}' : ''}`;
  const auth = { ...auths[name], ...(auths[name].type === 'oauth2' ? { tokenUrl: `${url}/token/${name}` } : {}) };
  const own = provider('acme', name, base, endpoints, { auth });
  const capabilities = actions.map((action) =>
    capability('acme', `${name}.${action}`, `${name}/${action}`, specs[action] as {}),
  );
  return { ...(name === 'common' ? shared(own) : own), ...Object.assign({}, ...capabilities) };
}

/** The same files as those of a provider that belongs to nobody. */
function shared(files: Record<string, Manifest>): Record<string, Manifest> {
  const text = JSON.stringify(files).replaceAll('tenants/acme/', '').replaceAll('"tenant":"acme",', '');
  return JSON.parse(text) as Record<string, Manifest>;
}

/** Those that cannot be called: nothing listens, a name that is nobody's, a secret that cannot be opened. */
function brokenProviders(gone: string): Record<string, Manifest> {
  const one = { get: { method: 'GET', path: '/' } };
  const all: [string, string, object][] = [
    ['refusing', `${gone}/{token}`, auths.path],
    ['nameless', 'http://nowhere.invalid/{token}', auths.path],
    ['unencrypted', gone.replace('http:', 'https:'), auths.query],
    ['elsewhere', gone, { type: 'bearer', token: { secret: 'sealed-elsewhere' } }],
    ['copy', gone, { type: 'bearer', token: { secret: 'copied' } }],
    ['damaged', gone, { type: 'bearer', token: { secret: 'damaged-entry' } }],
    ['unset', gone, { type: 'bearer', token: { secret: 'nobody-set-it' } }],
  ];
  const files = all.map(([name, base, auth]) => ({
    ...provider('acme', name, base, one, { auth }),
    ...capability('acme', `${name}.get`, `${name}/get`),
  }));
  return Object.assign({}, ...files) as Record<string, Manifest>;
}

function closeKeys(folder: string): void {
  for (const name of ['age-key', 'store-key']) chmodSync(join(folder, '.smarteros', name), 0o600);
}

async function fillStore(folder: string): Promise<void> {
  for (const name of stored)
    await setInStore(folder, { owner: 'acme', name }, secrets[name], openStoreKeys(folder, {}));
  const file = join(folder, '.smarteros/secrets.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as { entries: { name: string; nonce: string }[] };
  for (const entry of content.entries)
    if (entry.name === 'damaged-entry') entry.nonce = Buffer.alloc(12).toString('base64');
  writeFileSync(file, JSON.stringify(content));
}
