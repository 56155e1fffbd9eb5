/** Intents with an embedding service beside words: a real server on loopback, and everything that it may do wrong. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { capability, buildOf, provider, tenant } from './build/workspace.fixture.ts';
import { createEmbedder } from './embedding-service.ts';
import { openNet, serveHttp } from './net/loopback.fixture.ts';
import { createIntentResolver } from './resolve/resolver.ts';
import type { TenantShard } from './table/table.ts';

/** A model that knows one thing: which of these a text speaks of, in words that no synonym has. */
const meanings = [
  ['orders', 'zorbla'],
  ['stock', 'quintex'],
  ['invoices', 'merlop'],
  ['customers', 'vandril'],
];

function vectorOf(text: string): number[] {
  return meanings.map((words) => (words.some((word) => text.toLowerCase().includes(word)) ? 3 : 0.1));
}

interface Asked {
  readonly url: string | undefined;
  readonly key: string | undefined;
  readonly model: string;
  readonly input: readonly string[];
}

/** The service, with all that it was asked. */
async function service(answer?: (asked: Asked, response: ServerResponse) => void) {
  const seen: Asked[] = [];
  const url = await serveHttp(async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { model, input } = JSON.parse(body) as { model: string; input: string[] };
    const asked = { url: request.url, key: request.headers.authorization, model, input };
    seen.push(asked);
    response.setHeader('content-type', 'application/json');
    if (answer !== undefined) return answer(asked, response);
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
    response.end(JSON.stringify({ data: data.toReversed() }));
  });
  const failed = vi.fn<() => void>();
  const embedder = createEmbedder(openNet(), { url: `${url}/v1/`, model: 'tiny', key: 'k-1' }, failed);
  return { seen, failed, embedder };
}

function company(): TenantShard {
  const names = ['orders.list', 'stock.list', 'invoices.list', 'customers.list'];
  const manifests = names.map((name) => capability('demo', name, 'shop/list', { title: `List ${name.split('.')[0]}` }));
  const build = buildOf({
    ...tenant('demo'),
    ...provider('demo', 'shop', 'http://127.0.0.1:1', { list: { method: 'GET', path: '/' } }),
    ...Object.assign({}, ...manifests),
  });
  return build.table.tenants['demo'] as TenantShard;
}

test('a sentence whose words nobody knows is found by its meaning, once the capabilities are known', async () => {
  const { seen, embedder, failed } = await service();
  const resolver = createIntentResolver(embedder);
  const shard = company();
  const ask = () => resolver.resolve(shard, 'zorbla', { limit: 2 });
  expect((await ask()).fits).toBe(false);
  await vi.waitFor(async () => expect((await ask()).matches[0]?.capability).toBe('orders.list'));
  expect((await ask()).fits).toBe(true);
  expect(seen[0]).toMatchObject({ url: '/v1/embeddings', key: 'Bearer k-1', model: 'tiny' });
  expect(seen[0]?.input).toHaveLength(4);
  // Learned once, and of each sentence alone from then on.
  expect(seen.filter(({ input }) => input.length > 1)).toHaveLength(1);
  expect(failed).not.toHaveBeenCalled();
});

test('words still count, and what may not be seen is neither named nor compared', async () => {
  const { embedder } = await service();
  const resolver = createIntentResolver(embedder);
  const shard = company();
  const allows = (name: string): boolean => name !== 'orders.list';
  const ask = (query: string) => resolver.resolve(shard, query, { limit: 5, allows });
  await ask('stock');
  await vi.waitFor(async () => expect((await ask('quintex')).fits).toBe(true));
  const { matches } = await ask('zorbla orders');
  expect(matches.map(({ capability: name }) => name)).not.toContain('orders.list');
  expect((await ask('list the invoices')).matches[0]).toMatchObject({ capability: 'invoices.list' });
});

test.each<[string, (asked: Asked, response: ServerResponse) => void]>([
  ['an error', (_, response) => void response.writeHead(500).end('{}')],
  ['no JSON', (_, response) => void response.end('<html>')],
  ['too few vectors', (_, response) => void response.end('{"data":[]}')],
  [
    'vectors of several dimensions',
    ({ input }, response) =>
      void response.end(
        JSON.stringify({
          data: input.map((_one, index) => ({ index, embedding: Array.from({ length: index + 1 }, () => 1) })),
        }),
      ),
  ],
  [
    'one place twice',
    ({ input }, response) =>
      void response.end(JSON.stringify({ data: input.map(() => ({ index: 0, embedding: [1] })) })),
  ],
  [
    'no numbers',
    ({ input }, response) =>
      void response.end(JSON.stringify({ data: input.map((_one, index) => ({ index, embedding: ['1'] })) })),
  ],
  ['nothing', (_, response) => void response.destroy()],
])('a service that answers %s is left alone for a while, and words answer', async (_, answer) => {
  const { embedder, failed, seen } = await service(answer);
  const resolver = createIntentResolver(embedder);
  const shard = company();
  for (let again = 0; again < 3; again++) {
    expect((await resolver.resolve(shard, 'list the invoices', { limit: 1 })).matches[0]?.capability).toBe(
      'invoices.list',
    );
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1));
  }
  expect(seen).toHaveLength(1);
});
