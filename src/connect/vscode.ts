/** VS Code. Formats: https://code.visualstudio.com/docs/copilot/reference/mcp-configuration; `--add-mcp` takes `inputs` too. */
import { bearer, pretty, programEntry, type Client, type Target } from './setup.ts';
import { shellLine } from './shell-words.ts';

/** The editor, which asks for the key once and keeps it. */
export const vscode: Client = {
  title: 'VS Code',
  summary: '.vscode/mcp.json, which asks for the key, and the line "code --add-mcp …"',
  ways: ['http', 'stdio'],
  setup: (target) => {
    const [inputs, entry] = parts(target);
    const json = { ...inputs, servers: { [target.name]: entry } };
    const added = JSON.stringify({ name: target.name, ...entry, ...inputs });
    return {
      pieces: [
        { where: 'In .vscode/mcp.json of a project', text: pretty(json) },
        { where: 'Or in a terminal, for all projects', text: shellLine(['code', '--add-mcp', added], target.shell) },
      ],
      notes: [],
      json,
    };
  },
};

/** What is asked for, and the server's entry. */
function parts({ way, name, url, key, program }: Target): readonly [inputs: object, entry: object] {
  if (way === 'stdio') return [{}, { type: 'stdio', ...programEntry(program) }];
  const id = `${name}-key`;
  const input = { type: 'promptString', id, description: `SmarterOS key for ${name}`, password: true };
  const headers = { Authorization: bearer(key, `\${input:${id}}`) };
  return [key.value === null ? { inputs: [input] } : {}, { type: 'http', url, headers }];
}
