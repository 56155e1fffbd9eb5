import { expect, test } from 'vitest';
import type { JsonSchema } from '../schema.ts';
import type {
  AccessRule,
  Conversion,
  Issuer,
  Operation,
  Paging,
  RoutingTable,
  TenantShard,
  Upstream,
} from '../table/table.ts';
import type { Change } from './change.ts';
import { diffTables } from './diff.ts';
import { changeClasses, diffRules, faces, type RuleCode } from './rules.ts';
import {
  baseTable,
  withArgument,
  withClient,
  withOperation,
  withResult,
  withSystem,
  withTenant,
  withUpstream,
} from './table.fixture.ts';

const demo = baseTable.tenants['demo'] as TenantShard;
const search = demo.operations['orders.search'] as Operation;
const shop = demo.upstreams['shop'] as Upstream;
const trial = (hours: number) => withTenant({ status: 'trial', trial: { hours, startsAt: null } });
const { hosts, audit } = baseTable.system;
const issuer: Issuer = {
  name: 'login',
  type: 'oidc',
  issuer: 'https://login.example',
  jwksUrl: null,
  audiences: ['a'],
  algorithms: ['RS256'],
  scopes: [],
  network: 'public',
  skewSeconds: 30,
};
const withIssuer = (change: Partial<Issuer> = {}) => withSystem({ issuers: { login: { ...issuer, ...change } } });
const admins: AccessRule = {
  issuer: 'login',
  when: { role: ['admin'] },
  scopes: [],
  allow: ['orders.search'],
  approve: [],
};
const withRule = (...allow: string[]) => withTenant({ access: [{ ...admins, allow }] });
const hints = (readOnly: boolean, destructive = false, idempotent = false) => ({ readOnly, destructive, idempotent });
const apiKey = (place: 'header' | 'query' | 'cookie' | 'path') =>
  ({ type: 'api_key', in: place, name: 'key', key: { secret: 'k' }, prefix: '' }) as const;
const oauth = (tokenUrl: string) =>
  ({
    type: 'oauth2',
    tokenUrl,
    clientId: 'id',
    clientSecret: { secret: 's' },
    scopes: [],
    audience: null,
    clientAuth: 'basic',
  }) as const;
const text: JsonSchema = { type: 'string' };
const pagesByNumber: Paging = {
  by: 'page',
  first: 1,
  from: null,
  bindings: [],
  maxSize: 100,
  limit: 20,
  most: 1000,
  totalPages: null,
  totalItems: null,
  more: null,
  shortIsLast: false,
};
const open = (properties: JsonSchema): JsonSchema => ({ type: 'object', properties });

const summary = (required: boolean, words = 'Orders of '): Partial<TenantShard> => ({
  prompts: {
    summary: {
      name: 'summary',
      title: 'Summary',
      description: 'Orders of a period.',
      arguments: [{ name: 'period', description: 'Which days.', required, values: [] }],
      text: [words, { argument: 'period' }],
    },
  },
});

const perMinute = (limit: number) => ({ limit, seconds: 60, burst: limit }) as const;
const marked = { arguments: [['status']], result: [] };

