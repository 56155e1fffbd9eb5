/** Prompts, resources and completion through the SDK's handler: what it leaves to a low-level server. */
import { ProtocolError, type Server, type ServerCapabilities } from '@modelcontextprotocol/server';
import type { McpView } from './mcp-port.ts';
import { listCache } from './mcp-protocol.ts';

/** What a server says of itself. Clients of earlier revisions hear of changes on a connection of their own alone. */
export function capabilitiesOf(view: McpView, era: 'legacy' | 'modern'): ServerCapabilities {
  const { prompts, resources } = view;
  const changing = era === 'modern' || view.isConnection === true ? { listChanged: true } : {};
  return {
    tools: changing,
    ...(prompts === undefined ? {} : { prompts: changing }),
    ...(resources === undefined ? {} : { resources: changing }),
    ...(prompts === undefined && resources === undefined ? {} : { completions: {} }),
  };
}

/** How long each list and what is read may be kept, and by whom. */
export const cacheHints = {
  'tools/list': listCache,
  'prompts/list': listCache,
  'resources/list': listCache,
  'resources/templates/list': listCache,
  'resources/read': listCache,
} as const;

/** Runs what answers a request; what it throws of ours goes to the client, anything else to the log. */
export type Guard = <T>(work: () => Promise<T>) => Promise<T>;

/** Gives a server the handlers of what the view has beside tools. */
export function handleOffers(server: Server, { prompts, resources }: McpView, guard: Guard): void {
  if (prompts !== undefined) {
    server.setRequestHandler('prompts/list', ({ params }) => guard(async () => prompts.list(params?.cursor)));
    server.setRequestHandler('prompts/get', ({ params }) =>
      guard(async () => prompts.get(params.name, params.arguments ?? {})),
    );
  }
  if (resources !== undefined) {
    server.setRequestHandler('resources/list', ({ params }) => guard(async () => resources.list(params?.cursor)));
    server.setRequestHandler('resources/templates/list', ({ params }) =>
      guard(async () => resources.templates(params?.cursor)),
    );
    server.setRequestHandler('resources/read', ({ params }) => guard(async () => resources.read(params.uri)));
  }
  if (prompts === undefined && resources === undefined) return;
  server.setRequestHandler('completion/complete', ({ params: { ref, argument } }) =>
    guard(async () => {
      const answer =
        ref.type === 'ref/prompt'
          ? prompts?.complete(ref.name, argument.name, argument.value)
          : resources?.complete(ref.uri, argument.name, argument.value);
      if (answer === undefined) throw new ProtocolError(-32602, 'Nothing of this kind is here to be completed.');
      return answer;
    }),
  );
}
