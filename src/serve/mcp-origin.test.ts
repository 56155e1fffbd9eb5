import { expect, test } from 'vitest';
import { checkOrigin } from './mcp-origin.ts';

const allowed = ['mcp.demo.example'];

test.each([
  undefined,
  '',
  'http://localhost:3000',
  'http://127.0.0.1',
  'http://[::1]:8080',
  'https://mcp.demo.example',
  'https://mcp.demo.example:8443',
])('origin %s may call', (origin) => {
  expect(checkOrigin({ origin, host: 'evil.example' }, allowed)).toBeNull();
});

test.each([
  'https://evil.example',
  'https://mcp.demo.example.evil.example',
  'https://localhost.evil.example',
  'https://demo.example',
  'null',
  'localhost',
  'file://',
  'http://localhost@evil.example',
])('origin %s is refused with a JSON-RPC error', (origin) => {
  const answer = checkOrigin({ origin }, allowed);
  expect(answer).toMatchObject({ status: 403, contentType: 'application/json' });
  expect(JSON.parse(answer!.body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32000 } });
});