/** Two tables, and the reverse of each where that provokes another rule. */
const provoked: readonly (readonly [RuleCode, RoutingTable, RoutingTable])[] = [
  ['tenant-added', withTenant(null), baseTable],
  ['tenant-removed', baseTable, withTenant(null)],
  ['tenant-suspended', baseTable, withTenant({ status: 'suspended' })],
  ['tenant-reactivated', withTenant({ status: 'cancelled' }), baseTable],
  ['tenant-status-changed', trial(24), baseTable],
  ['tenant-uid-changed', baseTable, withTenant({ uid: '00000000-0000-4000-8000-000000000000' })],
  ['tenant-plan-changed', baseTable, withTenant({ plan: null })],
  ['tenant-details-changed', baseTable, withTenant({ contactEmail: 'a@example.com' })],
  ['trial-shortened', trial(24), trial(12)],
  ['trial-extended', trial(12), trial(24)],
  ['limit-lowered', baseTable, withTenant({ limits: { ...demo.limits, requestBytes: 1 } })],
  ['limit-raised', withTenant({ limits: { ...demo.limits, answerBytes: 1 } }), baseTable],
  ['rate-lowered', baseTable, withClient({ rate: perMinute(60) })],
  ['rate-raised', withTenant({ limits: { ...demo.limits, rate: perMinute(60) } }), baseTable],
  ['system-title-changed', baseTable, withSystem({ title: 'Another' })],
  ['host-changed', baseTable, withSystem({ hosts: { ...hosts, api: 'https://b.example' } })],
  ['host-declared', baseTable, withSystem({ hosts: { ...hosts, mcp: 'https://mcp.example' } })],
  ['alias-added', baseTable, withSystem({ hosts: { ...hosts, aliases: ['b.example'] } })],
  ['alias-removed', withSystem({ hosts: { ...hosts, aliases: ['b.example'] } }), baseTable],
  ['audit-weakened', baseTable, withSystem({ audit: { ...audit, totalBytes: 1 } })],
  ['audit-changed', baseTable, withSystem({ audit: { ...audit, durability: 'fdatasync' } })],
  ['capability-added', withOperation(null), baseTable],
  ['capability-removed', baseTable, withOperation(null)],
  ['capability-renamed', baseTable, withOperation({ capability: 'orders.find', tool: 'orders_find' })],
  ['tool-renamed', baseTable, withOperation({ capability: 'orders.find', tool: 'orders_find' })],
  ['tool-listed', withOperation({ input: { ...search.input, type: ['object'] } }), baseTable],
  ['tool-unlisted', baseTable, withOperation({ input: { ...search.input, type: ['object'] } })],
  ['optional-argument-added', withArgument(null), withArgument(text)],
  ['open-argument-declared', withArgument(open({})), withArgument(open({ a: text }))],
  ['required-argument-added', withArgument(null), withArgument(text, true)],
  ['argument-removed', withArgument(text), withArgument(null)],
  ['argument-undeclared', withArgument(open({ a: text })), withArgument(open({}))],
  ['argument-newly-required', withArgument(text), withArgument(text, true)],
  ['argument-no-longer-required', withArgument(text, true), withArgument(text)],
  ['input-type-narrowed', withArgument({ type: ['string', 'integer'] }), withArgument(text)],
  ['input-type-widened', withArgument({ type: 'integer' }), withArgument({ type: 'number' })],
  ['input-enum-value-removed', withArgument({ enum: ['a', 'b'] }), withArgument({ enum: ['a'] })],
  ['input-enum-value-added', withArgument({ enum: ['a'] }), withArgument({ enum: ['b', 'a'] })],
  ['input-rule-tightened', withArgument(text), withArgument({ ...text, maxLength: 5 })],
  ['input-rule-loosened', withArgument({ type: 'integer', minimum: 5 }), withArgument({ type: 'integer', minimum: 1 })],
  ['input-closed', withArgument(open({})), withArgument({ ...open({}), additionalProperties: false })],
  ['input-opened', withArgument({ ...open({}), additionalProperties: false }), withArgument(open({}))],
  ['input-schema-changed', withArgument({ not: { const: 1 } }), withArgument({ not: { const: 2 } })],
  ['input-schema-loosened', withArgument({ not: { const: 1 } }), withArgument({})],
  ['default-changed', withArgument({ ...text, default: 'a' }), withArgument({ ...text, default: 'b' })],
  ['result-field-added', withResult(null, false), withResult(text)],
  ['result-field-removed', withResult(text), withResult(null, false)],
  ['result-field-optional', withResult(text), withResult(text, false)],
  ['result-field-guaranteed', withResult(text, false), withResult(text)],
  ['result-type-changed', withResult(text), withResult({ type: 'integer' })],
  ['result-type-narrowed', withResult({ type: ['string', 'integer'] }), withResult(text)],
  ['result-nullable', withResult(text), withResult({ type: ['string', 'null'] })],
  ['result-not-nullable', withResult({ anyOf: [text, { type: 'null' }] }), withResult(text)],
  ['result-enum-value-added', withResult({ enum: ['a'] }), withResult({ enum: ['a', 'b'] })],
  ['result-enum-value-removed', withResult({ enum: ['a', 'b'] }), withResult({ enum: ['a'] })],
  ['result-rule-loosened', withResult({ ...text, format: 'date-time' }), withResult(text)],
  ['result-rule-tightened', withResult(text), withResult({ ...text, format: 'date-time' })],
  [
    'result-schema-changed',
    withResult({ anyOf: [text, { type: 'integer' }] }),
    withResult({ anyOf: [text, { type: 'boolean' }] }),
  ],
  ['contract-left', withOperation({ contract: 'orders.search' }), baseTable],
  ['contract-named', baseTable, withOperation({ contract: 'orders.search' })],
  ['contract-changed', withOperation({ contract: 'orders.find' }), withOperation({ contract: 'orders.search' })],
  ['result-passed-through', baseTable, withOperation({ output: null, result: null })],
  ['result-declared', withOperation({ output: null, result: null }), baseTable],
  [
    'result-remade',
    baseTable,
    withOperation({
      result: { items: { path: ['data', { each: true }], each: { kind: 'object', fields: {} } }, fields: {} },
    }),
  ],
  ['values-recorded', withOperation({ sensitive: marked }), baseTable],
  ['values-unrecorded', baseTable, withOperation({ sensitive: marked })],
  ['title-changed', baseTable, withOperation({ title: 'Find orders' })],
  ['direct-tools-changed', baseTable, withTenant({ directTools: 50 })],
  ['tools-searched', baseTable, withTenant({ directTools: 0 })],
  ['tools-listed', withTenant({ directTools: 0 }), baseTable],
  ['result-tokens-changed', baseTable, withOperation({ resultTokens: 2000 })],
  ['tool-pinned', baseTable, withOperation({ isPinned: true })],
  ['tool-unpinned', withOperation({ isPinned: true }), baseTable],
  ['description-changed', baseTable, withOperation({ description: 'Finds orders.' })],
  ['argument-words-changed', withArgument(text), withArgument({ ...text, description: 'Words.' })],
  ['result-words-changed', withResult(text), withResult({ ...text, description: 'Words.' })],
  ['examples-changed', baseTable, withOperation({ examples: [{ arguments: {}, intents: ['orders'] }] })],
  ['tool-writes', baseTable, withOperation({ hints: hints(false) })],
  ['tool-reads', withOperation({ hints: hints(false) }), baseTable],
  ['tool-claims-to-read', baseTable, withOperation({ hints: hints(true) }, 'orders.cancel')],
  ['tool-destructive', withOperation({ hints: hints(false) }), withOperation({ hints: hints(false, true) })],
  ['tool-not-destructive', withOperation({ hints: hints(false, true) }), withOperation({ hints: hints(false) })],
  ['tool-repeatable', withOperation({ hints: hints(false) }), withOperation({ hints: hints(false, false, true) })],
  ['prompt-added', baseTable, withTenant(summary(false))],
  ['prompt-removed', withTenant(summary(false)), baseTable],
  ['prompt-stricter', withTenant(summary(false)), withTenant(summary(true))],
  ['prompt-changed', withTenant(summary(false)), withTenant(summary(false, 'All orders of '))],
  ['client-added', withClient(null), baseTable],
  ['client-removed', baseTable, withClient(null)],
  ['client-key-added', withClient({ keys: [] }), baseTable],
  ['client-key-removed', baseTable, withClient({ keys: [] })],
  ['access-widened', baseTable, withClient({ allow: ['*'] })],
  ['access-narrowed', baseTable, withClient({ allow: ['orders.cancel'] })],
  ['unused-pattern-removed', withClient({ allow: ['orders.search', 'stock.*'] }), baseTable],
  ['access-gained', withOperation(null, 'orders.cancel'), baseTable],
  ['operator-added', withSystem({ operators: [] }), baseTable],
  ['operator-removed', baseTable, withSystem({ operators: [] })],
  ['issuer-added', baseTable, withIssuer()],
  ['issuer-removed', withIssuer(), baseTable],
  ['issuer-replaced', withIssuer(), withIssuer({ issuer: 'https://other.example' })],
  ['issuer-widened', withIssuer(), withIssuer({ audiences: ['a', 'b'] })],
  ['issuer-narrowed', withIssuer({ skewSeconds: 60 }), withIssuer()],
  ['issuer-scopes-changed', withIssuer(), withIssuer({ scopes: ['orders:read'] })],
  ['approval-added', baseTable, withOperation({ needsApproval: true })],
  ['approval-removed', withOperation({ needsApproval: true }), baseTable],
  ['approver-widened', baseTable, withClient({ approve: ['orders.*'] })],
  ['approver-narrowed', withTenant({ access: [{ ...admins, approve: ['*'] }] }), withTenant({ access: [admins] })],
  ['access-rule-added', baseTable, withTenant({ access: [admins] })],
  ['access-rule-removed', withTenant({ access: [admins] }), baseTable],
  ['access-rule-widened', withRule('orders.search'), withRule('*')],
  ['access-rule-narrowed', withRule('*'), withRule('orders.search')],
  ['operator-rule-added', baseTable, withSystem({ access: [{ ...admins, allow: [] }] })],
  ['operator-rule-removed', withSystem({ access: [{ ...admins, allow: [] }] }), baseTable],
  ['upstream-added', withTenant({ upstreams: {} }), baseTable],
  ['private-upstream-added', withTenant({ upstreams: {} }), withUpstream({ network: 'private' })],
  ['upstream-removed', baseTable, withTenant({ upstreams: {} })],
  ['upstream-renamed', baseTable, withUpstream({ name: 'store' })],
  [
    'capability-rerouted',
    baseTable,
    withOperation(
      { upstream: 'mall' },
      'orders.search',
      withTenant({ upstreams: { shop, mall: { ...shop, name: 'mall', origin: 'https://mall.example' } } }),
    ),
  ],
  ['upstream-host-changed', baseTable, withUpstream({ origin: 'https://other.example' })],
  ['upstream-unencrypted', baseTable, withUpstream({ origin: 'http://shop.example' })],
  ['upstream-encrypted', withUpstream({ origin: 'http://shop.example' }), baseTable],
  ['network-opened', baseTable, withUpstream({ network: 'private' })],
  ['network-closed', withUpstream({ network: 'private' }), baseTable],
  ['upstream-path-changed', baseTable, withUpstream({ basePath: ['/v2'] })],
  ['credential-removed', withUpstream({ auth: apiKey('header') }), baseTable],
  [
    'credential-changed',
    withUpstream({ auth: apiKey('header') }),
    withUpstream({ auth: { type: 'bearer', token: { secret: 't' } } }),
  ],
  ['credential-exposed', withUpstream({ auth: apiKey('header') }), withUpstream({ auth: apiKey('query') })],
  [
    'token-host-changed',
    withUpstream({ auth: oauth('https://a.example/t') }),
    withUpstream({ auth: oauth('https://b.example/t') }),
  ],
  ['secret-sealed', baseTable, withTenant({ sealed: { key: 'one' } })],
  ['secret-resealed', withTenant({ sealed: { key: 'one' } }), withTenant({ sealed: { key: 'two' } })],
  ['secret-unsealed', withSystem({ sealed: { key: 'one' } }), baseTable],
  ['unused-secret-removed', withTenant({ sealed: { key: 'one' } }), baseTable],
  ['upstream-category-changed', baseTable, withUpstream({ category: 'erp' })],
  ['timeout-raised', baseTable, withOperation({ timeoutMs: 60_000 })],
  ['timeout-lowered', baseTable, withUpstream({ timeoutMs: 1 })],
  ['method-changed', baseTable, withOperation({ method: 'HEAD' })],
  ['path-changed', baseTable, withOperation({ path: ['/v3/orders'] })],
  ['request-changed', baseTable, withOperation({ headers: { 'x-a': '1' } })],
  ['attempts-changed', baseTable, withUpstream({ retry: { attempts: 4 } })],
  ['idempotency-key-changed', baseTable, withOperation({ idempotencyHeader: 'idempotency-key' }, 'orders.cancel')],
  ['redirects-followed', baseTable, withUpstream({ redirects: { origins: ['https://files.example'] } })],
  ['redirects-refused', withUpstream({ redirects: { origins: [] } }), baseTable],
  ['pagination-changed', baseTable, withOperation({ paging: pagesByNumber })],
  ['failure-rule-changed', baseTable, withOperation({ failure: { when: ['error'], message: [] } })],
  ['polling-changed', baseTable, withOperation({ polling: 'none' })],
  ['event-stream-changed', baseTable, withOperation({ streams: true })],
  ['endpoint-renamed', baseTable, withOperation({ endpoint: 'shop/orders-list' })],
];

