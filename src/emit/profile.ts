/** What a client's model takes of JSON Schema, by the client's name. */

/** Clients that differ in what they take; `plain` is what all of them take. */
export type ToolProfile = 'claude' | 'openai' | 'gemini' | 'vscode' | 'cursor' | 'plain';

/** How clients' names begin, in lower case and with hyphens; where they come from is in docs/decisions/0035-client-profiles.md. */
const beginnings: Readonly<Record<string, ToolProfile>> = {
  claude: 'claude',
  anthropic: 'claude',
  openai: 'openai',
  chatgpt: 'openai',
  codex: 'openai',
  gemini: 'gemini',
  antigravity: 'gemini',
  'visual-studio-code': 'vscode',
  vscode: 'vscode',
  'github-copilot': 'vscode',
  copilot: 'vscode',
  cursor: 'cursor',
};

const byLength = Object.keys(beginnings).toSorted((one, other) => other.length - one.length);

/** No beginning is longer; a name is the caller's own word and may be of any length. */
const longestName = 64;

/**
 * The profile of a client by the name that it gives itself (`clientInfo.name`); one that is not known, or gives none, is plain.
 * Case, spaces and what follows the name (`claude-ai (via mcp-remote 0.1.37)`) do not matter. It chooses a form and grants nothing:
 * anybody may give any name.
 */
export function profileOf(clientName: string | undefined): ToolProfile {
  if (clientName === undefined) return 'plain';
  const name = clientName
    .slice(0, longestName)
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  const beginning = byLength.find((one) => name.startsWith(one) && !/[a-z0-9]/.test(name.charAt(one.length)));
  return beginning === undefined ? 'plain' : (beginnings[beginning] as ToolProfile);
}
