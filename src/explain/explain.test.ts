import { describe, expect, test } from 'vitest';
import { manifest } from '../table/workspace.fixture.ts';
import type { Explanation } from './explain.ts';
import type { SecretPresence } from './upstream-facts.ts';
import { sourceText } from './place.ts';
import { explanationText } from './pretty.ts';
import { explainCode, explainWords } from './query.ts';
import { buildTexts, type Texts } from './workspace.fixture.ts';

const openapi = `openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok } }
  /unused:
    get:
      operationId: unused
      responses: { '200': { description: ok } }
`;

const key = [{ sha256: '0'.repeat(64) }];
const other = [{ sha256: '1'.repeat(64) }];
const texts: Texts = {
  'system.yaml': `apiVersion: smarteros/v1
kind: System
metadata: { name: test }
spec:
  hosts: { api: https://api.example.com }
  limits: { answerBytes: 6000 }
  operators: [demo/boss]
`,
  'environments/production.yaml': `apiVersion: smarteros/v1
kind: Environment
metadata: { name: production }
spec:
  providers:
    demo/shop:
      baseUrl: https://shop.example.com/v2
      timeoutMs: 900
`,
  'tenants/demo/tenant.yaml': manifest(
    'Tenant',
    { name: 'demo' },
    { rut: '76.086.428-5', businessName: 'Demo SpA', type: 'customer', status: 'active' },
  ),
  'tenants/demo/clients/boss.yaml': manifest(
    'Client',
    { tenant: 'demo', name: 'boss' },
    { keys: key, allow: ['pay.now', 'orders.*'] },
  ),
  'tenants/demo/clients/cook.yaml': manifest(
    'Client',
    { tenant: 'demo', name: 'cook' },
    { keys: other, allow: ['pay.*'] },
  ),
  'tenants/demo/providers/shop/openapi.yaml': openapi,
  'tenants/demo/providers/shop/provider.yaml': manifest(
    'Provider',
    { tenant: 'demo', name: 'shop' },
    {
      baseUrl: 'https://test.example.com/v1',
      openapi: 'openapi.yaml',
      auth: { type: 'basic', username: { secret: 'shop-user' }, password: { secret: 'shop-pass' } },
    },
  ),
  'tenants/demo/providers/shop/endpoints/pay.yaml': manifest(
    'Endpoint',
    { tenant: 'demo', provider: 'shop', name: 'pay' },
    {
      method: 'POST',
      path: '/pay',
      body: { schema: { type: 'object', properties: { amount: { type: 'integer' }, x: { type: 'integer' } } } },
      timeoutMs: 700,
    },
  ),
  'tenants/demo/capabilities/orders.get.yaml': manifest(
    'Capability',
    { tenant: 'demo', name: 'orders.get' },
    {
      title: 'Get an order',
      description: 'One order.',
      endpoint: 'shop/getOrder',
      examples: [{ arguments: { id: '7' } }],
    },
  ),
  'tenants/demo/capabilities/pay.now.yaml': manifest(
    'Capability',
    { tenant: 'demo', name: 'pay.now' },
    { title: 'Pay', description: 'Pays.', endpoint: 'shop/pay' },
  ),
  'tenants/demo/capabilities/pay.later.yaml': manifest(
    'Capability',
    { tenant: 'demo', name: 'pay.later' },
    {
      title: 'Pay later',
      description: 'Pays.',
      endpoint: 'shop/pay',
      arguments: { sum: { to: 'body.amount', default: 5 }, x: { to: 'body.x', const: 1 } },
    },
  ),
};

const secrets: SecretPresence = {
  origin: (_owner, name) => (name === 'shop-user' ? 'store' : null),
  where: (owner, name) => `Set ENV_${owner}_${name}.`,
};

function ask(words: string, environment: string | null = null, from: Texts = texts) {
  return explainWords(buildTexts(from, environment), words.split(' '), secrets);
}

function explanation(words: string, environment: string | null = null, from: Texts = texts): Explanation {
  const found = ask(words, environment, from);
  if (found.kind !== 'explanation') throw new Error(found.message);
  return found;
}

