import { gzipSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openNet, serveHttp } from '../net/loopback.fixture.ts';
import { loadDocument } from './load-document.ts';

const text = 'openapi: 3.1.0\npaths: {}\n';
const privately = { network: 'private' } as const;

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

describe('from a file', () => {
  const load = (path: string) => loadDocument(path, openNet(), privately);

  it.each([
    ['plain', Buffer.from(text)],
    ['packed by gzip', gzipSync(text)],
    ['in UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('%s, a document is read', async (_, content) => {
    const folder = folderWith({ 'api/openapi.yaml': content });
    const loaded = await load(join(folder, 'api/openapi.yaml'));
    expect(loaded).toMatchObject({ ok: true, name: 'openapi.yaml', folder });
    expect(loaded.ok && loaded.text.replace('\uFEFF', '')).toBe(text);
  });

  it.each([
    ['gone.yaml', 'there is no such file'],
    ['api', 'it is a folder'],
    ['bytes.yaml', 'no text in UTF-8'],
    ['large.json', 'more than 20 MB'],
    ['bomb.gz', 'more than 20 MB'],
  ])('%s is refused: %s', async (name, reason) => {
    const folder = folderWith({
      'api/x.yaml': '',
      'bytes.yaml': Buffer.from([0x61, 0xff, 0xfe]),
      'large.json': Buffer.alloc(20 * 1024 * 1024 + 1, 32),
      'bomb.gz': gzipSync(Buffer.alloc(21 * 1024 * 1024)),
    });
    expect(await load(join(folder, name))).toMatchObject({
      ok: false,
      message: expect.stringContaining(reason) as string,
    });
  });

  it('the files beside it are read, not those that links lead to', async () => {
    const outside = folderWith({ 'secret.yaml': 'a: 1' });
    const folder = folderWith({ 'api/openapi.yaml': text, 'common/order.yaml': 'type: object' });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'api/link.yaml'));
    const loaded = await load(join(folder, 'api/openapi.yaml'));
    if (!loaded.ok) throw new Error(loaded.message);
    expect(await loaded.readFile(join(folder, 'common/order.yaml'))).toEqual({ text: 'type: object' });
    expect(await loaded.readFile(join(folder, 'api/link.yaml'))).toMatchObject({
      reason: expect.stringContaining('link') as string,
    });
    expect(await loaded.readFile(join(folder, 'api/none.yaml'))).toEqual({ reason: 'there is no such file' });
  });
});

describe('from a URL', () => {
  const html = '\n<!DOCTYPE html><html></html>';
  const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
    '/openapi.yaml?v=1': (_, response) => response.end(text),
    '/page': (_, response) => response.setHeader('content-type', 'text/html').end(html),
    '/moved': (_, response) => response.writeHead(302, { location: '/openapi.yaml?v=1' }).end(),
    '/away': (_, response) => response.writeHead(302, { location: 'http://127.0.0.2:9/secret?token=1' }).end(),
    '/locked': (request, response) => {
      if (request.headers['x-key'] === 'k') response.end(text);
      else response.writeHead(401).end();
    },
    '/broken': (_, response) => response.writeHead(503).end(),
    '/endless': (_, response) => void response.end(Buffer.alloc(20 * 1024 * 1024 + 1, 32)),
  };

  function serve() {
    return serveHttp((request, response) => {
      const answer = answers[request.url ?? ''];
      if (answer === undefined) response.writeHead(404).end('no');
      else answer(request, response);
    });
  }

  it('a document is read, also after a redirect within the server, and its parts are not fetched', async () => {
    const origin = await serve();
    const net = openNet();
    for (const path of ['/openapi.yaml?v=1', '/moved']) {
      const loaded = await loadDocument(`${origin}${path}`, net, privately);
      expect(loaded).toMatchObject({ ok: true, text });
      expect(loaded.ok && (await loaded.readFile('/x.yaml'))).toEqual({
        reason: `it would have to be fetched from ${origin}`,
      });
    }
  });

  it('headers are sent where they are given', async () => {
    const origin = await serve();
    const given = { ...privately, headers: { 'x-key': 'k' } };
    expect(await loadDocument(`${origin}/locked`, openNet(), given)).toMatchObject({ ok: true });
  });

  it.each([
    ['/page', 'is a web page', '/openapi.json'],
    ['/none', 'There is nothing at', '/v3/api-docs'],
    ['/locked', 'asks for a credential (401)', 'header'],
    ['/broken', 'answers 503', '/swagger.json'],
    ['/away', 'leads on to http://127.0.0.2:9/secret, which is another server', 'that address'],
    ['/endless', 'larger than 20 MB', 'file'],
  ])('%s: %s', async (path, message, hint) => {
    const refused = await loadDocument(`${await serve()}${path}`, openNet(), privately);
    expect(refused).toMatchObject({ ok: false });
    expect(!refused.ok && refused.message).toContain(message);
    expect(!refused.ok && refused.hint).toContain(hint);
  });

  it('an address of this machine is reached only when that is said', async () => {
    const refused = await loadDocument(`${await serve()}/openapi.yaml?v=1`, openNet(), { network: 'public' });
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('private network') as string });
  });

  it.each([
    ['https://user:word@example.com/x', 'user and a password'],
    ['https://', 'is no URL'],
    ['http://127.0.0.1:1/openapi.json', 'cannot be reached'],
  ])('%s is refused', async (url, message) => {
    const refused = await loadDocument(url, openNet(), privately);
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining(message) as string });
    expect(JSON.stringify(refused)).not.toContain('word@');
  });
});
