/** The fast path against the SDK's own handler: whatever it answers, the SDK would have answered byte for byte. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Outcome, Reply } from '../call/reply.ts';
import { answerFast } from './mcp-fast.ts';
import type { McpAnswer, McpRequest, McpView } from './mcp-port.ts';
import type { ToolCalled } from './mcp-result.ts';
import { createMcpSdk } from './mcp-sdk.ts';
import { operationOf } from '../table/operation.fixture.ts';
import { viewOfOperations } from './mcp.fixture.ts';

type Draft = {
  headers: Record<string, string>;
  message: { params?: unknown; [key: string]: unknown };
  text: (body: string) => string;
};
type Era = 'legacy' | 'modern';

const version = 'io.modelcontextprotocol/protocolVersion';
const capabilities = 'io.modelcontextprotocol/clientCapabilities';
const clientInfo = 'io.modelcontextprotocol/clientInfo';
const legacyVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'];

const operations = [
  operationOf(),
  operationOf({
    tool: 'orders_cancel',
    title: 'Cancel an order',
    output: null,
    hints: { readOnly: false, destructive: true, idempotent: false },
  }),
  operationOf({
    tool: 'orders_list',
    output: { type: 'array', items: { $ref: '#/$defs/order' }, $defs: { order: { type: 'object' } } },
  }),
  operationOf({ tool: 'bad name!' }),
];

function draftOf(era: Era, method: string, tool: string, args: unknown): Draft {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const params: Record<string, unknown> = method === 'tools/call' ? { name: tool, arguments: args } : {};
  if (era === 'modern') {
    Object.assign(headers, { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method });
    if (method === 'tools/call') headers['mcp-name'] = tool;
    params._meta = { [version]: '2026-07-28', [capabilities]: {}, [clientInfo]: { name: 'agent', version: '9' } };
  }
  return { headers, message: { jsonrpc: '2.0', id: 1, method, params }, text: (body) => body };
}

function requestOf({ headers, message, text }: Draft): McpRequest {
  return { method: 'POST', headers, body: text(JSON.stringify(message)) };
}

const oddities = [null, true, -1, 1.5, Number.MAX_SAFE_INTEGER, '', '\u2028"\\\ud800', [1], {}, { a: null }];

type Mutation = (draft: Draft) => void;

function setIn(target: unknown, key: string, value: unknown): void {
  if (typeof target === 'object' && target !== null) (target as Record<string, unknown>)[key] = structuredClone(value);
}

function metaOf({ message }: Draft): unknown {
  const params = (message.params ??= {});
  if (typeof params !== 'object' || Array.isArray(params)) return undefined;
  return ((params as Record<string, unknown>)._meta ??= {});
}

function nested(depth: number): unknown {
  return depth === 0 ? {} : { a: nested(depth - 1) };
}

/** Every pair of a key and a value, as one mutation each. */
function each(
  keys: readonly string[],
  values: readonly unknown[],
  mutate: (draft: Draft, key: string, value: never) => void,
): Mutation[] {
  return keys.flatMap((key) => values.map((value) => (draft: Draft) => mutate(draft, key, value as never)));
}

const messageMutations = [
  ...each(['id', 'params'], oddities, (d, key, value) => (d.message[key] = structuredClone(value))),
  ...each(['id', 'params', 'jsonrpc', 'method'], [undefined], (d, key) => delete d.message[key]),
  ...each(['jsonrpc'], ['1.0', 2], (d, key, value) => (d.message[key] = value)),
  ...each(
    ['method'],
    ['tools/call', 'tools/list', 'tools/', 'ping', 'nope', 7],
    (d, key, value) => (d.message[key] = value),
  ),
  ...each(['extra', 'result', 'error', '__proto__'], [null, {}, 1], (d, key, value) => {
    d.text = (body) => body.replace('{', `{${JSON.stringify(key)}:${JSON.stringify(value)},`);
  }),
  ...each(
    ['name', 'arguments', 'cursor', 'task', '_meta', 'requestState', 'inputResponses', 'extra', 'constructor'],
    oddities,
    (d, key, value) => setIn(d.message.params, key, value),
  ),
];

