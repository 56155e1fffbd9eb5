/** Golden cases: two workspaces → what a person is told. Fingerprints stand in allow lists, so that a changed one breaks approvals. */
import { describe, expect, test } from 'vitest';
import { buildOf, capability, client, type Manifests, provider, system, tenant } from '../build/workspace.fixture.ts';
import { diffTables } from './diff.ts';
import { prettyDiff } from './pretty.ts';
import { reportOf } from './report.ts';
import { baseManifests } from './table.fixture.ts';

const response = (properties: Record<string, unknown>) => ({
  schema: { type: 'array', items: { type: 'object', properties } },
});
const body = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  method: 'POST',
  path: '/orders',
  body: { contentType: 'application/json', schema: { type: 'object', properties, required } },
});
const shop = (endpoint: Record<string, unknown>, spec: Record<string, unknown> = {}): Manifests =>
  provider('demo', 'shop', 'https://shop.example/v1', { call: endpoint }, { network: 'public', ...spec });
const demo = (
  endpoint: Record<string, unknown>,
  call: Record<string, unknown> = {},
  spec: Record<string, unknown> = {},
): Manifests => ({
  ...system(),
  ...tenant('demo'),
  ...shop(endpoint, spec),
  ...capability('demo', 'orders.call', 'shop/call', call),
});

const login = { name: 'login', issuer: 'https://login.example', audiences: ['gateway'] };
const filter = (types: Record<string, unknown>) => ({ type: 'object', properties: types, additionalProperties: false });
const address = { street: { type: 'string', maxLength: 80 }, zip: { type: 'string' } };

