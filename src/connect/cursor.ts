/** Cursor. Formats: https://cursor.com/docs/mcp and https://cursor.com/docs/mcp/install-links */
import { bearer, pretty, programEntry, type Client, type Target } from './setup.ts';

/** The editor: a file of a project or of a person, or a link that adds the server. */
export const cursor: Client = {
  title: 'Cursor',
  summary: '.cursor/mcp.json, and a link that adds the server',
  ways: ['http', 'stdio'],
  setup: (target) => {
    const json = { mcpServers: { [target.name]: entry(target) } };
    return {
      pieces: [
        { where: 'In .cursor/mcp.json of a project, or ~/.cursor/mcp.json for all', text: pretty(json) },
        { where: 'Or as a link, to be opened in a browser', text: link(target) },
      ],
      notes: [],
      json,
    };
  },
};

function entry({ way, url, key, program }: Target): object {
  if (way === 'stdio') return { type: 'stdio', ...programEntry(program) };
  return { url, headers: { Authorization: bearer(key, `\${env:${key.variable}}`) } };
}

/** The entry without its name, in Base64 (RFC 4648 section 4), whose `+`, `/` and `=` mean something else in a query. */
function link(target: Target): string {
  const config = Buffer.from(JSON.stringify(entry(target)), 'utf8').toString('base64');
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${encodeURIComponent(target.name)}&config=${encodeURIComponent(config)}`;
}
