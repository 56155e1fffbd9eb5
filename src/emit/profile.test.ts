import { expect, test } from 'vitest';
import { profileOf, type ToolProfile } from './profile.ts';

test.each<[string, ToolProfile]>([
  ['claude-ai', 'claude'],
  ['claude-code', 'claude'],
  ['Claude Code', 'claude'],
  ['claude-ai (via mcp-remote 0.1.37)', 'claude'],
  ['Anthropic/ClaudeAI', 'claude'],
  ['Anthropic/Toolbox', 'claude'],
  ['openai-mcp', 'openai'],
  ['openai-mcp (ChatGPT)', 'openai'],
  ['ChatGPT', 'openai'],
  ['Codex', 'openai'],
  ['codex-mcp-client', 'openai'],
  ['gemini-cli-mcp-client', 'gemini'],
  ['gemini-cli-mcp-client-demo', 'gemini'],
  ['antigravity-client', 'gemini'],
  ['Visual Studio Code', 'vscode'],
  ['Visual-Studio-Code', 'vscode'],
  ['Visual Studio Code - Insiders', 'vscode'],
  ['github-copilot-developer', 'vscode'],
  ['GitHub Copilot CLI', 'vscode'],
  ['copilot-cli', 'vscode'],
  ['cursor', 'cursor'],
  ['cursor-vscode', 'cursor'],
  ['Cursor_vscode', 'cursor'],
  ['  CURSOR  ', 'cursor'],
  ['@n8n/n8n-nodes-langchain.mcpClientTool', 'plain'],
  ['mcp-inspector', 'plain'],
  ['mcp', 'plain'],
  ['opencode', 'plain'],
  ['claudette', 'plain'],
  ['my-claude', 'plain'],
  ['', 'plain'],
  ['__proto__', 'plain'],
  ['constructor', 'plain'],
])('%j is %s', (name, profile) => {
  expect(profileOf(name)).toBe(profile);
});

test('a client without a name is plain, and one with a very long name costs no more', () => {
  expect(profileOf(undefined)).toBe('plain');
  expect(profileOf('x'.repeat(10_000_000))).toBe('plain');
  expect(profileOf(`cursor ${'x'.repeat(1000)}`)).toBe('cursor');
});
