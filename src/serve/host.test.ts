import { expect, test } from 'vitest';
import type { SystemShard } from '../table/table.ts';
import { isKnownHost } from './host.ts';

const none = { api: null, mcp: null, aliases: [] };
const declared = { api: 'https://api.example/v1', mcp: 'https://mcp.example:8443', aliases: ['Gateway.internal'] };
const here = { url: 'http://127.0.0.1:1', isLoopback: true };
const everywhere = { url: 'http://localhost:1', isLoopback: false };

function isKnown(host: string | undefined, hosts: SystemShard['hosts'], place = here): boolean {
  return isKnownHost(host, { hosts } as SystemShard, place);
}

test.each(['127.0.0.1', '127.0.0.1:8787', 'localhost', 'LOCALHOST:1', '[::1]:80', '192.0.2.7', '[2001:db8::1]'])(
  '%s is a name that no page can claim',
  (host) => {
    for (const hosts of [none, declared]) expect(isKnown(host, hosts)).toBe(true);
  },
);

test.each(['api.example', 'mcp.example', 'mcp.example:9', 'MCP.example', 'gateway.internal'])(
  '%s is known once it is declared',
  (host) => {
    expect(isKnown(host, none)).toBe(false);
    expect(isKnown(host, declared)).toBe(true);
    expect(isKnown(host, declared, everywhere)).toBe(true);
  },
);

test.each([
  undefined,
  '',
  'evil.example',
  'mcp.example.evil.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'x@localhost',
  'evil.example#localhost',
  '[evil.example]',
  '0x7f000001',
])('%s is none', (host) => {
  for (const hosts of [none, declared]) expect(isKnown(host, hosts)).toBe(false);
  expect(isKnown(host, declared, everywhere)).toBe(false);
});

test('where others can connect and nothing is declared, any name will do', () => {
  expect(isKnown('gateway.example', none, everywhere)).toBe(true);
});
