/** What a client's model takes of JSON Schema, by the client's name. */

/** Clients that differ in what they take; `plain` is what all of them take. */
export type ToolProfile = 'claude' | 'openai' | 'gemini' | 'vscode' | 'cursor' | 'plain';

/** The profile of a client by the name that it gives itself (`clientInfo.name`); one that is not known, or gives none, is plain. */
export function profileOf(_clientName: string | undefined): ToolProfile {
  return 'plain';
}
