import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clients } from './clients.ts';
import type { Setup, Target } from './setup.ts';

const program = {
  command: '/opt/node 24/bin/node',
  args: ['/opt/smarteros/bin/smarteros.js', 'mcp', '--tenant', 'demo', '--workspace', '/srv/it\'s "ours"'],
  env: {},
};
const demo: Target = {
  name: 'demo',
  url: 'http://127.0.0.1:8787/mcp/demo',
  program,
  way: 'http',
  key: { variable: 'SMARTEROS_KEY', value: null },
  hasLogin: false,
  shell: 'posix',
};

function setupOf(name: string, target: Partial<Target> = {}): Setup {
  const client = clients[name];
  if (client === undefined) throw new Error(`There is no client ${name}.`);
  return client.setup({ ...demo, ...target });
}

const http = Object.keys(clients).filter((name) => clients[name]?.ways.includes('http'));
const stdio = Object.keys(clients).filter((name) => clients[name]?.ways.includes('stdio'));
const whole = (setup: Setup) => JSON.stringify(setup);

describe.each(http)('%s by URL', (name) => {
  test('is told the endpoint', () => {
    const texts = setupOf(name).pieces.map(({ text }) => text);
    expect(texts.join('\n')).toContain(demo.url);
  });

  test('is given a key that is to be printed, and no place for one beside it', () => {
    const texts = whole(setupOf(name, { key: { variable: 'SMARTEROS_KEY', value: 'smos_secret' } }));
    if (name === 'claude-ai' || name === 'chatgpt') expect(texts).not.toContain('smos_secret');
    else expect(texts).toContain('Bearer smos_secret');
    expect(texts).not.toMatch(/SMARTEROS_KEY|<key>|input:/);
  });
});

test('the configuration of every client is JSON that can be parsed, and the piece to paste is the same', () => {
  const path = fc.string({ unit: fc.constantFrom(...' \'"\\$`{}/:aZñ\n\u2028') });
  fc.assert(
    fc.property(path, path, fc.constantFrom('posix' as const, 'powershell' as const), (command, folder, shell) => {
      const own = { command, args: ['mcp', '--workspace', folder], env: { SMARTEROS_KEY: folder } };
      for (const name of stdio) {
        const { json, pieces } = setupOf(name, { program: own, way: 'stdio', shell });
        expect(JSON.stringify(json)).toContain(JSON.stringify(own.args));
        for (const { text } of pieces) if (text.startsWith('{')) expect(JSON.parse(text)).toEqual(json);
      }
    }),
  );
});

test('Claude Code takes a URL with a key from the environment, or a program', () => {
  const byUrl = setupOf('claude-code');
  expect(byUrl.pieces[0]?.text).toBe(
    'claude mcp add --transport http demo http://127.0.0.1:8787/mcp/demo --header "Authorization: Bearer $SMARTEROS_KEY"',
  );
  expect(byUrl.json).toEqual({
    mcpServers: {
      demo: { type: 'http', url: demo.url, headers: { Authorization: 'Bearer ${SMARTEROS_KEY}' } },
    },
  });
  const env = { SMARTEROS_KEY: '<key>' };
  const byProgram = setupOf('claude-code', { way: 'stdio', program: { ...program, env } });
  expect(byProgram.pieces[0]?.text).toMatch(/^claude mcp add --transport stdio demo --env 'SMARTEROS_KEY=<key>' -- '/);
  expect(byProgram.json).toEqual({ mcpServers: { demo: { type: 'stdio', ...program, env } } });
});

test('Claude Desktop starts a program in any case', () => {
  const { command, args } = program;
  expect(clients['claude-desktop']?.ways).toEqual(['stdio']);
  expect(setupOf('claude-desktop', { way: 'stdio' }).json).toEqual({ mcpServers: { demo: { command, args } } });
});

test('VS Code asks for the key, by file and by command line', () => {
  const { json, pieces } = setupOf('vscode');
  const input = { type: 'promptString', id: 'demo-key', description: 'SmarterOS key for demo', password: true };
  const server = { type: 'http', url: demo.url, headers: { Authorization: 'Bearer ${input:demo-key}' } };
  expect(json).toEqual({ inputs: [input], servers: { demo: server } });
  const added = /^code --add-mcp '(.*)'$/.exec(pieces[1]?.text ?? '')?.[1] ?? '';
  expect(JSON.parse(added)).toEqual({ name: 'demo', ...server, inputs: [input] });
});

test('Cursor’s link holds the same entry as its file, without the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('http' as const, 'stdio' as const), (folder, way) => {
      const { json, pieces } = setupOf('cursor', { way, program: { ...program, args: [folder] } });
      const link = new URL(pieces[1]?.text ?? '');
      expect([link.protocol, link.host, link.pathname]).toEqual([
        'cursor:',
        'anysphere.cursor-deeplink',
        '/mcp/install',
      ]);
      expect(link.searchParams.get('name')).toBe('demo');
      const config = Buffer.from(link.searchParams.get('config') ?? '', 'base64').toString('utf8');
      expect({ mcpServers: { demo: JSON.parse(config) } }).toEqual(json);
    }),
  );
});

test('n8n gets a node that can be pasted, and the credential beside it', () => {
  const { json, pieces } = setupOf('n8n');
  expect(json).toMatchObject({
    nodes: [
      {
        type: '@n8n/n8n-nodes-langchain.mcpClientTool',
        parameters: { endpointUrl: demo.url, serverTransport: 'httpStreamable', authentication: 'headerAuth' },
      },
    ],
    connections: {},
  });
  expect(whole({ pieces: [], notes: [], json })).not.toContain('key');
  expect(pieces[1]?.text).toBe('Authorization\nBearer <key>');
});

describe.each(['claude-ai', 'chatgpt'])('%s', (name) => {
  const notesOf = (target: Partial<Target>) => setupOf(name, target).notes.join('\n');
  const url = 'https://mcp.example.cl/mcp/demo';

  test('is told to be ready where there is a public address and an issuer', () => {
    expect(notesOf({ url, hasLogin: true })).toMatch(/^Nothing else/);
    // The manifests of a gateway elsewhere are not here to be looked at.
    expect(notesOf({ url, hasLogin: null })).toMatch(/^Nothing else/);
  });

  test.each([
    ['an issuer', { url, hasLogin: false }, /issuer/],
    ['a public address', { hasLogin: true }, /public https address/],
    ['https', { url: 'http://mcp.example.cl/mcp/demo', hasLogin: true }, /public https address/],
    ['an address elsewhere', { url: 'https://[::1]/mcp/demo', hasLogin: true }, /public https address/],
  ])('says that %s is missing', (_what, target, reason) => {
    expect(notesOf(target)).toMatch(/^Missing: /);
    expect(notesOf(target)).toMatch(reason);
  });
});