const metaMutations = [
  ...each(
    [
      version,
      capabilities,
      clientInfo,
      'progressToken',
      'io.modelcontextprotocol/related-task',
      'io.modelcontextprotocol/logLevel',
      'cl.smarterbot/idempotencyKey',
      'traceparent',
      'tracestate',
      'x/y',
    ],
    [...oddities, '2026-07-28', '2025-06-18', '2099-01-01', 'debug', { taskId: 't' }],
    (d, key, value) => setIn(metaOf(d), key, value),
  ),
  ...each(
    ['roots', 'sampling', 'elicitation', 'experimental', 'extensions', 'tasks', 'future'],
    [
      ...oddities,
      { listChanged: true },
      { listChanged: 'x' },
      { form: {}, url: {} },
      { form: { applyDefaults: 1 } },
      { form: null },
      { url: [] },
      { context: {}, tools: { a: [1] } },
      { tools: 3 },
      { context: null },
      { 'com.example/x': { y: [1, { z: null }] } },
      nested(12),
    ],
    (d, key, value) => setIn(metaOf(d), capabilities, { [key]: value }),
  ),
  ...each(
    [clientInfo],
    [
      { name: 'a' },
      { name: 'a', version: 1 },
      { name: 'a', version: '1', title: 2 },
      { name: 'a', version: '1', icons: [{ src: 's' }] },
      { name: 'a', version: '1', icons: 1 },
    ],
    (d, key, value) => setIn(metaOf(d), key, value),
  ),
];

const headerMutations = [
  ...each(
    ['mcp-protocol-version', 'mcp-method', 'mcp-name'],
    [
      '2026-07-28',
      ...legacyVersions,
      '2099-01-01',
      'zzz',
      '',
      'tools/call',
      'tools/list',
      'orders_list',
      '=?base64?b3JkZXJzX3NlYXJjaA==?=',
      '=?base64?%?=',
    ],
    (d, key, value) => (d.headers[key] = value),
  ),
  ...each(
    ['content-type', 'accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'],
    [undefined],
    (d, key) => delete d.headers[key],
  ),
  ...each(
    ['content-type'],
    [
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'application/json;',
      'text/plain; a=application/json',
      'text/json',
      'application/json, text/plain',
    ],
    (d, key, value) => (d.headers[key] = value),
  ),
  ...each(
    ['accept'],
    ['*/*', 'application/json', 'text/event-stream', 'text/event-stream;q=1,application/json'],
    (d, key, value) => (d.headers[key] = value),
  ),
  ...each(['mcp-session-id', 'mcp-param-status', 'last-event-id'], ['x'], (d, key, value) => (d.headers[key] = value)),
  // header and body agree, on something else
  ...each(['mcp-name'], ['orders_list', 'no_such_tool', '=?base64?b3JkZXJz?='], (d, key, value) => {
    d.headers[key] = value;
    setIn(d.message.params, 'name', value);
  }),
  ...each(
    ['mcp-method'],
    ['ping', 'nope', 'server/discover', 'tools/list'],
    (d, key, value) => (d.headers[key] = d.message.method = value),
  ),
  ...each(['mcp-protocol-version'], ['2099-01-01', '2026-07-29', '2025-06-18', ''], (d, key, value) => {
    d.headers[key] = value;
    setIn(metaOf(d), version, value);
  }),
];

const textMutations: Mutation[] = (
  [
    (body) => body.slice(0, -1),
    (body) => `[${body}]`,
    (body) => `\uFEFF${body}`,
    (body) => body.replace('tools/', 'tools\\/'),
    (body) => body.replace('{', '{ "id": 5,\n'),
    (body) => body.replace('"name":"', '"name":"orders_search","name":"'),
    (body) => body.replace('"arguments":{', '"arguments":{"__proto__":{"a":1},"b":1,').replace(',}', '}'),
    (body) => body.replace('"arguments":{', '"arguments":{"deep":{"__proto__":{"a":1}},').replace(',}', '}'),
    (body) =>
      body.replace('"arguments":{', `"arguments":{"deep":${'['.repeat(300)}${']'.repeat(300)},`).replace(',}', '}'),
    (body) => body.replace('"arguments":{', '"arguments":{"big":1e999,').replace(',}', '}'),
    (body) => body.replace('"_meta":{', `"_meta":{"__proto__":{"${version}":"2026-07-28"},`),
    (body) => body.replace('"params":{', '"params":{"__proto__":{"name":"orders_search"},').replace(',}', '}'),
    (body) => body.replace(`"${capabilities}":{`, `"${capabilities}":{"__proto__":{"a":1},`).replace(',}', '}'),
    (body) =>
      body.replace(`"${capabilities}":{`, `"${capabilities}":{"elicitation":{"__proto__":{"a":1}},`).replace(',}', '}'),
    (body) =>
      body.replace(`"${capabilities}":{`, `"${capabilities}":{"extensions":{"e":{"n":1e999}},`).replace(',}', '}'),
    () => '',
    () => 'null',
    () => '"tools/call"',
  ] satisfies Draft['text'][]
).map((text) => (d) => void (d.text = text));

const mutations = [...messageMutations, ...metaMutations, ...headerMutations, ...textMutations];

