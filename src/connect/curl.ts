/** One request by hand, as MCP 2026-07-28 wants it: no handshake, JSON back. */
import { headerWord, type Client, type Target } from './setup.ts';
import { shellLine, type Word } from './shell-words.ts';

/** Any program that can send a request. */
export const curl: Client = {
  title: 'curl',
  summary: 'a request that lists the tools',
  ways: ['http'],
  setup: (target) => ({
    pieces: [{ where: 'In a terminal', text: shellLine(line(target), target.shell) }],
    notes: [],
    json: null,
  }),
};

const message = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/list',
  params: {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'curl', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};

function line({ url, key }: Target): readonly Word[] {
  const headers = [
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    'MCP-Protocol-Version: 2026-07-28',
    `Mcp-Method: ${message.method}`,
  ];
  const words = headers.flatMap((header) => ['-H', header]);
  return ['curl', '-s', url, '-H', headerWord(key), ...words, '-d', JSON.stringify(message)];
}
