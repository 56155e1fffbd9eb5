/**
 * Claude Desktop. It starts programs and takes no URL from its file: https://support.claude.com/en/articles/11503834;
 * format and places: https://modelcontextprotocol.io/docs/develop/connect-local-servers
 */
import { pretty, programEntry, type Client } from './setup.ts';

/** The application on a person's machine. */
export const claudeDesktop: Client = {
  title: 'Claude Desktop',
  summary: 'claude_desktop_config.json, which starts "smarteros mcp"',
  ways: ['stdio'],
  setup: ({ name, program }) => {
    const json = { mcpServers: { [name]: programEntry(program) } };
    return {
      pieces: [{ where: 'In claude_desktop_config.json (Settings, Developer, Edit Config)', text: pretty(json) }],
      notes: [
        'Add the entry beside those that are there, then quit the application and start it again.',
        'The program is named by its whole path, as the application has no PATH of yours: print it anew after moving Node or the workspace.',
      ],
      json,
    };
  },
};
