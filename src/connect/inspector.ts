/** The MCP Inspector 2.x. Flags: https://modelcontextprotocol.io/docs/latest/tools/inspector */
import { bearer, headerWord, placeholder, programEntry, programWords, type Client, type Target } from './setup.ts';
import { shellLine, type Word } from './shell-words.ts';

/** The protocol's own tool, to look at tools and try calls without a model. */
export const inspector: Client = {
  title: 'MCP Inspector',
  summary: 'a line that lists the tools without a model',
  ways: ['http', 'stdio'],
  setup: (target) => ({
    pieces: [{ where: 'In a terminal', text: shellLine(line(target), target.shell) }],
    notes: [
      'With "--method tools/call --tool-name NAME --tool-args-json JSON" it calls one; with --web in place of --cli it opens a page.',
    ],
    json: { mcpServers: { [target.name]: entry(target) } },
  }),
};

function line({ way, url, key, program }: Target): readonly Word[] {
  const start = ['npx', '@modelcontextprotocol/inspector@2.12.0', '--cli'];
  if (way === 'http')
    return [...start, url, '--transport', 'http', '--header', headerWord(key), '--method', 'tools/list'];
  const env = Object.entries(program.env).flatMap(([variable, value]) => ['-e', `${variable}=${value}`]);
  return [...start, ...env, '--method', 'tools/list', '--', ...programWords(program)];
}

function entry({ way, url, key, program }: Target): object {
  if (way === 'stdio') return { type: 'stdio', ...programEntry(program) };
  return { type: 'streamable-http', url, headers: { Authorization: bearer(key, placeholder) } };
}