/** Without `__proto__`: the SDK drops that member from structured content in one era, the fast path keeps what came. */
const reply: fc.Arbitrary<Reply> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .jsonValue({ maxDepth: 3 })
      .map((value) => ({ kind: 'json' as const, text: JSON.stringify(value).replaceAll('__proto__', 'proto') })),
  },
  fc
    .dictionary(fc.string(), fc.string(), { noNullPrototype: true })
    .map((value) => ({ kind: 'json' as const, text: JSON.stringify(value, null, 2).replaceAll('__proto__', 'proto') })),
  fc.constant({ kind: 'empty' as const }),
  fc
    .tuple(
      fc.constantFrom('text/plain', 'text/csv; charset=latin1', 'image/png', 'audio/wav', 'application/pdf', ''),
      fc.uint8Array({ maxLength: 40 }),
    )
    .map(([contentType, bytes]) => ({ kind: 'bytes' as const, contentType, bytes })),
  fc.string().map((detail) => ({
    kind: 'refusal' as const,
    refusal: { code: 'invalid-arguments' as const, detail, errors: [{ argument: 'status', message: detail }] },
  })),
  fc.constantFrom<Outcome>('not_sent', 'rejected', 'committed', 'unknown').map((outcome) => ({
    kind: 'refusal' as const,
    refusal: { code: 'upstream-failed' as const, detail: 'It failed.', outcome, retryAfterSeconds: 1 },
  })),
);

const called: fc.Arbitrary<ToolCalled> = fc.record({ reply, replayed: fc.boolean() });

const draft = fc
  .record({
    era: fc.constantFrom<Era>('legacy', 'modern'),
    method: fc.constantFrom('tools/call', 'tools/call', 'tools/list'),
    tool: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('orders_search', 'orders_cancel', 'orders_list') },
      fc.constantFrom('bad name!', 'no_such_tool', 'constructor', '__proto__', '', 'x'.repeat(200), 'ü\n"'),
    ),
    args: fc.oneof(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3, noNullPrototype: true }),
      fc.constant(undefined),
    ),
    changes: fc.array(fc.constantFrom(...mutations), { maxLength: 3 }),
  })
  .map(({ era, method, tool, args, changes }) => {
    const made = draftOf(era, method, tool, args);
    for (const change of changes) change(made);
    return made;
  });

const signal = new AbortController().signal;

/** What cannot be written in an HTTP header cannot come in by one. */
function asHttp(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, /^[\x20-\x7e]*$/.test(value) ? value : 'orders_search']),
  );
}

const sdk = createMcpSdk();
afterAll(() => sdk.close());

/** Asks both and compares; tells what each said, for counting. */
async function compare(
  made: Draft,
  answer: Reply | ToolCalled,
): Promise<{ fast: McpAnswer | null; calls: number; oracle: string }> {
  const request = requestOf({ ...made, headers: asHttp(made.headers) });
  const tools = viewOfOperations(operations, () => answer);
  const oracleTools = viewOfOperations(operations, () => answer);
  const fast = await answerFast(request, tools, signal);
  const response = await sdk.answer(request, oracleTools, signal);
  const body = await response.text();
  const expected = { status: response.status, contentType: response.headers.get('content-type'), body };
  expect(fast ?? expected).toEqual(expected);
  expect(fast === null ? oracleTools.calls : tools.calls).toEqual(oracleTools.calls);
  expect(tools.errors).toEqual([]);
  return { fast, calls: tools.calls.length, oracle: `${response.status} ${/"code":(-?\d+)/.exec(body)?.[1] ?? 'ok'}` };
}

test('every single oddity, in both eras and methods: the fast path declines, or answers byte for byte as the SDK does', async () => {
  const declined = new Map<string, number>();
  let answered = 0;
  for (const era of ['legacy', 'modern'] as const) {
    for (const method of ['tools/call', 'tools/list']) {
      for (const mutate of mutations) {
        const made = draftOf(era, method, 'orders_search', { status: 'open' });
        mutate(made);
        const { fast, oracle } = await compare(made, { kind: 'json', text: '{"total":1}' });
        if (fast === null) declined.set(oracle, (declined.get(oracle) ?? 0) + 1);
        else answered += 1;
      }
    }
  }
  expect(answered).toBeGreaterThan(mutations.length);
  // the comparison says something only if the SDK refused in every way that it knows
  for (const refusal of [
    '400 -32020',
    '400 -32602',
    '400 -32600',
    '400 -32700',
    '400 -32022',
    '406 -32000',
    '415 -32000',
    '200 -32602',
    '200 -32601',
    '404 -32601',
  ]) {
    expect([...declined.keys()]).toContain(refusal);
  }
  // what the SDK serves and the fast path leaves to it: rare, and few kinds of it
  expect(declined.get('200 ok')).toBeLessThan(mutations.length / 2);
}, 60_000);

