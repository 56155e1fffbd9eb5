/** Prompts of a tenant, as one caller may see them (MCP 2026-07-28, `prompts/list` and `prompts/get`). */
import { ProtocolError, type GetPromptResult, type ListPromptsResult } from '@modelcontextprotocol/server';
import { fillPromptText } from '../table/prompt-text.ts';
import type { Prompt, TenantShard } from '../table/table.ts';
import { completionOf } from './mcp-completion.ts';
import { pageOf } from './mcp-pages.ts';
import type { McpPrompts } from './mcp-port.ts';
import { shortened } from './mcp-protocol.ts';
import type { ToolScope } from './mcp-scope.ts';

/** Longest text that is filled in, in UTF-16 units: with the places of a text it bounds what comes of it. */
const longestValue = 4000;

/** Everyone who may call something of the tenant sees its prompts; whoever may call nothing sees none. */
export function promptsOf(scope: Pick<ToolScope, 'shard' | 'operations'>): McpPrompts {
  const seen = (): TenantShard['prompts'] => (scope.operations().length === 0 ? {} : scope.shard.prompts);
  return {
    list: (cursor) => {
      const { entries, ...more } = pageOf(Object.values(seen()), ({ name }) => name, cursor);
      return { prompts: entries.map(listed), ...more };
    },
    get: (name, values) => filled(find(seen(), name), values),
    complete: (name, argument, written) => {
      const prompt = find(seen(), name);
      const found = prompt.arguments.find((one) => one.name === argument);
      if (found === undefined) throw unknownArgument(prompt, argument);
      return completionOf(found.values, written);
    },
  };
}

function find(prompts: TenantShard['prompts'], name: string): Prompt {
  const prompt = Object.hasOwn(prompts, name) ? prompts[name] : undefined;
  if (prompt !== undefined) return prompt;
  throw new ProtocolError(
    -32602,
    `Unknown prompt: ${shortened(name)}. Call prompts/list for the names of the prompts that there are.`,
  );
}

function listed({ name, title, description, arguments: args }: Prompt): ListPromptsResult['prompts'][number] {
  const told = args.map((one) => ({ name: one.name, description: one.description, required: one.required }));
  return { name, title, description, ...(told.length === 0 ? {} : { arguments: told }) };
}

function filled(prompt: Prompt, given: Readonly<Record<string, string>>): GetPromptResult {
  const values = new Map(Object.entries(given));
  for (const name of values.keys()) checkGiven(prompt, name, values.get(name) ?? '');
  const missing = prompt.arguments.filter(({ name, required }) => required && (values.get(name) ?? '') === '');
  if (missing.length > 0) throw missingArguments(prompt, missing);
  const text = fillPromptText(prompt.text, values);
  return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
}

function checkGiven(prompt: Prompt, name: string, value: string): void {
  if (!prompt.arguments.some((one) => one.name === name)) throw unknownArgument(prompt, name);
  if (value.length <= longestValue) return;
  throw new ProtocolError(
    -32602,
    `Argument "${name}" of prompt "${prompt.name}" has ${value.length} characters; ${longestValue} are the most.`,
  );
}

function unknownArgument({ name, arguments: known }: Prompt, argument: string): ProtocolError {
  const names = known.map((one) => `"${one.name}"`).join(', ');
  const takes = names === '' ? 'It takes none.' : `It takes ${names}.`;
  return new ProtocolError(-32602, `Prompt "${name}" has no argument "${shortened(argument)}". ${takes}`);
}

function missingArguments({ name }: Prompt, missing: Prompt['arguments']): ProtocolError {
  const told = missing.map((one) => `"${one.name}" (${one.description})`).join(', ');
  const words = missing.length === 1 ? 'a value for its argument' : 'values for its arguments';
  return new ProtocolError(-32602, `Prompt "${name}" needs ${words} ${told}.`);
}