function factsOf({ sections }: Explanation, title: string) {
  const facts = sections.find((section) => section.title === title)?.facts ?? [];
  return Object.fromEntries(
    facts.map((fact) => [
      fact.name,
      [
        fact.value,
        sourceText(fact.from),
        ...fact.over.map(({ value, from }) => `${JSON.stringify(value)} ${sourceText(from)}`),
      ],
    ]),
  );
}

describe('an explanation', () => {
  test('has the request, and what declares it', () => {
    const found = explanation('demo orders.get');
    expect(factsOf(found, 'endpoint')['request']).toEqual([
      'GET /orders/{id}',
      'tenants/demo/providers/shop/openapi.yaml:5:5',
    ]);
    expect(factsOf(found, 'provider')).toMatchObject({
      calls: ['https://test.example.com/v1/orders/{id}', 'base URL and path'],
    });
    expect(factsOf(found, 'arguments')['id']?.[0]).toEqual({
      to: 'path.id',
      required: true,
      schema: { type: 'string', minLength: 1 },
    });
    const pay = factsOf(explanation('demo pay.later'), 'arguments');
    expect(pay['sum']?.[0]).toMatchObject({ to: 'body.amount', required: false, default: 5 });
    expect(pay['x']?.[0]).toEqual({ to: 'body.x', const: 1 });
  });

  test('says which of several places decides, and what it goes before', () => {
    expect(factsOf(explanation('demo pay.now', 'production'), 'limits')['time limit']).toEqual([
      700,
      expect.stringMatching(/endpoints\/pay\.yaml:1:\d+$/),
      '900 environments/production.yaml:8:18',
      '10000 default',
    ]);
    expect(factsOf(explanation('demo orders.get', 'production'), 'provider')['base URL']).toEqual([
      'https://shop.example.com/v2',
      'environments/production.yaml:7:16',
      expect.stringMatching(
        /^"https:\/\/test\.example\.com\/v1" tenants\/demo\/providers\/shop\/provider\.yaml:1:\d+$/,
      ),
    ]);
    expect(factsOf(explanation('demo orders.get'), 'limits')['answer size']).toEqual([
      6000,
      'system.yaml:6:26',
      '10485760 default',
    ]);
  });

  test('says who limits calls, what happens when the API fails, and what is never recorded', () => {
    const spec = { title: 'Pay', description: 'Pays.', endpoint: 'shop/pay', approval: 'required' };
    const approver = { keys: other, allow: [], approve: ['pay.*'] };
    const found = explanation('demo pay.now', null, {
      ...texts,
      'tenants/demo/capabilities/pay.now.yaml': manifest('Capability', { tenant: 'demo', name: 'pay.now' }, spec),
      'tenants/demo/clients/cook.yaml': manifest('Client', { tenant: 'demo', name: 'cook' }, approver),
    });
    const approves = factsOf(found, 'who approves');
    expect(Object.keys(approves)).toEqual(['approval', 'cook', 'local key']);
    expect(approves['cook']?.[0]).toBe('pay.*');
    expect(Object.keys(factsOf(found, 'who may call'))).toEqual(['boss', 'local key']);
    expect(factsOf(explanation('demo pay.now'), 'who approves')).toEqual({ approval: [false, 'default'] });
  });

  test('says how to call it', () => {
    expect(factsOf(explanation('demo orders.get'), 'how to call')).toMatchObject({
      HTTP: ['POST https://api.example.com/api/tenant/demo/proxy/orders.get', 'system.yaml:5:17'],
      MCP: ['/mcp/demo', 'at the gateway’s address: no spec.hosts.mcp'],
      tool: ['orders_get', expect.any(String)],
      body: [{ id: '7' }, expect.any(String)],
    });
  });

  test('is text whose every line has its place, with no control characters of a manifest', () => {
    const found = explanation('demo orders.get');
    const hostile = { name: 'title', value: 'a\u202eb\u001b[2Jc', from: { rule: 'default' }, over: [] };
    const text = explanationText(
      { ...found, sections: [...found.sections, { title: 'more', facts: [hostile] }] },
      { color: false },
    );
    expect(text).toContain('a\uFFFDb\uFFFD[2Jc');
    const facts = text.split('\n').filter((line) => line.startsWith('  '));
    expect(facts.length).toBeGreaterThan(25);
    for (const line of facts) expect(line).toMatch(/ {2}\S/);
  });
});

