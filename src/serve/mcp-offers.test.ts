/** Prompts, resources and completion by the whole way in, with the official client of both eras. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  capability,
  client,
  keyOfClient,
  prompt,
  provider,
  system,
  tenant,
  type Manifests,
} from '../build/workspace.fixture.ts';
import { serveManifests } from './gateway.fixture.ts';

const eras = [['legacy', 'legacy'] as const, ['modern', { pin: '2026-07-28' }] as const];

const summary = {
  arguments: [
    { name: 'period', description: 'Qué días.', required: true, values: ['esta semana', 'Última semana', 'hoy'] },
    { name: 'tone', description: 'Cómo.' },
  ],
};
const endpoints = { list: { method: 'GET', path: '/very/secret/path' } };
const auth = { auth: { type: 'bearer', token: { secret: 'shop-token' } } };

const manifests: Manifests = {
  ...system({ hosts: { api: 'https://api.example' } }),
  ...tenant('demo', {}, { title: 'DEMO', description: 'Sells tea.' }),
  ...client('demo', 'agent', ['orders.*']),
  ...client('demo', 'nobody', ['nothing.here']),
  ...provider('demo', 'shop', 'http://upstream.internal:8080', endpoints, auth),
  ...capability('demo', 'orders.list', 'shop/list', { examples: [{ arguments: {}, intents: ['¿Pedidos?'] }] }),
  ...capability('demo', 'orders.search', 'shop/list'),
  ...capability('demo', 'admin.reset', 'shop/list'),
  ...prompt('demo', 'summary', 'Pedidos de {period}. {tone}', summary),
  ...prompt('demo', 'greeting', 'Hola {{name}}'),
  ...tenant('other'),
  ...client('other', 'agent', ['*']),
  ...provider('other', 'shop', 'http://upstream.internal:8081', endpoints),
  ...capability('other', 'stock.list', 'shop/list'),
  ...prompt('other', 'foreign', 'Not yours'),
};

async function agentOf(url: string, name: string, mode: (typeof eras)[number][1], owner = 'demo'): Promise<Client> {
  const agent = new Client({ name: 'agent', version: '1' }, { versionNegotiation: { mode } });
  const headers = { authorization: `Bearer ${keyOfClient(owner, name)}` };
  await agent.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp/${owner}`), { requestInit: { headers } }));
  onTestFinished(() => agent.close());
  return agent;
}

const textOf = (result: { messages: readonly { content: unknown }[] }) => result.messages.map(({ content }) => content);

test.each(eras)('a %s client is told of what there is, for five seconds and for itself alone', async (era, mode) => {
  const { url } = await serveManifests(manifests);
  const agent = await agentOf(url, 'agent', mode);
  const changing = era === 'modern' ? { listChanged: true } : {};
  expect(agent.getServerCapabilities()).toEqual({
    tools: changing,
    prompts: changing,
    resources: changing,
    completions: {},
  });
  const hints = { ttlMs: 5000, cacheScope: 'private' };
  const uri = 'smarteros://demo/overview';
  const answers = [
    await agent.listPrompts(),
    await agent.listResources(),
    await agent.listResourceTemplates(),
    await agent.readResource({ uri }),
  ];
  for (const answer of answers)
    if (era === 'modern') expect(answer).toMatchObject(hints);
    else expect(answer).not.toHaveProperty('ttlMs');
});

test.each(eras)('a %s client lists prompts, fills them in and is helped with it', async (_, mode) => {
  const { url } = await serveManifests(manifests);
  const agent = await agentOf(url, 'agent', mode);
  const { prompts } = await agent.listPrompts();
  expect(prompts).toEqual([
    { name: 'greeting', title: 'Title of greeting', description: 'What greeting is for.' },
    {
      name: 'summary',
      title: 'Title of summary',
      description: 'What summary is for.',
      arguments: [
        { name: 'period', description: 'Qué días.', required: true },
        { name: 'tone', description: 'Cómo.', required: false },
      ],
    },
  ]);
  expect(textOf(await agent.getPrompt({ name: 'greeting' }))).toEqual([{ type: 'text', text: 'Hola {name}' }]);
  const given = { period: '{tone} {{period}} ${tone} {secret}', tone: '{period}' };
  expect(await agent.getPrompt({ name: 'summary', arguments: given })).toMatchObject({
    description: 'What summary is for.',
    messages: [{ role: 'user', content: { text: 'Pedidos de {tone} {{period}} ${tone} {secret}. {period}' } }],
  });
  const complete = (argument: string, value: string) =>
    agent.complete({ ref: { type: 'ref/prompt', name: 'summary' }, argument: { name: argument, value } });
  expect((await complete('period', 'ULTIMA')).completion).toEqual({
    values: ['Última semana'],
    total: 1,
    hasMore: false,
  });
  expect((await complete('period', '')).completion.values).toEqual(['esta semana', 'Última semana', 'hoy']);
  expect((await complete('tone', '')).completion.values).toEqual([]);
  await expect(complete('other', '')).rejects.toMatchObject({ code: -32602 });
});

test.each(eras)('a %s client is told what is wrong with what it fills in', async (_, mode) => {
  const { url } = await serveManifests(manifests);
  const agent = await agentOf(url, 'agent', mode);
  const refused = (name: string, args: Record<string, string> = {}) =>
    agent.getPrompt({ name, arguments: args }).then(
      () => null,
      (error: { code: number; message: string }) => [error.code, error.message] as const,
    );
  const messages = [
    await refused('summary'),
    await refused('summary', { period: '' }),
    await refused('summary', { period: 'hoy', tono: 'x' }),
    await refused('summary', { period: 'x'.repeat(4001) }),
    await refused('Summary', { period: 'hoy' }),
  ];
  expect(messages.map((message) => message?.[0])).toEqual(messages.map(() => -32602));
  expect(messages.map((message) => message?.[1])).toEqual([
    expect.stringContaining('Prompt "summary" needs a value for its argument "period" (Qué días.).'),
    expect.stringContaining('Prompt "summary" needs a value for its argument "period"'),
    expect.stringContaining('Prompt "summary" has no argument "tono". It takes "period", "tone".'),
    expect.stringContaining('4001 characters; 4000 are the most'),
    expect.stringContaining('Unknown prompt: Summary. Call prompts/list'),
  ]);
});

test.each(eras)('a %s client reads what its key may see, and nothing of the API behind it', async (_, mode) => {
  const { url } = await serveManifests(manifests);
  const agent = await agentOf(url, 'agent', mode);
  const { resources } = await agent.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual([
    'smarteros://demo/overview',
    'smarteros://demo/capabilities/orders.list',
    'smarteros://demo/capabilities/orders.search',
  ]);
  const texts = await Promise.all(
    resources.map(async ({ uri, mimeType }) => {
      const { contents } = await agent.readResource({ uri });
      expect(contents).toMatchObject([{ uri, mimeType }]);
      return (contents[0] as { text: string }).text;
    }),
  );
  expect(texts[0]).toContain('`orders.list`: Title of orders.list');
  expect(JSON.parse(texts[1] ?? '')).toMatchObject({
    name: 'orders.list',
    tool: 'orders_list',
    method: 'GET',
    hints: { readOnly: true },
    inputSchema: { type: 'object' },
    examples: [{ intents: ['¿Pedidos?'] }],
  });
  for (const hidden of ['upstream.internal', 'very/secret', 'shop-token', 'admin', 'other', 'stock.list'])
    expect(texts.join('\n')).not.toContain(hidden);
});

test.each(eras)('a %s client completes the names of capabilities in the template', async (_, mode) => {
  const { url } = await serveManifests(manifests);
  const agent = await agentOf(url, 'agent', mode);
  const { resourceTemplates } = await agent.listResourceTemplates();
  expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['smarteros://demo/capabilities/{name}']);
  const complete = (uri: string, name: string, value: string) =>
    agent.complete({ ref: { type: 'ref/resource', uri }, argument: { name, value } });
  const template = resourceTemplates[0]?.uriTemplate ?? '';
  expect((await complete(template, 'name', 'sea')).completion.values).toEqual(['orders.search']);
  expect((await complete(template, 'name', 'admin')).completion.values).toEqual([]);
  for (const [uri, name] of [
    ['smarteros://other/capabilities/{name}', 'name'],
    ['smarteros://demo/overview', 'name'],
    [template, 'other'],
  ] as const)
    await expect(complete(uri, name, '')).rejects.toMatchObject({ code: -32602 });
});

const uuid = '2f1a1f6e-5f0d-4d5c-9d1e-0a0b0c0d0e0f';
const foreign = [
  'smarteros://other/overview',
  'smarteros://other/capabilities/stock.list',
  'smarteros://demo/capabilities/stock.list',
  'smarteros://demo/capabilities/admin.reset',
  'smarteros://demo/capabilities/../../other/overview',
  'smarteros://demo/../other/overview',
  'smarteros://demo/%2e%2e/other/overview',
  'smarteros://demo%2F..%2Fother/overview',
  'smarteros://demo@other/overview',
  'smarteros://other:@demo/overview',
  'smarteros://demo/capabilities/orders%2Elist',
  'smarteros://demo/capabilities/%6Frders.list',
  'smarteros://DEMO/overview',
  'SMARTEROS://demo/overview',
  'smarteros://demo/Overview',
  'smarteros://demo/overview/',
  'smarteros://demo/overview?tenant=other',
  'smarteros://demo/overview#x',
  'smarteros:///demo/overview',
  'smarteros://demo//overview',
  'smarteros://demo/capabilities/',
  'smarteros://demo/capabilities/{name}',
  'smarteros://demo/capabilities/orders_list',
  'smarteros://demo/capabilities/constructor',
  'smarteros://demo/capabilities/__proto__',
  `smarteros://${uuid}/overview`,
  'https://demo/overview',
  'file:///etc/passwd',
  '',
  ' smarteros://demo/overview',
];

test.each(eras)('a %s client reads nothing that is not its own, however it is written', async (_, mode) => {
  const { url } = await serveManifests({ ...manifests, ...tenant('demo', {}, { uid: uuid }) });
  const agent = await agentOf(url, 'agent', mode);
  for (const uri of foreign) {
    const error = await agent.readResource({ uri }).catch((reason: unknown) => reason);
    expect(error, uri).toMatchObject({ code: -32602, data: { uri } });
    expect((error as Error).message, uri).toContain(`Unknown resource: ${uri}`);
  }
  for (const name of ['foreign', 'other/foreign', '../foreign', 'constructor', '__proto__', 'SUMMARY', 'summary%00'])
    await expect(agent.getPrompt({ name }), name).rejects.toMatchObject({ code: -32602 });
});

test.each(eras)('a %s client that may call nothing sees nothing', async (_, mode) => {
  const { url } = await serveManifests(manifests);
  const agent = await agentOf(url, 'nobody', mode);
  expect((await agent.listPrompts()).prompts).toEqual([]);
  expect((await agent.listResources()).resources).toEqual([]);
  expect((await agent.listResourceTemplates()).resourceTemplates).toEqual([]);
  await expect(agent.getPrompt({ name: 'greeting' })).rejects.toMatchObject({ code: -32602 });
  await expect(agent.readResource({ uri: 'smarteros://demo/overview' })).rejects.toMatchObject({ code: -32602 });
});

test.each(eras)('a %s client gets a long list by pages, and no page for a cursor that none gave', async (_, mode) => {
  const many = Array.from({ length: 150 }, (__, index) =>
    capability('demo', `orders.n${String(index).padStart(3, '0')}`, 'shop/list'),
  );
  const { url } = await serveManifests(many.reduce((all, one) => ({ ...all, ...one }), manifests));
  const agent = await agentOf(url, 'agent', mode);
  const first = await agent.request({ method: 'resources/list', params: {} });
  const second = await agent.request({ method: 'resources/list', params: { cursor: first.nextCursor ?? '' } });
  expect([first.resources.length, second.resources.length, second.nextCursor]).toEqual([100, 53, undefined]);
  expect(new Set([...first.resources, ...second.resources].map(({ uri }) => uri)).size).toBe(153);
  for (const method of ['resources/list', 'prompts/list', 'resources/templates/list'] as const)
    await expect(agent.request({ method, params: { cursor: 'page2' } })).rejects.toMatchObject({ code: -32602 });
});

test('those who listen are told of what changed in their own tenant, and of nothing else', async () => {
  const gateway = await serveManifests(manifests);
  const heard: Record<string, string[]> = { demo: [], other: [] };
  for (const owner of ['demo', 'other']) {
    const agent = await agentOf(gateway.url, 'agent', { pin: '2026-07-28' }, owner);
    for (const list of ['tools', 'prompts', 'resources'] as const)
      agent.setNotificationHandler(`notifications/${list}/list_changed`, () => void heard[owner]?.push(list));
    const filter = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };
    expect((await agent.listen(filter)).honoredFilter).toEqual(filter);
  }
  const told = async (changed: Manifests, lists: readonly string[]): Promise<void> => {
    heard['demo'] = [];
    gateway.reload(changed);
    await vi.waitFor(() => expect(heard['demo']).toEqual(lists));
  };
  const reworded = { ...manifests, ...prompt('demo', 'greeting', 'Buenos días') };
  await told(reworded, ['tools', 'prompts']);
  const more = { ...reworded, ...capability('demo', 'orders.count', 'shop/list') };
  await told(more, ['tools', 'resources']);
  const narrowed = { ...more, ...client('demo', 'agent', ['orders.list']) };
  await told(narrowed, ['tools', 'prompts', 'resources']);
  await told({ ...narrowed, ...client('demo', 'agent', ['orders.list'], { limits: { requestsPerMinute: 9 } }) }, [
    'tools',
  ]);
  expect(heard['other']).toEqual([]);
  const agent = await agentOf(gateway.url, 'agent', { pin: '2026-07-28' });
  expect(textOf(await agent.getPrompt({ name: 'greeting' }))).toMatchObject([{ text: 'Buenos días' }]);
  expect((await agent.listResources()).resources.map(({ name }) => name)).toEqual(['overview', 'orders.list']);
});
