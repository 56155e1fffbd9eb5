/**
 * The company's API, a program of its own: `node chaos/upstream.ts <port> <ledger file> <folder of switches>`. It says
 * `ready <port>`. It keeps a ledger of what it carried out, and a key that it has seen it answers from there.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { enter, readLedger } from './ledger.ts';
import { answerBadly, isBad, isCarriedOut } from './bad-answers.ts';
import { readSwitch } from './switches.ts';

const [port = '0', ledgerFile = '', switches = ''] = process.argv.slice(2);
const byKey = new Map(readLedger(ledgerFile).flatMap(({ key, id }) => (key === null ? [] : [[key, id]])));
let requests = 0;

const server = createServer((request, response) => {
  void serve(request, response).catch(() => response.destroy());
});
server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
});

/** How long the modes that are late take to answer. */
const delaysMs: Readonly<Record<string, number>> = { slow: 1500, late: 150 };

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await textOf(request);
  const mode = readSwitch(switches, 'upstream') ?? 'well';
  const turn = requests++;
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://upstream');
  const isToken = pathname === '/token';
  const isWrite = request.method === 'POST' && !isToken;
  const id = isWrite ? (JSON.parse(text) as { id: string }).id : searchParams.get('id');
  const answer = isToken
    ? JSON.stringify({ access_token: `token-${process.pid}-${turn}`, token_type: 'Bearer', expires_in: 2 })
    : JSON.stringify({ id, path: pathname });
  const made = { id, path: pathname, key: headerOf(request, 'idempotency-key'), traceId: traceOf(request) };
  if (isWrite && isCarriedOut(mode, turn)) carryOut(made as Parameters<typeof carryOut>[0]);
  if (mode === 'half-open') return;
  if (isBad(mode)) return answerBadly(mode, turn, answer, response);
  await wait(delaysMs[mode] ?? 0);
  // A new connection for each request, so that its name is looked up each time.
  if (mode === 'closing') response.setHeader('connection', 'close');
  response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
}

function carryOut(entry: Parameters<typeof enter>[1]): void {
  if (entry.key !== null) {
    if (byKey.has(entry.key)) return;
    byKey.set(entry.key, entry.id);
  }
  enter(ledgerFile, entry);
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

/** W3C trace context: version, trace id, span id, flags. */
function traceOf(request: IncomingMessage): string {
  return headerOf(request, 'traceparent')?.split('-')[1] ?? '';
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
