/** Claude Code. Formats: https://code.claude.com/docs/en/mcp */
import { bearer, headerWord, pretty, programEntry, programWords, type Client, type Target } from './setup.ts';
import { shellLine, type Word } from './shell-words.ts';

/** The command-line agent: its own command, or a file that a project shares. */
export const claudeCode: Client = {
  title: 'Claude Code',
  summary: 'the line "claude mcp add …", and .mcp.json',
  ways: ['http', 'stdio'],
  setup: (target) => {
    const json = { mcpServers: { [target.name]: entry(target) } };
    return {
      pieces: [
        { where: 'In a terminal', text: shellLine(line(target), target.shell) },
        { where: 'Or in .mcp.json of a project, for everyone who works on it', text: pretty(json) },
      ],
      notes: [],
      json,
    };
  },
};

/** Its own options stand before the name, but `--header` takes every word that follows it. */
function line({ way, name, url, key, program }: Target): readonly Word[] {
  if (way === 'http') return ['claude', 'mcp', 'add', '--transport', 'http', name, url, '--header', headerWord(key)];
  const env = Object.entries(program.env).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]);
  return ['claude', 'mcp', 'add', '--transport', 'stdio', name, ...env, '--', ...programWords(program)];
}

function entry({ way, url, key, program }: Target): object {
  if (way === 'stdio') return { type: 'stdio', ...programEntry(program) };
  return { type: 'http', url, headers: { Authorization: bearer(key, `\${${key.variable}}`) } };
}
