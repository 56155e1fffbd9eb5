/**
 * n8n's "MCP Client Tool" (https://docs.n8n.io/integrations/builtin/cluster-nodes/sub-nodes/n8n-nodes-langchain.toolmcp/).
 * Version 1.1 of the node is the first that speaks streamable HTTP; every later n8n runs it.
 */
import { bearer, placeholder, pretty, type Client } from './setup.ts';

/** The workflow engine: a node for an AI Agent. Credentials are not pasted: n8n keeps them apart. */
export const n8n: Client = {
  title: 'n8n',
  summary: 'an MCP Client Tool node to paste into a workflow',
  ways: ['http'],
  setup: ({ name, url, key }) => {
    const json = { nodes: [node(name, url)], connections: {} };
    return {
      pieces: [
        { where: 'On the canvas of a workflow, by Ctrl+V', text: pretty(json) },
        {
          where: 'In the node, Authentication "Header Auth", a new credential with this Name and Value',
          text: `Authorization\n${bearer(key, placeholder)}`,
        },
      ],
      notes: [
        "Connect the node to an AI Agent's Tool input.",
        'An n8n in a container or elsewhere does not reach 127.0.0.1 of this machine: name an address that it reaches with --url.',
      ],
      json,
    };
  },
};

function node(name: string, endpointUrl: string): object {
  return {
    parameters: {
      endpointUrl,
      serverTransport: 'httpStreamable',
      authentication: 'headerAuth',
      include: 'all',
      options: {},
    },
    type: '@n8n/n8n-nodes-langchain.mcpClientTool',
    typeVersion: 1.1,
    position: [0, 0],
    name: `SmarterOS ${name}`,
  };
}
