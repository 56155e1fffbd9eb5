/** Answers that are no JSON, from a genuine server to both faces. */
import type { OutgoingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../net/loopback.fixture.ts';
import { capability, client, keyOfClient, provider, system, tenant } from '../build/workspace.fixture.ts';
import { fixedSecrets } from '../call/ports.fixture.ts';
import { send, serveManifests } from './gateway.fixture.ts';

const key = keyOfClient('demo', 'agent');
const secret = 's3cr3t-of-the-shop';
const png = Buffer.from('89504e470d0a1a0a00ff', 'hex');
const parts =
  '--b\r\nContent-Type: application/json\r\n\r\n{"id":1}\r\n--b\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n';

async function openFor(body: string | Buffer, headers: OutgoingHttpHeaders) {
  const origin = await serveHttp((_request, response) => response.writeHead(200, headers).end(body));
  const auth = { type: 'bearer', token: { secret: 'key' } };
  const manifests = {
    ...system(),
    ...tenant('demo'),
    ...client('demo', 'agent', ['*']),
    ...provider('demo', 'shop', origin, { file: { method: 'GET', path: '/file' } }, { auth }),
    ...capability('demo', 'files.get', 'shop/file'),
  };
  return serveManifests(manifests, { ports: { secrets: fixedSecrets({ key: secret }) } });
}

async function overHttp(body: string | Buffer, headers: OutgoingHttpHeaders) {
  const gateway = await openFor(body, headers);
  return send(gateway.url, '/api/tenant/demo/proxy/files.get', { method: 'POST', key });
}

async function overMcp(body: string | Buffer, headers: OutgoingHttpHeaders) {
  const gateway = await openFor(body, headers);
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'files_get', arguments: {} } };
  const accept = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const { text } = await send(gateway.url, '/mcp/demo', {
    method: 'POST',
    key,
    headers: accept,
    body: JSON.stringify(call),
  });
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return (JSON.parse(data) as { result: { content: unknown[] } }).result.content;
}

describe('over HTTP', () => {
  test('bytes come as they are, with the name that they are to be saved under', async () => {
    const disposition = 'attachment; filename="invoice-7.png"';
    const answer = await overHttp(png, { 'content-type': 'image/png', 'content-disposition': disposition });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png.length),
      'content-disposition': disposition,
      'x-content-type-options': 'nosniff',
    });
  });

  test('a name neither carries a secret nor characters that no header has', async () => {
    const named = await overHttp('x', {
      'content-type': 'text/csv',
      'content-disposition': `inline; filename=${secret}`,
    });
    expect(named.headers['content-disposition']).toBe('inline; filename=[redacted]');
    const odd = await overHttp('x', { 'content-type': 'text/csv', 'content-disposition': 'inline; filename="\u00e9"' });
    expect(odd.headers).not.toHaveProperty('content-disposition');
  });

  test('several parts come as one body', async () => {
    const answer = await overHttp(parts, { 'content-type': 'multipart/mixed; boundary=b' });
    expect(answer.headers['content-type']).toBe('multipart/mixed; boundary=b');
    expect(answer.text).toBe(parts);
  });
});

describe('over MCP', () => {
  test.each<[string, string | Buffer, string, unknown[]]>([
    ['an image', png, 'image/png', [{ type: 'image', data: png.toString('base64'), mimeType: 'image/png' }]],
    ['audio', png, 'audio/mpeg', [{ type: 'audio', data: png.toString('base64'), mimeType: 'audio/mpeg' }]],
    [
      'any other file',
      png,
      'application/pdf',
      [
        {
          type: 'resource',
          resource: { uri: 'urn:smarteros:answer', mimeType: 'application/pdf', blob: png.toString('base64') },
        },
      ],
    ],
    [
      'text in its charset',
      Buffer.from('caf\u00e9', 'latin1'),
      'text/plain; charset=iso-8859-1',
      [{ type: 'text', text: 'café' }],
    ],
    ['lines of JSON', '{"a":1}\n{"a":2}\n', 'application/x-ndjson', [{ type: 'text', text: '{"a":1}\n{"a":2}\n' }]],
    [
      'several parts',
      parts,
      'multipart/mixed; boundary=b',
      [
        { type: 'text', text: '{"id":1}' },
        { type: 'image', data: Buffer.from('PNG').toString('base64'), mimeType: 'image/png' },
      ],
    ],
  ])('%s is what it is', async (_what, body, type, content) => {
    expect(await overMcp(body, { 'content-type': type })).toEqual(content);
  });
});
