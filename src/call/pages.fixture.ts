/** A shop on loopback that gives one list in pages, in each of the ways in which APIs do, for tests. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buildOf, capability, provider, system, tenant, type Manifests } from '../build/workspace.fixture.ts';
import { openNet, serveHttp } from '../net/loopback.fixture.ts';
import type { Json } from '../schema.ts';
import type { State } from '../state/state.ts';
import type { Operation, TenantShard } from '../table/table.ts';
import { createCalls, type CallPorts } from './call.ts';
import { demoCaller, plainOrigin, type DemoCaller } from './call.fixture.ts';
import { fixedSecrets, testPorts, type Happened } from './ports.fixture.ts';
import type { Rehearsal } from './rehearse.ts';

/** One entry of a list. */
export interface Entry {
  readonly id: number;
}

/** So many entries. */
export function entries(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
}

/** The ways of the shop, as manifests say them. */
export const ways: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  page: { by: 'page', page: 'page', size: 'size', maxSize: 7 },
  zero: { by: 'page', page: 'page', first: 0, size: 'size', maxSize: 7 },
  pages: { by: 'page', page: 'page', size: 'size', maxSize: 7, totalPages: 'header:X-Pages' },
  total: { by: 'page', page: 'page', size: 'size', maxSize: 7, totalItems: '$.total' },
  offset: { by: 'offset', offset: 'offset', size: 'size', maxSize: 7 },
  short: { by: 'offset', offset: 'offset', size: 'size', maxSize: 7, shortIsLast: true },
  cursor: { by: 'cursor', cursor: 'after', from: '$.next', size: 'size', maxSize: 7 },
  last: { by: 'cursor', cursor: 'after', from: '$.items[-1].id', size: 'size', maxSize: 7, more: '$.more' },
  link: { by: 'link', size: 'size', maxSize: 7 },
  next: { by: 'next', from: '$.next' },
  body: { by: 'page', page: 'body.page.number', size: 'body.page.size', maxSize: 7 },
};

/** What a request asks for. */
interface Asked {
  readonly way: string;
  readonly url: URL;
  readonly body: Record<string, Record<string, number>>;
}

/** A page of the list as the way of the request has it: what stands at `from`, and where the rest is. */
export function shopPage(list: readonly Entry[], { way, url, body }: Asked) {
  const number = (name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise);
  const size = body['page']?.['size'] ?? number('size', 3);
  const page = body['page']?.['number'] ?? number('page', 1);
  const from =
    way === 'offset' || way === 'short'
      ? number('offset', 0)
      : way === 'cursor' || way === 'last' || way === 'next'
        ? number('after', 0)
        : (page - (way === 'zero' ? 0 : 1)) * size;
  const items = list.slice(from, from + size);
  const more = from + size < list.length;
  const following = new URL(url);
  following.searchParams.set(way === 'next' ? 'after' : 'page', String(way === 'next' ? from + size : page + 1));
  const headers: Record<string, string> = { 'X-Pages': String(Math.ceil(list.length / size)) };
  if (way === 'link' && more)
    headers['Link'] = `<${url.href}>; title="a, <b>; rel=next"; rel="first", <${following.href}>; rel="last Next"`;
  const next = way === 'next' ? following.href : String(from + size);
  return { body: { items, total: list.length, more, next: more ? next : null }, headers };
}

/** Reads what is asked, and answers with whatever `answer` makes of it. */
export function answering(
  answer: (asked: Asked, response: ServerResponse) => { body: unknown; headers?: Record<string, string> } | null,
): RequestListener {
  return (request, response) => {
    void read(request).then((text) => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const asked = { way: url.pathname.split('/').at(-1) ?? '', url, body: text === '' ? {} : JSON.parse(text) };
      const made = answer(asked as Asked, response);
      if (made === null) return;
      response.writeHead(200, { 'content-type': 'application/json', ...made.headers });
      response.end(JSON.stringify(made.body));
    });
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** A shop under test: how it is called, and what it was asked. */
export interface PagedShop {
  readonly call: DemoCaller;
  readonly asked: string[];
  readonly happened: Happened;
  readonly origin: string;
  readonly state: State;
  /** What a call would do. */
  rehearse(capability: string, args: Json): Promise<Rehearsal>;
}

/** What is other than usual: specs of its manifests, and where its base URL ends. */
interface ShopChanges {
  readonly provider?: object;
  readonly system?: object;
  readonly spec?: object;
  readonly base?: string;
  /** What an earlier shop kept. */
  readonly state?: State;
}

/** Starts a shop; capability `<way>.list` lists by each way of `declared`. */
export async function openShop(
  listener: RequestListener,
  declared: Readonly<Record<string, Json>> = ways,
  more: ShopChanges = {},
): Promise<PagedShop> {
  const asked: string[] = [];
  const origin = await serveHttp((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  const ports = testPorts(openNet(), {
    secrets: fixedSecrets({ key: 's3cr3t/k+y' }),
    ...(more.state && { state: more.state }),
  });
  const manifests = shopManifests(`${origin}/api${more.base ?? ''}`, declared, more);
  const { happened, state } = ports;
  return { call: demoCaller(manifests, ports), asked, happened, origin, state, rehearse: rehearsing(manifests, ports) };
}

function rehearsing(manifests: Manifests, ports: CallPorts): PagedShop['rehearse'] {
  const { table } = buildOf(manifests);
  const shard = table.tenants['demo'] as TenantShard;
  return (capability, args) => {
    const operation = shard.operations[capability] as Operation;
    return createCalls(ports).rehearse({
      shard,
      operation,
      arguments: args,
      table: table.version,
      origin: plainOrigin,
    });
  };
}

function shopManifests(baseUrl: string, declared: Readonly<Record<string, Json>>, more: ShopChanges): Manifests {
  const query = ['page', 'size', 'offset', 'after', 'q'].map((name) => ({ name, in: 'query' }));
  const search = { schema: { type: 'object', properties: { page: { type: 'object' } } } };
  const response = { schema: { type: 'object', properties: { items: { type: 'array' } } } };
  const endpoints = Object.fromEntries(
    Object.keys(declared).map((way) => [
      way,
      way === 'body'
        ? { method: 'POST', path: `/${way}`, body: search, response }
        : { method: 'GET', path: `/${way}`, parameters: query, response },
    ]),
  );
  const capabilities = Object.entries(declared).map(([way, pagination]) =>
    capability('demo', `${way}.list`, `shop/${way}`, {
      arguments: way === 'body' ? {} : { q: {} },
      result: { items: '$.items[*]', each: { id: '$.id' }, fields: { total: '$.total' } },
      pagination,
      ...(way === 'body' && { hints: { readOnly: true } }),
      ...more.spec,
    }),
  );
  return Object.assign(
    {},
    system(more.system as never),
    tenant('demo'),
    provider('demo', 'shop', baseUrl, endpoints as never, more.provider as never),
    ...capabilities,
  ) as Manifests;
}

/** A list as a capability gives it. */
export interface Listed {
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
  readonly incomplete?: string;
  readonly total?: unknown;
}

/** The list of a call; throws what came instead. */
export async function listed(called: ReturnType<DemoCaller>): Promise<Listed> {
  const { reply } = await called;
  if (reply.kind !== 'json') throw new Error(JSON.stringify(reply));
  return JSON.parse(reply.text) as Listed;
}

/** The ids of a list. */
export function idsOf({ items }: Listed): number[] {
  return items.map(({ id }) => id);
}