const cases: readonly (readonly [name: string, before: Manifests, after: Manifests])[] = [
  [
    'arguments',
    demo(
      body(
        {
          status: { type: 'string', enum: ['open', 'done', 'any'] },
          tags: { type: 'array', items: { type: 'string' } },
          filter: filter({ from: { type: 'string' }, ...address }),
          old: { type: 'integer' },
        },
        ['status'],
      ),
    ),
    demo(
      body(
        {
          status: { type: 'string', enum: ['open', 'done', 'late'] },
          tags: { type: 'array', items: { type: 'integer' }, maxItems: 5 },
          filter: filter({
            from: { type: ['string', 'null'], format: 'date' },
            street: { type: 'string', maxLength: 40 },
            zip: { type: 'string' },
          }),
          region: { type: 'string' },
          reason: { type: 'string' },
        },
        ['status', 'reason'],
      ),
    ),
  ],
  [
    'result',
    demo(
      {
        method: 'GET',
        path: '/orders',
        response: response({ id: { type: 'integer' }, total: { type: 'string' }, state: { type: 'string' } }),
      },
      {
        result: {
          items: '$[*]',
          each: {
            id: '$.id',
            total: { $from: '$.total', $as: 'number' },
            state: { $from: '$.state', $map: { a: 'open' }, $else: 'other' },
          },
        },
      },
    ),
    demo(
      {
        method: 'GET',
        path: '/orders',
        response: response({ id: { type: 'integer' }, sum: { type: 'string' }, state: { type: 'string' } }),
      },
      {
        result: {
          items: '$[*]',
          each: {
            id: { $from: '$.id', $as: 'string' },
            total: { $from: '$.sum', $as: 'number' },
            state: { $from: '$.state', $map: { a: 'open', b: 'late' }, $else: 'other' },
            more: { $const: 1 },
          },
        },
      },
    ),
  ],
  [
    'upstream',
    demo({ method: 'GET', path: '/orders' }, {}, { auth: { type: 'bearer', token: { secret: 'token' } } }),
    {
      ...demo({ method: 'GET', path: '/v2/orders' }, { timeoutMs: 500 }),
      ...provider(
        'demo',
        'shop',
        'http://10.0.0.7/api',
        { call: { method: 'DELETE', path: '/v2/orders' } },
        { network: 'private', auth: { type: 'api_key', in: 'query', name: 'k', key: { secret: 'key' } } },
      ),
    },
  ],
  [
    'care',
    demo(
      {
        method: 'POST',
        path: '/orders',
        idempotencyKey: { header: 'Idempotency-Key' },
        body: { schema: { type: 'object', properties: { pin: { type: 'string', format: 'password' } } } },
      },
      { limits: { requestsPerMinute: 100 } },
      { redirects: { origins: ['https://old.example'] }, retry: { attempts: 3 } },
    ),
    demo(
      {
        method: 'POST',
        path: '/orders',
        body: { schema: { type: 'object', properties: { pin: { type: 'string' } } } },
      },
      { limits: { requestsPerMinute: 100, burst: 10 } },
      {
        redirects: { origins: ['https://new.example'] },
        limits: { requestsPerSecond: 5, concurrent: 128 },
        timeouts: { connectMs: 500, firstByteMs: 2000 },
      },
    ),
  ],
  [
    'access',
    baseManifests,
    {
      ...baseManifests,
      ...client('demo', 'agent', ['orders.search', 'stock.*']),
      ...client('demo', 'guest', ['*']),
      ...system({ operators: ['demo/guest'] }),
      ...capability('demo', 'stock.list', 'shop/list-orders'),
    },
  ],
  [
    'tokens',
    {
      ...baseManifests,
      ...system({
        issuers: [login, { name: 'old', issuer: 'https://old.example' }],
        access: [{ issuer: 'old', when: { role: 'operator' } }],
        audit: { durability: 'fdatasync' },
        hosts: { aliases: ['a.internal'] },
      }),
      ...tenant('demo', {
        access: [
          { issuer: 'login', when: { role: ['admin', 'owner'] }, allow: ['orders.search'] },
          { issuer: 'old', when: { email: '*@demo.cl' }, allow: ['*'], scopes: ['orders:read'] },
          { issuer: 'login', when: { level: 3 }, allow: ['orders.*'] },
        ],
      }),
    },
    {
      ...baseManifests,
      ...system({
        issuers: [{ ...login, issuer: 'https://new.example', audiences: ['gateway', 'app'], skewSeconds: 60 }],
        access: [{ issuer: 'login', when: { email: '*@example.com', hd: '*' } }],
        audit: { payloadBytes: 0 },
        hosts: { aliases: ['b.internal'] },
      }),
      ...tenant('demo', {
        access: [
          { issuer: 'login', when: { level: 3 }, allow: ['orders.cancel'] },
          { issuer: 'login', when: { role: ['owner', 'admin'] }, allow: ['*'] },
        ],
      }),
      ...tenant('fresh', { access: [{ issuer: 'login', when: { role: 'admin' }, allow: ['*'] }] }),
    },
  ],
  [
    'tenants',
    baseManifests,
    {
      ...baseManifests,
      ...tenant('other', { status: 'suspended' }),
      ...tenant('fresh', { status: 'trial' }),
      'tenants/demo/tenant.yaml': tenant(
        'demo',
        { contactEmail: 'a@demo.cl' },
        { uid: '2f1a1f6e-5f0d-4d5c-9d1e-0a0b0c0d0e0f' },
      )['tenants/demo/tenant.yaml'] as string,
    },
  ],
];

describe.each(cases)('%s', (name, before, after) => {
  test('is told as the golden file says', async () => {
    const [old, now] = [buildOf(before), buildOf(after)];
    const mistakes = [...old.problems, ...now.problems].filter(({ severity }) => severity === 'error');
    expect(mistakes).toEqual([]);
    const side = { revision: 'base', commit: null, table: '' };
    const report = reportOf({
      workspace: '',
      environment: null,
      base: side,
      head: { ...side, revision: 'head' },
      compared: true,
      changes: diffTables({ table: old.table }, { table: now.table }),
      allowed: new Map(),
      tokens: {},
      tokenizer: '',
      problems: [],
      warnings: [],
    });
    await expect(prettyDiff(report, false)).toMatchFileSnapshot(`cases/${name}.txt`);
  });
});
