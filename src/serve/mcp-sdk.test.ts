/** The SDK’s handler reads the very text that the house has read: nothing more, and nothing less. */
import { expect, test } from 'vitest';
import { operationOf } from '../table/operation.fixture.ts';
import { createMcpSdk } from './mcp-sdk.ts';
import { viewOfOperations } from './mcp.fixture.ts';

const operation = operationOf();

async function answerTo(body: string) {
  const tools = viewOfOperations([operation]);
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const answer = await createMcpSdk().answer({ method: 'POST', headers, body }, tools, new AbortController().signal);
  await answer.text();
  return { status: answer.status, tools };
}

const call = (id: number, args: string) =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${operation.tool}","arguments":${args}}}`;

test('a byte order mark that is left at the beginning makes it no JSON for both', async () => {
  const { status, tools } = await answerTo(`\uFEFF${call(1, '{"__proto__":1}')}`);
  expect([status, tools.calls, tools.errors]).toEqual([400, [], []]);
});

test('no argument of a batch is lost, whatever it is called', async () => {
  const { tools } = await answerTo(`[${call(1, '{"a":1}')},${call(2, '{"__proto__":2}')}]`);
  expect(tools.calls.map(({ args }) => JSON.stringify(args))).toEqual(['{"a":1}', '{"__proto__":2}']);
});

test('nor one whose name is escaped', async () => {
  const { tools } = await answerTo(call(1, '{"__proto\\u005f_":1}'));
  expect(tools.calls.map(({ args }) => JSON.stringify(args))).toEqual(['{"__proto__":1}']);
});

test('no message of a batch gets the arguments of another with the same id', async () => {
  const { tools } = await answerTo(`[${call(1, '{"a":1,"__proto__":1}')},${call(1, '{"a":2}')}]`);
  expect(tools.calls.map(({ args }) => args['a'])).toEqual([1, 2]);
});
