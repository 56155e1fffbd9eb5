import { describe, expect, test } from 'vitest';
import { createLineReader } from './message.ts';

const meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };
const read = (message: unknown) => createLineReader().read(JSON.stringify(message));
const headersOf = (method: string, params: object) => {
  const line = read({ jsonrpc: '2.0', id: 1, method, params });
  return line.kind === 'request' ? line.request.headers : {};
};

describe('headers', () => {
  test('of earlier revisions say nothing about the request', () => {
    expect(Object.keys(headersOf('tools/call', { name: 'orders_list' }))).toEqual(['accept', 'content-type']);
  });

  test.each([
    ['tools/call', { name: 'orders_list' }, 'orders_list'],
    ['prompts/get', { name: 'pedidos de hoy' }, 'pedidos de hoy'],
    ['prompts/get', { name: 'año' }, '=?base64?YcOxbw==?='],
    ['tools/call', { name: '=?base64?eA==?=' }, '=?base64?PT9iYXNlNjQ/ZUE9PT89?='],
    ['tools/call', { name: ' x' }, '=?base64?IHg=?='],
    ['resources/read', { uri: 'smarteros://demo' }, 'smarteros://demo'],
    ['tools/list', { name: 'of nothing' }, undefined],
    ['tools/call', { name: 7 }, undefined],
  ])('of today’s %s with %j name %j', (method, params, name) => {
    expect(headersOf(method, { ...params, _meta: meta })).toMatchObject({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
    });
    expect(headersOf(method, { ...params, _meta: meta })['mcp-name']).toBe(name);
  });
});

test.each<[string, unknown]>([
  ['malformed', 42],
  ['malformed', null],
  ['malformed', {}],
  ['malformed', { id: 1 }],
  ['malformed', { id: {}, method: 'x' }],
  ['nothing', { method: 'notifications/initialized' }],
  ['nothing', { id: 1, result: {} }],
  ['nothing', { id: 1, error: {} }],
  ['nothing', [{ method: 'x' }, { method: 'y' }]],
  ['nothing', { method: 'notifications/cancelled' }],
  ['cancelled', { method: 'notifications/cancelled', params: { requestId: 'a' } }],
  ['request', { id: 0, method: 'x' }],
  ['request', { id: '', method: 'x', params: [] }],
  ['request', []],
  ['request', [{ id: 1, method: 'x' }, { method: 'y' }]],
])('as %s is read %j', (kind, message) => {
  expect(read(message).kind).toBe(kind);
});

test('a client of an earlier revision is named in what it sends after the handshake, where it does not name itself', () => {
  const reader = createLineReader();
  const clientInfo = { name: 'claude-ai', version: '1' };
  const bodyOf = (message: object) => {
    const line = reader.read(JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }));
    return line.kind === 'request' ? (JSON.parse(line.request.body) as unknown) : null;
  };
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  expect([bodyOf(list), reader.isLegacy()]).toEqual([list, false]);
  bodyOf({ method: 'initialize', params: { clientInfo } });
  expect(reader.isLegacy()).toBe(true);
  const named = { 'io.modelcontextprotocol/clientInfo': clientInfo };
  expect(bodyOf(list)).toEqual({ ...list, params: { _meta: named } });
  expect(bodyOf({ ...list, params: { cursor: 'x', _meta: { progressToken: 1 } } })).toEqual({
    ...list,
    params: { cursor: 'x', _meta: { ...named, progressToken: 1 } },
  });
  for (const params of [{ _meta: 7 }, { _meta: meta }, { _meta: { 'io.modelcontextprotocol/clientInfo': 'own' } }])
    expect(bodyOf({ ...list, params })).toEqual({ ...list, params });
});
