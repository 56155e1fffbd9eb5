/** All clients that a configuration is printed for. */
import { chatGpt, claudeAi } from './chat.ts';
import { claudeCode } from './claude-code.ts';
import { claudeDesktop } from './claude-desktop.ts';
import { curl } from './curl.ts';
import { cursor } from './cursor.ts';
import { inspector } from './inspector.ts';
import { n8n } from './n8n.ts';
import type { Client } from './setup.ts';
import { vscode } from './vscode.ts';

/** By the word that chooses one, in the order in which they are listed. */
export const clients: Readonly<Record<string, Client>> = {
  'claude-code': claudeCode,
  'claude-desktop': claudeDesktop,
  'claude-ai': claudeAi,
  chatgpt: chatGpt,
  cursor,
  vscode,
  n8n,
  inspector,
  curl,
};
