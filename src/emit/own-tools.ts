/**
 * The tools that the gateway itself offers beside capabilities: to find and call those of a large tenant, and to read on
 * where a result was cut. Their words are few, as every conversation of an agent begins with them.
 */
import type { ToolDescription } from './tool.ts';

/** Names that no capability's tool may have. */
export const ownToolNames = [
  'search_capabilities',
  'describe_capability',
  'call_read',
  'call_write',
  'read_more',
] as const;

/** One of the gateway's own tools. */
export type OwnTool = (typeof ownToolNames)[number];

/** True for the name of one of the gateway's own tools. */
export function isOwnTool(name: string): name is OwnTool {
  return (ownToolNames as readonly string[]).includes(name);
}

/** Most capabilities that one search names. */
export const mostMatches = 10;

const capability = { type: 'string', description: 'Its name, such as orders.search.', maxLength: 64 } as const;
const args = { type: 'object', description: 'As describe_capability tells them.' } as const;

const reading = { readOnlyHint: true, destructiveHint: false, idempotentHint: true };

/** What each of them is listed as (MCP 2026-07-28, `Tool`); every client takes schemas as plain as these. */
export const ownTools: Readonly<Record<OwnTool, ToolDescription>> = {
  search_capabilities: {
    name: 'search_capabilities',
    title: 'Search capabilities · Buscar capacidades',
    description:
      'Finds what can be done here by what is wanted, in Spanish or English. Gives names, arguments and how sure it is; says so when nothing fits. Busca qué se puede hacer.',
    inputSchema: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'One sentence: ¿Cuántos pedidos tengo?', minLength: 1, maxLength: 500 },
        limit: { type: 'integer', minimum: 1, maximum: mostMatches },
      },
      required: ['query'],
      additionalProperties: false,
    },
    annotations: annotations('Search capabilities · Buscar capacidades', { ...reading, openWorldHint: false }),
  },
  describe_capability: {
    name: 'describe_capability',
    title: 'Describe a capability · Describir una capacidad',
    description: 'Gives the schemas of a capability’s arguments and result, with examples. Describe una capacidad.',
    inputSchema: {
      type: 'object',
      properties: { capability },
      required: ['capability'],
      additionalProperties: false,
    },
    annotations: annotations('Describe a capability · Describir una capacidad', { ...reading, openWorldHint: false }),
  },
  call_read: {
    name: 'call_read',
    title: 'Call a capability that reads · Consultar',
    description: 'Calls a capability that only reads. Llama a una capacidad que solo consulta.',
    inputSchema: {
      type: 'object',
      properties: { capability, arguments: args },
      required: ['capability'],
      additionalProperties: false,
    },
    annotations: annotations('Call a capability that reads · Consultar', { ...reading, openWorldHint: true }),
  },
  call_write: {
    name: 'call_write',
    title: 'Call a capability that writes · Modificar',
    description: 'Calls a capability that changes something. Llama a una capacidad que modifica datos.',
    inputSchema: {
      type: 'object',
      properties: { capability, arguments: args },
      required: ['capability'],
      additionalProperties: false,
    },
    annotations: annotations('Call a capability that writes · Modificar', {
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: true,
    }),
  },
  read_more: {
    name: 'read_more',
    title: 'Read more · Leer más',
    description: 'Gives the rest of a result that was cut, by its cursor. Sigue leyendo un resultado cortado.',
    inputSchema: {
      type: 'object',
      properties: { cursor: { type: 'string', maxLength: 4096 } },
      required: ['cursor'],
      additionalProperties: false,
    },
    annotations: annotations('Read more · Leer más', { ...reading, openWorldHint: true }),
  },
};

function annotations(
  title: string,
  hints: Omit<ToolDescription['annotations'], 'title'>,
): ToolDescription['annotations'] {
  return { title, ...hints };
}