function rulesOf(changes: readonly Change[]): string[] {
  return changes.map(({ rule }) => rule);
}

test.each(provoked)('%s', (rule, before, after) => {
  const changes = diffTables({ table: before }, { table: after });
  const found = changes.find((change) => change.rule === rule) as Change;
  expect(rulesOf(changes)).toContain(rule);
  expect(found).toMatchObject({ class: diffRules[rule].class, face: diffRules[rule].face });
  expect(found.message).toMatch(/^[A-Z"].*\.$/);
  expect(found.fingerprint).toMatch(/^[0-9a-f]{12}$/);
  expect(rulesOf(diffTables({ table: after }, { table: before }))).not.toEqual([]);
});

test('every rule can be provoked, and is documented in sentences', () => {
  expect(provoked.map(([rule]) => rule).toSorted()).toEqual(Object.keys(diffRules).toSorted());
  for (const rule of Object.values(diffRules)) {
    expect(rule.meaning).toMatch(/^[A-Z].*\.$/);
    expect(rule.advice).toMatch(/^[A-Z].*\.$/);
    expect(changeClasses).toContain(rule.class);
    expect(faces).toContain(rule.face);
  }
});

test('most changes are one change and no more', () => {
  const several: readonly RuleCode[] = [
    'tools-searched',
    'tools-listed',
    'capability-renamed',
    'tool-renamed',
    'access-narrowed',
    'capability-rerouted',
    'capability-added',
    'access-gained',
    'tool-listed',
    'tool-unlisted',
    'result-type-changed',
    'result-passed-through',
    'result-declared',
  ];
  for (const [rule, before, after] of provoked) {
    if (!several.includes(rule)) expect(rulesOf(diffTables({ table: before }, { table: after }))).toEqual([rule]);
  }
});

test('a rate that is lower in the long run or at once refuses calls, whoever bounds it', () => {
  const rules = (before: RoutingTable, after: RoutingTable) => rulesOf(diffTables({ table: before }, { table: after }));
  const client = (limit: number, burst: number) => withClient({ rate: { limit, seconds: 60, burst } });
  expect(rules(client(60, 60), client(90, 10))).toEqual(['rate-lowered']);
  expect(rules(client(60, 10), client(60, 20))).toEqual(['rate-raised']);
  expect(rules(client(60, 10), withClient({ rate: null }))).toEqual(['rate-raised']);
  expect(rules(baseTable, withUpstream({ rate: { limit: 5, seconds: 1, burst: 5 } }))).toEqual(['rate-lowered']);
  expect(rules(baseTable, withUpstream({ concurrent: 8 }))).toEqual(['rate-lowered']);
  expect(rules(baseTable, withOperation({ rate: perMinute(5) }))).toEqual(['rate-lowered']);
});

test('what a plan lowers for several tenants is told once', () => {
  const limits = { ...demo.limits, rate: perMinute(60) };
  const both = withTenant({ limits }, 'other', withTenant({ limits }));
  expect(diffTables({ table: baseTable }, { table: both })).toMatchObject([
    { rule: 'rate-lowered', tenant: null, tenants: ['demo', 'other'] },
  ]);
});

test('parts of a timeout are told as timeouts are', () => {
  const rules = (change: Partial<Upstream>) =>
    rulesOf(diffTables({ table: baseTable }, { table: withUpstream(change) }));
  expect(rules({ connectTimeoutMs: 100 })).toEqual(['timeout-lowered']);
  expect(rules({ firstByteTimeoutMs: 100 })).toEqual(['timeout-lowered']);
  expect(rules({ connectTimeoutMs: 9000 })).toEqual(['timeout-raised']);
});

test('a mark that went with its argument is no loss; a wider one that holds it neither', () => {
  const rules = (before: RoutingTable, after: RoutingTable) => rulesOf(diffTables({ table: before }, { table: after }));
  const places = (...paths: string[][]) => ({ sensitive: { arguments: paths, result: [] } });
  const pin = withOperation(places(['x']), 'orders.search', withArgument(text));
  expect(rules(pin, withArgument(null))).toEqual(['argument-removed']);
  const [inner, outer] = [places(['status', 'a']), places(['status'])];
  expect(rules(withOperation(inner), withOperation(outer))).toEqual(['values-unrecorded']);
  expect(rules(withOperation(outer), withOperation(inner))).toEqual(['values-recorded']);
  const result = (path: string[]) => withOperation({ sensitive: { arguments: [], result: [path] } });
  expect(rules(result(['items', '*', 'id']), baseTable)).toEqual(['values-recorded']);
  expect(rules(result(['items', '*', 'gone']), baseTable)).toEqual([]);
});

test('a tool that goes on saying that it only reads is dangerous once its method writes', () => {
  const posted = withOperation({ method: 'POST' });
  expect(rulesOf(diffTables({ table: baseTable }, { table: posted }))).toEqual([
    'tool-claims-to-read',
    'method-changed',
  ]);
  const worded = withOperation({ title: 'Other' }, 'orders.search', posted);
  expect(rulesOf(diffTables({ table: posted }, { table: worded }))).toEqual(['title-changed']);
});

test('a client secret that goes to a new host is told, whatever credential there was', () => {
  for (const before of [{ type: 'none' }, apiKey('header')] as const) {
    const old = withUpstream({ auth: before });
    const foreign = diffTables({ table: old }, { table: withUpstream({ auth: oauth('https://a.example/t') }) });
    expect(foreign).toMatchObject([{ rule: 'token-host-changed', before: null, after: 'https://a.example' }]);
    const own = diffTables({ table: old }, { table: withUpstream({ auth: oauth(`${shop.origin}/t`) }) });
    expect(rulesOf(own)).toEqual(['credential-changed']);
  }
});

test('an end where there was none refuses calls; the same end in other words changes nothing', () => {
  const from = (startsAt: string, hours: number) => withTenant({ status: 'trial', trial: { hours, startsAt } });
  expect(rulesOf(diffTables({ table: baseTable }, { table: trial(24) }))).toEqual([
    'trial-shortened',
    'tenant-status-changed',
  ]);
  const [one, other] = [from('2026-01-02T00:00:00Z', 24), from('2026-01-01T00:00:00Z', 48)];
  expect(diffTables({ table: one }, { table: other })).toEqual([]);
  expect(rulesOf(diffTables({ table: one }, { table: from('2026-01-01T00:00:00Z', 47) }))).toEqual(['trial-shortened']);
});

test('another provider that is the same in all but its name is told', () => {
  const twin = withTenant({ upstreams: { shop, twin: { ...shop, name: 'twin' } } });
  const moved = withOperation({ upstream: 'twin', endpoint: 'twin/list-orders' }, 'orders.search', twin);
  expect(rulesOf(diffTables({ table: twin }, { table: moved }))).toEqual(['endpoint-renamed']);
});

test('a conversion that some values do not stand is breaking, as they are refused from then on', () => {
  const converted = (type: string, as: Conversion | null) => {
    const binding = {
      argument: 'x',
      in: 'query',
      name: 'x',
      bodyPath: [],
      serialization: null,
      map: null,
      as,
    } as const;
    return withOperation({ bindings: [binding] }, 'orders.search', withArgument({ type }));
  };
  const rules = (type: string, old: Conversion | null, now: Conversion | null) =>
    rulesOf(diffTables({ table: converted(type, old) }, { table: converted(type, now) }));
  expect(rules('string', null, 'integer')).toEqual(['input-rule-tightened', 'request-changed']);
  expect(rules('string', 'number', 'integer')).toEqual(['input-rule-tightened', 'request-changed']);
  // Of what a map allowed, nothing was left to be converted.
  const text = { argument: 'x', in: 'query', name: 'x', bodyPath: [], serialization: null, as: 'integer' } as const;
  const mapped = withOperation(
    { bindings: [{ ...text, map: { a: '1' } }] },
    'orders.search',
    withArgument({ enum: ['a'] }),
  );
  expect(rulesOf(diffTables({ table: mapped }, { table: converted('string', 'integer') }))).toContain(
    'input-rule-tightened',
  );
  for (const [type, old, now] of [
    ['string', 'integer', 'number'],
    ['string', 'integer', null],
    ['integer', null, 'string'],
    ['integer', null, 'number'],
    ['boolean', null, 'boolean'],
  ] as const)
    expect(rules(type, old, now)).toEqual(['request-changed']);
});

test('a key that leaves the URL for a cookie is no longer exposed, and one that comes from there is', () => {
  const change = (from: Parameters<typeof apiKey>[0], to: Parameters<typeof apiKey>[0]) =>
    rulesOf(diffTables({ table: withUpstream({ auth: apiKey(from) }) }, { table: withUpstream({ auth: apiKey(to) }) }));
  expect(change('cookie', 'path')).toEqual(['credential-exposed']);
  expect(change('header', 'cookie')).toEqual(['credential-changed']);
});

test('another way of writing an argument, a fixed value or a body is another request', () => {
  const query = { in: 'query', name: 'x', bodyPath: [], map: null, as: null } as const;
  const spaced = { style: 'spaceDelimited', explode: false, allowReserved: false } as const;
  const body = {
    contentType: 'application/json',
    required: true,
    constant: null,
    format: 'json',
    encoding: {},
    files: [],
  } as const;
  const form = { ...body, contentType: 'application/x-www-form-urlencoded', format: 'form' } as const;
  const multipart = { ...body, contentType: 'multipart/form-data', format: 'multipart' } as const;
  const argument = (serialization: typeof spaced | null) =>
    withOperation({ bindings: [{ ...query, argument: 'x', serialization }] }, 'orders.search', withArgument({}));
  const fixed = (serialization: typeof spaced | null) =>
    withOperation({ bindings: [{ ...query, argument: null, constant: ['a', 'b'], serialization }] });
  for (const [before, after] of [
    [argument(null), argument(spaced)],
    [fixed(null), fixed(spaced)],
    [withOperation({ body }), withOperation({ body: form })],
    [
      withOperation({ body: form }),
      withOperation({ body: { ...form, encoding: { a: { contentType: null, serialization: spaced } } } }),
    ],
    [withOperation({ body: multipart }), withOperation({ body: { ...multipart, files: ['a'] } })],
  ] as const)
    expect(rulesOf(diffTables({ table: before }, { table: after }))).toEqual(['request-changed']);
  expect(rulesOf(diffTables({ table: argument(spaced) }, { table: argument(spaced) }))).toEqual([]);
});

test('two rules of one issuer are told apart, whatever they allow, and their order and that of their values is no change', () => {
  const of = (role: string, ...allow: string[]): AccessRule => ({ ...admins, when: { role: [role] }, allow });
  const before = withTenant({ access: [of('admin', 'orders.search'), of('clerk', 'orders.search')] });
  const after = withTenant({ access: [of('admin', '*'), of('clerk', '*')] });
  const changes = diffTables({ table: before }, { table: after });
  expect(rulesOf(changes)).toEqual(['access-rule-widened', 'access-rule-widened']);
  expect(new Set(changes.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  const two: AccessRule = { ...admins, when: { role: ['a', 'b'], team: [1] }, scopes: ['x', 'y'], allow: ['*'] };
  const same: AccessRule = { ...admins, when: { team: [1], role: ['b', 'a'] }, scopes: ['y', 'x'], allow: ['*'] };
  const old = withTenant({ access: [two, of('clerk', '*')] });
  const now = withTenant({ access: [of('clerk', '*'), same] });
  expect(diffTables({ table: old }, { table: now })).toEqual([]);
});

test('a secret that is gone is breaking where a provider of its owner still needs it', () => {
  const upstreams = { shop: { ...shop, shared: false, auth: { type: 'bearer', token: { secret: 'key' } } } } as const;
  const before = withTenant({ upstreams, sealed: { key: 'one', odd: 'two' } });
  expect(rulesOf(diffTables({ table: before }, { table: withTenant({ upstreams, sealed: {} }) }))).toEqual([
    'secret-unsealed',
    'unused-secret-removed',
  ]);
  const told = JSON.stringify(diffTables({ table: baseTable }, { table: withTenant({ sealed: { key: 'armored' } }) }));
  expect(told).not.toContain('armored');
});
