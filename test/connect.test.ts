/** `smarteros connect`: what it prints connects, when it is pasted as it is. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acme } from './acme.ts';
import { eras } from './calls.ts';
import { type Ended, runCommand, runProgram } from './command.ts';
import { type RunningGateway, startGateway } from './gateway.ts';
import { connectStdio, type StartedProgram } from './stdio.ts';
import { type ScriptedUpstream, startUpstream } from './upstream.ts';
import { createWorkspace, newKey, system, tenant, type TestWorkspace } from './workspace.ts';

const key = newKey();
let upstream: ScriptedUpstream;
let outer: TestWorkspace;
let workspace: string;
let gateway: RunningGateway;
let localKey: string;

beforeAll(async () => {
  upstream = await startUpstream();
  // The workspace's folder has what shells and JSON take for theirs.
  const inner = `it's "ours" $HOME`;
  outer = createWorkspace();
  const files = { ...acme(upstream.url, upstream.url, key), ...system() };
  outer.write(Object.fromEntries(Object.entries(files).map(([path, manifest]) => [`${inner}/${path}`, manifest])));
  workspace = join(outer.folder, inner);
  gateway = await startGateway(workspace);
  localKey = readFileSync(join(workspace, '.smarteros/local-key'), 'utf8').trim();
});

beforeEach(() => upstream.answer({ json: { ok: true } }));

afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
  outer?.dispose();
});

const run = (...words: string[]): Promise<Ended> =>
  runCommand(['connect', ...words, '--workspace', workspace], { cwd: outer.folder, env: { SMARTEROS_KEY: '' } });

async function printed(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...words);
  expect([code, stderr.includes('internal')]).toEqual([0, false]);
  return stdout;
}

async function printedJson(...words: string[]): Promise<Record<string, Record<string, object>>> {
  return JSON.parse(await printed(...words, '--format', 'json')) as Record<string, Record<string, object>>;
}

/** Runs a printed line in a shell, where `claude` and the like only say how they were called. */
async function paste(line: string): Promise<string> {
  const commands = join(outer.folder, 'commands');
  mkdirSync(commands, { recursive: true });
  for (const name of ['claude', 'code', 'smarteros']) {
    writeFileSync(join(commands, name), `#!/usr/bin/env node\nconsole.log(JSON.stringify(process.argv.slice(2)));\n`);
    chmodSync(join(commands, name), 0o755);
  }
  const path = [commands, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const ended = await runProgram('sh', ['-e', '-c', line], {
    cwd: outer.folder,
    env: { PATH: path, SMARTEROS_KEY: key },
  });
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  return ended.stdout;
}

function lineThatBegins(output: string, start: string): string {
  return output.split('\n').find((line) => line.startsWith(start)) ?? '';
}

async function callsBy(agent: Client): Promise<void> {
  try {
    expect((await agent.listTools()).tools.map(({ name }) => name)).toContain('raw_get');
    expect((await agent.callTool({ name: 'raw_get' })).structuredContent).toEqual({ ok: true });
  } finally {
    await agent.close();
  }
}

/** Connects as a client does that reads an entry with a URL. */
async function callsByEntry(entry: object): Promise<void> {
  const { url, headers } = entry as { url: string; headers: Record<string, string> };
  const agent = new Client({ name: 'test-agent', version: '1' });
  await agent.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  await callsBy(agent);
}

describe('a program to start', () => {
  test.each(eras)('is what Claude Desktop is told, for a %s client', async (_era, mode) => {
    const config = await printedJson('claude-desktop');
    await callsBy(await connectStdio(config['mcpServers']?.['acme'] as StartedProgram, mode));
  });

  test('may pass on to a gateway elsewhere, with a key in its environment', async () => {
    const config = await printedJson('claude-desktop', '--url', `${gateway.url}/mcp/acme`);
    const entry = config['mcpServers']?.['acme'] as StartedProgram;
    expect(entry.env).toEqual({ SMARTEROS_KEY: '<key>' });
    await callsBy(await connectStdio({ ...entry, env: { SMARTEROS_KEY: key } }, 'legacy'));
  });

  test('is what a line for Claude Code names, word by word', async () => {
    const line = lineThatBegins(await printed('claude-code', '--stdio'), 'claude ');
    const words = JSON.parse(await paste(line)) as string[];
    const [command = '', ...args] = words.slice(words.indexOf('--') + 1);
    expect(args.slice(1)).toEqual(['mcp', '--tenant', 'acme', '--workspace', workspace]);
    await callsBy(await connectStdio({ command, args }, 'legacy'));
  });
});

describe('a URL to connect to', () => {
  test('is what Cursor is told, with the key where it was asked for', async () => {
    const config = await printedJson('cursor', '--url', gateway.url, '--show-key');
    await callsByEntry(config['mcpServers']?.['acme'] ?? {});
  });

  test('is what lines for a terminal name, with the key of the environment', async () => {
    const line = lineThatBegins(await printed('claude-code', '--url', gateway.url), 'claude ');
    const words = JSON.parse(await paste(line)) as string[];
    expect(words.slice(0, 6)).toEqual(['mcp', 'add', '--transport', 'http', 'acme', `${gateway.url}/mcp/acme`]);
    expect(words.slice(6)).toEqual(['--header', `Authorization: Bearer ${key}`]);
    const added = lineThatBegins(await printed('vscode', '--url', gateway.url), 'code ');
    expect(JSON.parse((JSON.parse(await paste(added)) as string[])[1] ?? '')).toMatchObject({ name: 'acme' });
  });

  test('answers curl with the tools', async () => {
    const line = lineThatBegins(await printed('curl', '--url', gateway.url), 'curl ');
    expect(JSON.parse(await paste(line))).toMatchObject({ result: { tools: expect.any(Array) } });
  });

  test('is what system.yaml declares, else this machine, else what is said', async () => {
    const urlOf = async (...words: string[]) => {
      const config = await printedJson('vscode', ...words);
      return (config['servers']?.['acme'] as { url?: string } | undefined)?.url;
    };
    expect(await urlOf()).toBe('http://127.0.0.1:8787/mcp/acme');
    for (const url of ['https://a.example/x/', 'https://a.example/x/mcp', 'https://a.example/x/mcp/acme'])
      expect(await urlOf('--url', url)).toBe('https://a.example/x/mcp/acme');
    const declared = createWorkspace({ ...system({ hosts: { mcp: 'https://mcp.example.com' } }), ...tenant('acme') });
    const { stdout } = await runCommand(['connect', 'curl'], { cwd: declared.folder });
    declared.dispose();
    expect(stdout).toContain(' https://mcp.example.com/mcp/acme ');
  });
});

describe('a key', () => {
  test('is printed for nobody who did not ask', async () => {
    for (const client of ['claude-code', 'cursor', 'vscode', 'n8n', 'inspector', 'curl', 'claude-desktop']) {
      const { stdout, stderr } = await run(client, '--url', gateway.url);
      expect(stdout + stderr).not.toContain(localKey);
    }
  });

  test('of this machine is for this machine alone', async () => {
    expect(await printed('n8n', '--show-key')).toContain(`Bearer ${localKey}`);
    const { code, stdout, stderr } = await run('n8n', '--show-key', '--url', 'https://mcp.example.cl');
    expect([code, stdout, stderr]).toEqual([64, '', expect.stringContaining('this machine only')]);
  });
});

describe('beside it', () => {
  const remarkOf = async (...words: string[]) => (await run('curl', ...words)).stderr;

  test('is said how to make a key, and nothing about a gateway that answers', async () => {
    const remark = await remarkOf('--url', gateway.url);
    expect(remark).toContain('smarteros key create --tenant acme');
    expect(remark).not.toMatch(/answers/);
  });

  test('is said that no gateway answers, or that of others', async () => {
    expect(await remarkOf('--url', 'http://127.0.0.1:9')).toContain('No gateway answers at http://127.0.0.1:9 yet');
    const other = createWorkspace({ ...system(), ...tenant('acme') });
    const foreign = await startGateway(other.folder);
    expect(await remarkOf('--url', foreign.url)).toMatch(/does it serve another one\?.* name it with --url/);
    await foreign.stop();
    other.dispose();
  });

  test.each([
    ['curl', /put it into SMARTEROS_KEY\./],
    ['claude-desktop', /put it in place of <key>\./],
    ['n8n', /put it in place of <key>\./],
    ['vscode', /the editor asks for it\./],
  ])('is said to %s where the key goes', async (client, told) => {
    expect((await run(client, '--url', gateway.url)).stderr).toMatch(told);
  });

  test('are lines that can be pasted, whatever the folder is called', async () => {
    const remark = await remarkOf('--url', 'http://127.0.0.1:9');
    const [make = '', begin = ''] = remark.split('\n').filter((line) => line.startsWith('  smarteros '));
    const words = async (line: string) => JSON.parse(await paste(line.trim())) as string[];
    expect(await words(make)).toEqual([
      'key',
      'create',
      '--tenant',
      'acme',
      '--client',
      'agent',
      '--allow',
      '*',
      '--workspace',
      workspace,
    ]);
    expect(await words(begin)).toEqual(['serve', '--workspace', workspace, '--port', '9']);
  });
});

test('a gateway elsewhere needs no workspace', async () => {
  const connect = (...words: string[]) => runCommand(['connect', ...words], { cwd: outer.folder });
  const there = await connect('cursor', '--url', 'https://mcp.example.cl/mcp/demo', '--format', 'json');
  expect(JSON.parse(there.stdout)).toMatchObject({ mcpServers: { demo: { url: 'https://mcp.example.cl/mcp/demo' } } });
  const unnamed = await connect('cursor', '--url', 'https://mcp.example.cl');
  expect([unnamed.code, unnamed.stderr]).toEqual([64, expect.stringContaining('--tenant')]);
});

test.each([
  [['cursr'], 'Did you mean "cursor"?'],
  [['n8n', '--stdio'], 'starts no programs'],
  [['curl', '--format', 'json'], 'JSON'],
  [['curl', '--url', 'mcp.example.cl'], '--url takes'],
  [['curl', '--url', 'https://a.example/mcp/acme', '--tenant', 'demo'], '"acme"'],
  [['curl', '--url', 'https://a.example/mcp/%zz'], '--url takes'],
  [['curl', '--tenant', 'acmee'], 'Did you mean "acme"?'],
  [['curl', '--key-from', 'MY KEY'], '--key-from takes'],
])('%j is told what to write instead', async (words, told) => {
  const { code, stdout, stderr } = await run(...words);
  expect([code, stdout, stderr]).toEqual([64, '', expect.stringContaining(told)]);
});

test('without a client, all are listed', async () => {
  const { stdout } = await runCommand(['connect'], { cwd: outer.folder });
  for (const name of [
    'claude-code',
    'claude-desktop',
    'claude-ai',
    'chatgpt',
    'cursor',
    'vscode',
    'n8n',
    'inspector',
    'curl',
  ])
    expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
});
