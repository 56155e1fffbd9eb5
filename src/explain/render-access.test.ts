/** What is shown of issuers, access rules, recording and sealed secrets is what holds, and compiles to it. */
import { expect, test } from 'vitest';
import secretSchema from '../../schemas/v1/secret.schema.json' with { type: 'json' };
import { manifest } from '../table/workspace.fixture.ts';
import { explanationText } from './pretty.ts';
import { explainWords } from './query.ts';
import { renderResource } from './render.ts';
import { buildTexts, everyResource, renderedTexts, valuesOf, type Texts } from './workspace.fixture.ts';

const sealed = secretSchema.properties.spec.properties.sealed.examples[0] as string;
const bearer = { type: 'bearer', token: { secret: 'token' } };
const texts: Texts = {
  'system.yaml': manifest(
    'System',
    { name: 'test' },
    {
      hosts: { aliases: ['gateway.internal'] },
      issuers: [
        { name: 'login', issuer: 'https://login.example', scopes: ['orders:read'] },
        { name: 'supabase', type: 'supabase', issuer: 'https://abc.supabase.co/auth/v1' },
      ],
      access: [{ issuer: 'login', when: { role: 'operator' } }],
      audit: { durability: 'fdatasync' },
    },
  ),
  'secrets/token.yaml': manifest('Secret', { name: 'token' }, { sealed }),
  'providers/crm/provider.yaml': manifest(
    'Provider',
    { name: 'crm' },
    { baseUrl: 'https://crm.example', auth: bearer },
  ),
  'tenants/demo/tenant.yaml': manifest(
    'Tenant',
    { name: 'demo' },
    {
      rut: '76.086.428-5',
      businessName: 'Demo SpA',
      type: 'customer',
      status: 'active',
      access: [
        { issuer: 'supabase', when: { role: ['admin', 'owner'] }, allow: ['*'] },
        { issuer: 'login', when: { level: 3 }, allow: ['stock.*'], scopes: ['orders:read'] },
        { issuer: 'login', when: { level: 3 }, allow: ['orders.list'], scopes: ['orders:read'] },
      ],
    },
  ),
  'tenants/demo/secrets/token.yaml': manifest('Secret', { tenant: 'demo', name: 'token' }, { sealed }),
  'tenants/demo/providers/shop/provider.yaml': manifest(
    'Provider',
    { tenant: 'demo', name: 'shop' },
    { baseUrl: 'https://shop.example', auth: bearer },
  ),
  'tenants/demo/providers/shop/endpoints/list.yaml': manifest(
    'Endpoint',
    { tenant: 'demo', provider: 'shop', name: 'list' },
    { method: 'GET', path: '/orders' },
  ),
  'tenants/demo/capabilities/orders.list.yaml': manifest(
    'Capability',
    { tenant: 'demo', name: 'orders.list' },
    { title: 'List orders', description: 'All orders.', endpoint: 'shop/list' },
  ),
};

const build = buildTexts(texts);

test('every resource can be shown, and what is shown compiles to the same table', () => {
  expect(build.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(everyResource(build).map((words) => words.join(' '))).toEqual(
    expect.arrayContaining(['system', 'secret/token', 'demo secret/token']),
  );
  const again = buildTexts(renderedTexts(texts, build));
  expect(again.table).toEqual(build.table);
});

test('what the kind of an issuer decides is shown as it holds', () => {
  expect(valuesOf(build, 'system')).toMatchObject({
    'spec.hosts.aliases': ['gateway.internal'],
    'spec.issuers.0.jwksUrl': null,
    'spec.issuers.0.audiences': null,
    'spec.issuers.1.audiences': ['authenticated'],
    'spec.issuers.1.skewSeconds': 30,
    'spec.audit.durability': 'fdatasync',
    'spec.audit.payloadBytes': 4096,
  });
});

test('a secret that is not there is told with the nearest one that is', () => {
  expect(renderResource(build, 'demo', 'secret/tokn')).toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('token') as string,
  });
});

test('an explanation names each rule that opens the capability, and no other', () => {
  const secrets = { origin: () => null, where: () => 'Set it.' };
  const explanation = explainWords(build, ['demo', 'orders.list'], secrets);
  if (explanation.kind !== 'explanation') throw new Error(explanation.kind);
  const facts = explanation.sections.find(({ title }) => title === 'who may call')?.facts ?? [];
  const ofTokens = facts.filter(({ name }) => name.startsWith('token of')).map(({ name, value }) => [name, value]);
  expect(ofTokens).toEqual([
    ['token of supabase', '*'],
    ['token of login', 'orders.list'],
  ]);
  expect(explanationText(explanation, { color: false })).toContain('with a token of login: level 3, scope orders:read');
});
