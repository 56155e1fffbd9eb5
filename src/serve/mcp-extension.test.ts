/** What a test adds stands behind what the gateway has, for both kinds of clients, and nothing but a test can add it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operationOf } from '../table/operation.fixture.ts';
import type { McpExtension } from './extension.ts';
import type { McpRequest } from './mcp-port.ts';
import { viewOfOperations } from './mcp.fixture.ts';
import { createMcpFace } from './mcp.ts';

const signal = new AbortController().signal;
const own = operationOf();
const schema = { type: 'object' };

const extension: McpExtension = {
  capabilities: () => ({ resources: {}, completions: {} }),
  tools: [{ name: 'added', inputSchema: schema }],
  lists: { 'resources/list': [{ uri: 'test://one', name: 'one' }] },
  handlers: {
    'tools/call': ({ name }) =>
      name === 'nobody' ? undefined : { content: [{ type: 'text', text: 'the extension' }] },
    'completion/complete': () => ({ completion: { values: ['one'] } }),
  },
};

const eras = ['legacy', 'modern'] as const;

function requestOf(era: (typeof eras)[number], method: string, params: Record<string, unknown>): McpRequest {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  if (era === 'modern') Object.assign(headers, { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method });
  if (era === 'modern' && typeof params['name'] === 'string') headers['mcp-name'] = params['name'];
  const all = era === 'modern' ? { ...params, _meta: { ...meta, ...(params['_meta'] as object | undefined) } } : params;
  return { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: all }) };
}

async function ask(
  era: (typeof eras)[number],
  method: string,
  params: Record<string, unknown> = {},
  added: McpExtension | undefined = extension,
) {
  const view = viewOfOperations([own]);
  const answered = await createMcpFace(added).answer(requestOf(era, method, params), view, signal);
  const text = answered instanceof Response ? await answered.text() : answered.body;
  const message = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) as { result?: object; error?: { code: number } };
  return { ...message, fast: !(answered instanceof Response), calls: view.calls };
}

const complete = { ref: { type: 'ref/prompt', name: 'any' }, argument: { name: 'any', value: '' } };

test.each(eras)('the gateway’s own tools are listed first and called by the fast path (%s)', async (era) => {
  const list = await ask(era, 'tools/list');
  expect(list.result).toMatchObject({ tools: [{ name: own.tool }, { name: 'added' }] });
  const call = await ask(era, 'tools/call', { name: own.tool, arguments: {} });
  expect(call.result).toMatchObject({ structuredContent: { total: 2 } });
  expect([list.fast, call.fast, call.calls.length]).toEqual([true, true, 1]);
});

test.each(eras)(
  'a name that the gateway does not know is the extension’s to answer, or an error still (%s)',
  async (era) => {
    const added = await ask(era, 'tools/call', { name: 'added', arguments: {} });
    expect(added.result).toMatchObject({ content: [{ text: 'the extension' }] });
    expect((await ask(era, 'tools/call', { name: 'nobody', arguments: {} })).error?.code).toBe(-32602);
  },
);

test.each([
  ['fast', {}],
  // which the fast path leaves to the SDK
  ['SDK’s', { 'io.modelcontextprotocol/logLevel': 'info' }],
])('an extension cannot stand in for a tool that the gateway has: the %s path', async (path, meta) => {
  const same = { ...extension, tools: [{ name: own.tool, inputSchema: schema }] };
  const call = await ask('modern', 'tools/call', { name: own.tool, arguments: {}, _meta: meta }, same);
  expect([call.fast, call.calls.length]).toEqual([path === 'fast', 1]);
});

test.each(eras)('lists and methods that the gateway does not have are the extension’s (%s)', async (era) => {
  const resources = await ask(era, 'resources/list');
  expect(resources.result).toMatchObject({ resources: [{ uri: 'test://one' }] });
  expect((await ask(era, 'completion/complete', complete)).result).toMatchObject({ completion: { values: ['one'] } });
});

test('without an extension none of it is there', async () => {
  const face = createMcpFace();
  const answered = await face.answer(requestOf('modern', 'tools/list', {}), viewOfOperations([own]), signal);
  expect((answered as { body: string }).body).not.toContain('added');
  const refused = await face.answer(
    requestOf('modern', 'tools/call', { name: 'added', arguments: {} }),
    viewOfOperations([own]),
    signal,
  );
  expect((refused as { body: string }).body).toContain('-32602');
});

test('nothing of the product gives an extension: it is handed from the composition root to the face, and no command knows of it', () => {
  const folder = join(import.meta.dirname, '..');
  const files = globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', '**/*.fixture.ts'] });
  const naming = files.filter((file) => /mcp-?extension/i.test(readFileSync(join(folder, file), 'utf8')));
  expect(naming.filter((file) => !file.startsWith('serve/'))).toEqual(['open-gateway.ts']);
});
