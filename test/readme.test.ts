/** README and docs: their examples are run, and what they list is complete. */
import { execFile, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startShop } from '../demo/shop.ts';
import { generatedDocs } from '../scripts/docs.ts';
import { refusals } from '../src/call/reply.ts';
import { launcher, root, startGateway, type RunningGateway } from './gateway.ts';
import { startUpstream, type ScriptedUpstream } from './upstream.ts';

/** A fenced block of a page. */
interface Block {
  readonly language: string;
  readonly text: string;
  /** The text between this block and the one before it. */
  readonly before: string;
}

/** Lines to paste, and what they print according to the page. */
interface Example {
  readonly commands: string;
  readonly language: string;
  readonly output: string;
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function blocksOf(text: string): Block[] {
  let end = 0;
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((match) => {
    const block = { language: match[1] ?? '', text: match[2] ?? '', before: text.slice(end, match.index) };
    end = match.index + match[0].length;
    return block;
  });
}

/** A shell block that an output block follows directly. */
function examplesOf(blocks: readonly Block[]): Example[] {
  return blocks.flatMap((block, index) => {
    const next = blocks[index + 1];
    const isOutput = next?.before.trim() === '' && ['json', 'text'].includes(next.language);
    return block.language === 'sh' && next !== undefined && isOutput
      ? [{ commands: block.text, language: next.language, output: next.text }]
      : [];
  });
}

/** The blocks of the part of a page that a heading begins. */
function sectionOf(page: string, heading: string): Block[] {
  const part = read(page)
    .split(/^(?=## )/m)
    .find((text) => text.startsWith(`## ${heading}`));
  return blocksOf(part ?? '');
}

const run = promisify(execFile);
const hasShell = ['sh', 'curl', 'sed'].every((tool) => spawnSync(tool, ['--version']).error === undefined);
const folder = mkdtempSync(join(tmpdir(), 'smarteros-readme-'));
const commands = join(folder, 'bin');

beforeAll(() => {
  mkdirSync(commands);
  if (hasShell) symlinkSync(launcher, join(commands, 'smarteros'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs lines in a folder, as a reader would, with our own command in the path. */
async function paste(lines: string, cwd: string, gateway: string, key = ''): Promise<string> {
  const path = [commands, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const text = lines.replaceAll('http://127.0.0.1:8787', gateway);
  const { stdout } = await run('sh', ['-e', '-c', text], { cwd, env: { ...process.env, PATH: path, KEY: key } });
  return stdout;
}

function expectOutput(example: Example, printed: string): void {
  if (example.language === 'json') expect(JSON.parse(printed)).toEqual(JSON.parse(example.output));
  else expect(printed.trim()).toBe(example.output.trim());
}

function keyOf(workspace: string): string {
  return readFileSync(join(workspace, '.smarteros/local-key'), 'utf8').trim();
}

describe.skipIf(!hasShell)('with the base workspace', () => {
  const workspace = join(folder, 'manifests');
  let shop: Server;
  let gateway: RunningGateway;

  beforeAll(async () => {
    shop = await startShop(0, join(folder, 'shop.json'));
    const hidden = join(root, 'manifests/.smarteros');
    cpSync(join(root, 'manifests'), workspace, { recursive: true, filter: (path) => !path.startsWith(hidden) });
    const provider = join(workspace, 'tenants/demo/providers/shop/provider.yaml');
    const { port } = shop.address() as AddressInfo;
    writeFileSync(
      provider,
      readFileSync(provider, 'utf8').replace('http://127.0.0.1:8788', `http://127.0.0.1:${port}`),
    );
    gateway = await startGateway(workspace);
  });

  afterAll(async () => {
    await gateway.stop();
    await new Promise((resolve) => shop.close(resolve).closeAllConnections());
  });

  const cases = [
    ...examplesOf(sectionOf('README.md', 'One call, two ways')).map((example) => ['README.md', example] as const),
    ...['docs/http.md', 'docs/mcp.md'].flatMap((page) =>
      examplesOf(blocksOf(read(page))).map((example) => [page, example] as const),
    ),
  ];

  test('there are examples', () => {
    expect(new Set(cases.map(([page]) => page))).toEqual(new Set(['README.md', 'docs/http.md', 'docs/mcp.md']));
  });

  test.each(cases)('%s: an example prints what it says (%#)', async (_page, example) => {
    expectOutput(example, await paste(example.commands, folder, gateway.url, keyOf(workspace)));
  });

  test.each([
    ['README.md', 'mcpServers'],
    ['docs/mcp.md', 'mcpServers'],
  ])('%s: the configuration with "%s" connects a client', async (page, member) => {
    const text = blocksOf(read(page)).find((block) => block.text.includes(`"${member}"`))?.text ?? '';
    const key = keyOf(workspace);
    const filled = text.replace('<key>', key).replace('http://127.0.0.1:8787', gateway.url);
    const { demo } = (JSON.parse(filled) as Record<string, { demo: { url: string; headers: Record<string, string> } }>)[
      member
    ] as { demo: { url: string; headers: Record<string, string> } };
    const client = new Client({ name: 'reader', version: '1' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(demo.url), { requestInit: { headers: demo.headers } }),
    );
    expect((await client.listTools()).tools.map((tool) => tool.name)).toContain('orders_search');
    await client.close();
  });
});

describe.skipIf(!hasShell)('“Your own API in a dozen lines”', () => {
  const workspace = join(folder, 'own');
  const section = sectionOf('README.md', 'Your own API in a dozen lines');
  const [, write = '', serve = ''] = section.filter(({ language }) => language === 'sh').map(({ text }) => text);
  const yaml = /<<'YAML'\n(.*?)^YAML$/ms.exec(write)?.[1] ?? '';
  let upstream: ScriptedUpstream;
  let gateway: RunningGateway;

  beforeAll(async () => {
    upstream = await startUpstream();
    mkdirSync(workspace);
  });

  afterAll(async () => {
    await gateway?.stop();
    await upstream.close();
  });

  test('are a dozen lines', () => {
    expect(yaml.split('\n').filter((line) => line !== '' && line !== '---').length).toBeLessThanOrEqual(13);
    expect(serve).toBe('smarteros serve\n');
  });

  test('make an API answer by HTTP and MCP', async () => {
    const user = { id: 1, name: 'Leanne Graham', email: 'Sincere@april.biz', company: { name: 'Romaguera-Crona' } };
    upstream.answer({ json: { ...user, username: 'Bret', phone: '1-770-736-8031' } });
    const public_ = 'baseUrl: https://jsonplaceholder.typicode.com';
    expect(write).toContain(public_);
    await paste(write.replace(public_, `baseUrl: ${upstream.url}, network: private`), workspace, '');
    gateway = await startGateway(workspace);

    const examples = examplesOf(section);
    expect(examples).toHaveLength(2);
    for (const example of examples) expectOutput(example, await paste(example.commands, workspace, gateway.url));
    expect(upstream.requests().map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /users/1', 'GET /users/1']);
  });
});

describe.skipIf(!hasShell)('docs/approvals.md', () => {
  const blocks = blocksOf(read('docs/approvals.md'));
  const place = join(folder, 'approvals');
  const workspace = join(place, 'manifests');
  let shop: Server;
  let gateway: RunningGateway;

  beforeAll(async () => {
    shop = await startShop(0, join(folder, 'approvals-shop.json'));
    const hidden = join(root, 'manifests/.smarteros');
    cpSync(join(root, 'manifests'), workspace, { recursive: true, filter: (path) => !path.startsWith(hidden) });
    const provider = join(workspace, 'tenants/demo/providers/shop/provider.yaml');
    const { port } = shop.address() as AddressInfo;
    writeFileSync(
      provider,
      readFileSync(provider, 'utf8').replace('http://127.0.0.1:8788', `http://127.0.0.1:${port}`),
    );
    for (const { language, text } of blocks) {
      const path = /^# (tenants\/\S+\.yaml)$/m.exec(text)?.[1];
      if (language !== 'yaml' || path === undefined) continue;
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), text);
    }
    gateway = await startGateway(workspace);
  });

  afterAll(async () => {
    await gateway?.stop();
    await new Promise((resolve) => shop.close(resolve).closeAllConnections());
  });

  test('what it pastes prints what it says, one after the other', async () => {
    const examples = examplesOf(blocks);
    expect(examples).toHaveLength(4);
    const lines = examples.map(({ commands: text }) => `${text}\nprintf '\\n====\\n'`).join('\n');
    const printed = (await paste(lines, place, gateway.url, keyOf(workspace))).split('\n====\n');
    for (const [index, example] of examples.entries())
      expectOutput({ ...example, output: sameForAll(example.output) }, sameForAll(printed[index] ?? '', gateway.url));
  });

  /** Without what differs from run to run. */
  function sameForAll(text: string, url = 'http://127.0.0.1:8787'): string {
    return text
      .replaceAll(url, 'URL')
      .replaceAll(/\b[0-9a-f]{32}\b/g, 'ID')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
  }
});

test('the manifests of docs/manifests.md are a workspace without errors', () => {
  const workspace = join(folder, 'documented');
  for (const { language, text } of blocksOf(read('docs/manifests.md'))) {
    const path = /^# (\S+\.yaml)$/m.exec(text)?.[1];
    if (language !== 'yaml' || path === undefined) continue;
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const { stdout, status } = spawnSync(process.execPath, [launcher, 'check', workspace, '--format', 'json'], {
    encoding: 'utf8',
  });
  const codes = (JSON.parse(stdout) as { problems: { code: string }[] }).problems.map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(['missing-secret']));
  expect(status).toBe(0);
});

test.each([...generatedDocs()])('%s is fresh (else: npx node scripts/docs.ts)', (path, text) => {
  expect(read(path)).toBe(text);
});

test('docs/http.md has every refusal with its status', () => {
  const rows = [...read('docs/http.md').matchAll(/^\| `([a-z-]+)` \| (\d{3})/gm)].map(([, code, status]) => [
    code,
    status,
  ]);
  expect(rows).toEqual(Object.entries(refusals).map(([code, { status }]) => [code, String(status)]));
});

test('docs/architecture.md has every room', () => {
  const rows = [...read('docs/architecture.md').matchAll(/^\| `([\w./-]+)` \|/gm)].map(([, room]) => room);
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter(({ name }) => !name.endsWith('.test.ts'))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  expect(rows.toSorted()).toEqual(rooms.toSorted());
});

test.each(pages)('%s: links lead somewhere', (page) => {
  const text = read(page).replaceAll(/^```.*?^```$/gms, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** Headings as GitHub turns them into anchors. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
