/** One table of calls through HTTP and through MCP: whatever the API does, both callers get the same. */
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acme } from './acme.ts';
import { callCases, type Outcome } from './call-cases.ts';
import { call, connect, eras, type HttpAnswer, problemType } from './calls.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { refusingUrl, type ScriptedUpstream, startUpstream } from './upstream.ts';
import { createWorkspace, newKey, type TestWorkspace } from './workspace.ts';

const key = newKey();
let upstream: ScriptedUpstream;
let workspace: TestWorkspace;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startUpstream();
  workspace = createWorkspace(acme(upstream.url, await refusingUrl(), key));
  gateway = await startGateway(workspace.folder);
});

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  workspace?.dispose();
});

type Refusal = Extract<Outcome, { code: string }>;

describe('over HTTP', () => {
  test.each(callCases)('$name', async ({ capability, args, api, gives }) => {
    upstream.answer(api);
    const answer = await call(gateway.url, key, 'acme', capability, args);
    if ('code' in gives) expectProblem(answer, gives);
    else if ('empty' in gives) expect([answer.status, answer.text]).toEqual([204, '']);
    else if ('text' in gives) {
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(gives.text);
      expect(answer.headers['content-type']).toBe(gives.contentType);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    } else {
      expect(answer.body).toEqual(gives.json);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json');
    }
    expectAsked(gives);
  });
});

describe.each(eras)('over MCP by a %s client', (_era, mode) => {
  let client: Client;
  beforeAll(async () => {
    client = await connect(`${gateway.url}/mcp/acme`, key, mode);
    await client.listTools();
  });
  afterAll(() => client?.close());

  test.each(callCases)('$name', async ({ capability, args, api, gives }) => {
    upstream.answer(api);
    const name = capability.replaceAll(/[.-]/g, '_');
    const result = await client.callTool({ name, arguments: (args ?? {}) as Record<string, unknown> });
    if ('code' in gives) expectToolError(result, gives);
    else {
      expect(result.isError ?? false).toBe(false);
      if ('json' in gives) expectJson(result, gives.json);
      if ('text' in gives) expect(textOf(result)).toBe(gives.text);
      if ('empty' in gives) expect(textOf(result)).toMatch(/^Done/);
    }
    expectAsked(gives);
  });
});

function expectAsked(gives: Outcome): void {
  expect(upstream.requests()).toHaveLength('code' in gives && gives.asked === false ? 0 : 1);
}

function expectProblem(answer: HttpAnswer, gives: Refusal): void {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ type: problemType(gives.code), status: gives.status, title: expect.any(String) });
  expect(answer.status).toBe(gives.status);
  expect(answer.body.detail).toMatch(gives.says ?? /./);
  expect(answer.text).not.toContain('/srv/app.js');
  if (gives.names !== undefined) expect(namesIn(answer)).toEqual(gives.names);
  if (gives.upstream !== undefined) expect(answer.body.upstream).toEqual(gives.upstream);
  expect(answer.headers['retry-after']).toBe(gives.retryAfter === undefined ? undefined : String(gives.retryAfter));
}

function namesIn(answer: HttpAnswer): string[] {
  return (answer.body.errors as { argument: string }[]).map(({ argument }) => argument).toSorted();
}

function expectToolError(result: CallToolResult, gives: Refusal): void {
  const text = textOf(result);
  expect(result.isError).toBe(true);
  expect(result.structuredContent).toBeUndefined();
  expect(text).toMatch(gives.says ?? /./);
  expect(text).not.toContain('/srv/app.js');
  for (const name of gives.names ?? []) expect(text).toContain(name);
  if (gives.upstream?.message) expect(text).toContain(gives.upstream.message);
  if (gives.retryAfter !== undefined) expect(text).toContain(`${gives.retryAfter} seconds`);
}

/** `structuredContent` is an object always; the text holds the same data for clients that read no other. */
function expectJson(result: CallToolResult, json: unknown): void {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const expected = isObject ? json : Array.isArray(json) ? { items: json } : { value: json };
  expect(result.structuredContent).toEqual(expected);
  expect(JSON.parse(textOf(result))).toEqual(expected);
}

function textOf(result: CallToolResult): string {
  expect(result.content).toHaveLength(1);
  return (result.content[0] as { text: string }).text;
}