describe('what is asked for', () => {
  test.each([
    ['demo orders_get', 'orders.get'],
    ['demo GET /orders/{id}', 'orders.get'],
    ['demo get /orders/12?x=1', 'orders.get'],
    ['demo GET /v1/orders/12', 'orders.get'],
    ['demo GET https://test.example.com/v1/orders/12', 'orders.get'],
    ['POST /api/tenant/demo/proxy/pay.now', 'pay.now'],
    ['demo POST /api/tenant/demo/proxy/pay.now', 'pay.now'],
    ['POST https://api.example.com/api/tenant/demo/proxy/pay.now', 'pay.now'],
  ])('%s is %s', (words, capability) => {
    expect(explanation(words).capability).toBe(capability);
  });

  test('a tenant’s uid in the path is the tenant', () => {
    const { uid } = buildTexts(texts).table.tenants['demo'] ?? { uid: '' };
    expect(explanation(`POST /api/tenant/${uid}/proxy/pay.now`).tenant).toBe('demo');
  });

  test('several capabilities of one request are listed', () => {
    expect(ask('demo POST /pay')).toMatchObject({
      kind: 'several',
      capabilities: [
        { name: 'pay.later' },
        { name: 'pay.now', file: 'tenants/demo/capabilities/pay.now.yaml', line: 1 },
      ],
    });
    expect(ask('demo')).toMatchObject({ kind: 'several', capabilities: { length: 3 } });
  });

  test.each([
    ['dmeo pay.now', 'Did you mean "demo"?'],
    ['demo pay.nwo', 'Did you mean "pay.now"?'],
    ['unknown-endpont', 'problem code "unknown-endpoint"'],
    ['demo GET /nothing', 'No endpoint'],
    ['demo GET /unused', 'openapi.yaml:10), and no capability'],
    ['demo DELETE /pay', 'No endpoint'],
    ['GET /orders', 'smarteros explain TENANT GET /orders'],
    ['GET /api/tenant/demo/proxy/pay.now', 'POST only'],
    ['POST /api/tenant/dmeo/proxy/pay.now', 'Did you mean "demo"?'],
    ['POST /api/tenant/%zz/proxy/pay.now', 'no tenant "%zz"'],
    ['demo pay now', 'neither a capability nor a method'],
    ['demo __proto__', 'no capability'],
    ['__proto__ x', 'no tenant'],
    ['demo GET /order(s/7', 'No endpoint'],
  ])('%s is not found: %s', (words, message) => {
    const found = ask(words);
    expect(found).toMatchObject({ kind: 'not-found', message: expect.stringContaining(message) as string });
  });

  test('a problem’s code has its meaning and remedy; other words are none', () => {
    expect(explainCode('misplaced-file')).toMatchObject({
      code: 'misplaced-file',
      remedy: expect.stringContaining('Move') as string,
    });
    expect(explainCode('toString')).toBeNull();
  });
});

describe('a tenant with errors', () => {
  const broken = {
    ...texts,
    'tenants/demo/capabilities/pay.later.yaml': manifest(
      'Capability',
      { tenant: 'demo', name: 'pay.later' },
      { title: 'A', description: 'B', endpoint: 'shop/py' },
    ),
  };

  test('is told with the errors, also for a capability that is right', () => {
    expect(explanation('demo pay.now', null, broken)).toMatchObject({
      state: 'broken',
      problems: [{ code: 'unknown-endpoint' }],
    });
    expect(explanation('demo pay.now')).toMatchObject({ state: 'ready', problems: [] });
  });

  test('has its broken capability named, with what is wrong', () => {
    expect(ask('demo pay.later', null, broken)).toMatchObject({
      kind: 'broken',
      problems: [{ code: 'unknown-endpoint' }],
    });
    const unreadable = {
      ...texts,
      'tenants/demo/capabilities/pay.now.yaml':
        'apiVersion: smarteros/v1\nkind: Capability\nmetadata: { tenant: demo, name: pay.now }\nspec: { titel: X }\n',
    };
    expect(ask('demo pay.now', null, unreadable)).toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('pay.now.yaml:1') as string,
    });
  });
});
