import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { bridgeTo } from './bridge.ts';
import type { StdioRequest } from './message.ts';

const asked: StdioRequest = {
  body: '{"jsonrpc":"2.0","id":7,"method":"tools/list"}',
  headers: {},
  ids: [7],
  isListening: false,
};
const result = '{"jsonrpc":"2.0","id":7,"result":{"n":12345678901234567890.10}}';
const notice = '{"jsonrpc":"2.0","method":"notifications/progress"}';

/** What comes back of a gateway that answers so. */
async function passedOn(answer: (response: ServerResponse) => void, key: string | null = null): Promise<string[]> {
  const server = createServer((request, response) => request.resume().on('end', () => answer(response)));
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp/acme`);
  const responder = bridgeTo(url, key, (error) => expect.unreachable(String(error)));
  const messages: string[] = [];
  for await (const message of responder.answer(asked, new AbortController().signal)) messages.push(message);
  return messages;
}

const says = (status: number, type: string, body: string) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': type }).end(body);

test.each([
  ['JSON', says(200, 'application/json', result), [result]],
  ['an event stream', says(200, 'Text/Event-Stream', `data: ${notice}\n\ndata: ${result}\n\n`), [notice, result]],
  ['an error with a status of its own', says(400, 'application/json', result), [result]],
])('what a gateway says as %s is passed on, letter by letter', async (_what, answer, messages) => {
  expect(await passedOn(answer)).toEqual(messages);
});

const noMessage = /^What answers at http:.*\/mcp\/acme is no MCP endpoint: /;
const broken = /^The answer of http:.*\/mcp\/acme ended before it was whole/;

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  ['a page on one line', says(200, 'text/html', '<html></html>'), noMessage],
  ['a page on several', says(200, 'text/html; charset=utf-8', '<html>\n</html>'), noMessage],
  ['a page that says that it is JSON', says(200, 'application/json', '<html>\n</html>'), noMessage],
  ['other JSON', says(200, 'application/json', '{"hello":1}'), noMessage],
  ['nothing', says(202, 'application/json', ''), broken],
  ['an event stream without the answer', says(200, 'text/event-stream', ': open\n\n'), broken],
  ['the answer to something else', says(200, 'application/json', result.replace('7', '8')), broken],
  [
    'half an answer',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"jsonrpc":', () => response.destroy());
    },
    broken,
  ],
  [
    'a redirect',
    (response) => void response.writeHead(308, { location: 'https://mcp.example.cl/mcp/acme' }).end(),
    /redirects to https:\/\/mcp\.example\.cl\/mcp\/acme.*--url/,
  ],
  ['an error page', says(502, 'text/html', '<html>\n</html>'), /^The gateway refused the request with 502\./],
  ['a refusal', says(403, 'application/problem+json', '{"detail":"Ask for more."}'), /with 403\. Ask for more\.$/],
])('of %s, the request gets an error that says so, and nothing else is written', async (_what, answer, message) => {
  const messages = (await passedOn(answer)).filter((text) => text !== result.replace('7', '8'));
  expect(messages.map((text) => JSON.parse(text) as object)).toEqual([
    { jsonrpc: '2.0', id: 7, error: { code: -32000, message: expect.stringMatching(message) } },
  ]);
});
