/**
 * The gateway's MCP face without its fast path: each request goes to the SDK's own handler over the same table, behind
 * the same checks. Started as `node mcp-sdk.ts <workspace>`; prints `ready <url>`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBuilder } from '../../src/build/build.ts';
import { authenticate } from '../../src/call/authenticate.ts';
import { admitTenant, findTenant } from '../../src/call/authorize.ts';
import { createServingHolder } from '../../src/call/serving.ts';
import { readWorkspace } from '../../src/manifest/read.ts';
import { openRuntime } from '../../src/runtime.ts';
import { arrive } from '../../src/serve/arrival.ts';
import { readBody } from '../../src/serve/body.ts';
import { writeResponse } from '../../src/serve/mcp-node.ts';
import { createMcpSdk } from '../../src/serve/mcp-sdk.ts';
import { scopeOf } from '../../src/serve/mcp-scope.ts';
import { viewOf } from '../../src/serve/mcp-view.ts';

const { files, problems } = readWorkspace(process.argv[2] as string);
const build = createBuilder({ thorough: false })(files, problems, null);
const runtime = await openRuntime({
  workspace: process.argv[2] as string,
  dataFolder: `${process.argv[2]}/.smarteros`,
  table: () => build.table,
  environment: process.env,
  shared: null,
  isRecording: true,
  log: null,
  onEvent: () => {},
  onSecretProblem: () => {},
});
const serving = createServingHolder(runtime.servingFacts(null), build.table, build.states).current();
const { calls, ports } = runtime;
const sdk = createMcpSdk();
const { intents } = runtime;
const gateway = {
  calls,
  intents,
  telemetry: ports.telemetry,
  version: '0',
  onError: console.error,
  serving: () => serving,
};

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, socket } = request;
  const principal = await authenticate(serving, { headers, remoteAddress: socket.remoteAddress, resource: '' });
  if (principal.kind === 'refusal') throw new Error(principal.refusal.detail);
  const tenant = findTenant(serving, principal, (request.url ?? '').slice('/mcp/'.length));
  if ('kind' in tenant) throw new Error(tenant.refusal.detail);
  const shard = admitTenant(serving, tenant);
  if ('kind' in shard) throw new Error(shard.refusal.detail);
  const body = await readBody(request, shard.limits.requestBytes);
  if (typeof body === 'string') throw new Error(body);
  const message = { method: request.method ?? 'POST', headers, body: body.text };
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const view = viewOf(scopeOf(gateway, arrive(gateway, 'mcp', request), principal, shard));
  return writeResponse(await sdk.answer(message, view, gone.signal), response);
}

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