test('generated requests with any tool, arguments, reply and up to three oddities: the same', async () => {
  const seen = { fast: 0, declined: 0, stream: 0, json: 0, errors: 0, calls: 0 };
  const property = fc.asyncProperty(draft, called, async (made, answer) => {
    const { fast, calls } = await compare(made, answer);
    seen[fast === null ? 'declined' : 'fast'] += 1;
    if (fast === null) return;
    seen[fast.contentType === 'application/json' ? 'json' : 'stream'] += 1;
    if (fast.body.includes('"error":{"code"')) seen.errors += 1;
    seen.calls += calls;
  });
  await fc.assert(property, { numRuns: 1000 });
  expect(seen.declined).toBeGreaterThan(200);
  expect(seen.fast).toBeGreaterThan(350);
  expect(Math.min(seen.stream, seen.json, seen.errors, seen.calls)).toBeGreaterThan(50);
}, 60_000);

test('a body nested a hundred thousand deep is answered or declined, never a crash', async () => {
  for (const key of ['arguments', '_meta', capabilities]) {
    const made = draftOf('modern', 'tools/call', 'orders_search', {});
    made.text = (body) =>
      body.replace(`"${key}":{`, `"${key}":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},`).replace(',}', '}');
    const answer = await answerFast(requestOf(made), viewOfOperations(operations), signal);
    expect(answer === null ? 200 : answer.status).toBe(200);
  }
});

const plain = [...legacyVersions, undefined].map((header) => ['legacy', header] as const);

test.each([...plain, ['modern', '2026-07-28'] as const])(
  'an ordinary %s client of revision %s is answered by the fast path',
  async (era, header) => {
    for (const method of ['tools/list', 'tools/call']) {
      const made = draftOf(era, method, 'orders_search', { status: 'open' });
      if (header !== undefined) made.headers['mcp-protocol-version'] = header;
      setIn(metaOf(made), 'progressToken', 'p-1');
      if (era === 'modern')
        setIn(metaOf(made), capabilities, {
          roots: { listChanged: true },
          sampling: {},
          elicitation: {},
          extensions: { 'io.example/ui': { mimeTypes: ['text/html'] } },
        });
      expect(await answerFast(requestOf(made), viewOfOperations(operations), signal)).toMatchObject({ status: 200 });
    }
  },
);

test.each(['legacy', 'modern'] as const)(
  'a call that throws is an internal error without its reason (%s)',
  async (era) => {
    const request = requestOf(draftOf(era, 'tools/call', 'orders_search', {}));
    const tools = viewOfOperations(operations, () => {
      throw new Error('password=hunter2');
    });
    const fast = await answerFast(request, tools, signal);
    const oracle = await sdk.answer(request, tools, signal);
    expect(fast?.body).toBe(await oracle.text());
    expect(fast?.body).toContain('-32603');
    expect(fast?.body).not.toContain('hunter2');
    expect(tools.errors.map(String)).toEqual(['Error: password=hunter2', 'Error: password=hunter2']);
  },
);

test.each(['legacy', 'modern'] as const)(
  'a hidden tool and one that does not exist are told apart by nothing (%s)',
  async (era) => {
    const tools = viewOfOperations([operationOf(), operationOf({ tool: 'bad name!' })]);
    const answers = await Promise.all(
      ['bad name!', 'no_such_too'].map(async (tool) =>
        (await answerFast(requestOf(draftOf(era, 'tools/call', tool, {})), tools, signal))?.body.replace(tool, 'X'),
      ),
    );
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain('-32602');
    expect(tools.calls).toEqual([]);
  },
);

test('a list is written once for its table and audience, and never served to another audience', async () => {
  const request = requestOf(draftOf('modern', 'tools/list', '', {}));
  const tools = viewOfOperations([operationOf({ tool: 'orders_secret' }), operationOf()]);
  let lists = 0;
  const listTools: McpView['listTools'] = (profile) => {
    lists += 1;
    return tools.listTools(profile);
  };
  const { serverInfo, listKey } = tools;
  const counted: McpView = Object.assign(viewOfOperations([]), { serverInfo, listKey, listTools });
  const first = await answerFast(request, counted, signal);
  expect(await answerFast(request, counted, signal)).toEqual(first);
  expect(lists).toBe(1);
  expect(first?.body).toContain('orders_secret');
  const narrower = await answerFast(
    request,
    Object.assign(viewOfOperations([operationOf()]), { serverInfo: tools.serverInfo }),
    signal,
  );
  expect(narrower?.body).not.toContain('orders_secret');
});
