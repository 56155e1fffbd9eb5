/** What the suite wants of a server and this product does not have, as the extension that `startServer` takes from tests. */
import type { ServerContext } from '@modelcontextprotocol/server';
import type { Entry, ExtensionHandler, McpExtension } from '../src/serve/extension.ts';
import { tellingTools } from './notices.ts';
import { getPrompt, prompts } from './prompts.ts';
import { askingTools } from './questions.ts';
import { requestingSchemas, requestingTools } from './requests-to-clients.ts';
import { readResource, resources, templates } from './resources.ts';
import { noArguments } from './texts.ts';

const withoutArguments = { ...tellingTools, ...askingTools };

const tools: readonly Entry[] = [
  ...Object.keys(withoutArguments).map((name) => toolOf(name, noArguments)),
  ...Object.entries(requestingSchemas).map(([name, schema]) => toolOf(name, schema)),
];

function toolOf(name: string, inputSchema: Entry): Entry {
  return { name, description: `What the suite expects of ${name}.`, inputSchema };
}

const done: ExtensionHandler = () => ({});

/** Everything of it. */
export const conformanceModule: McpExtension = {
  // 2026-07-28 has done away with both.
  capabilities: (era) => (era === 'legacy' ? { resources: { subscribe: true }, logging: {} } : {}),
  tools,
  lists: {
    'prompts/list': prompts,
    'resources/list': resources,
    'resources/templates/list': templates,
  },
  handlers: {
    'tools/call': ({ name, arguments: args }, context) => callTool(String(name), objectOf(args), context),
    'prompts/get': ({ name, arguments: args }, context) => getPrompt(String(name), objectOf(args), context),
    'resources/read': ({ uri }) => readResource(String(uri)),
    'resources/subscribe': done,
    'resources/unsubscribe': done,
  },
};

function callTool(name: string, args: Entry, context: ServerContext): ReturnType<ExtensionHandler> {
  if (Object.hasOwn(requestingTools, name)) return requestingTools[name]?.(args, context);
  return Object.hasOwn(withoutArguments, name) ? withoutArguments[name]?.(context) : undefined;
}

function objectOf(value: unknown): Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entry) : {};
}
