/** What of a tenant can be read: its overview, and each capability that the caller may see (MCP 2026-07-28, `resources/…`). */
import {
  ProtocolError,
  ResourceNotFoundError,
  type ListResourcesResult,
  type ListResourceTemplatesResult,
} from '@modelcontextprotocol/server';
import { trialEnd } from '../call/authorize.ts';
import { capabilityDocument } from '../emit/capability-document.ts';
import { tenantOverview } from '../emit/overview.ts';
import type { Operation } from '../table/table.ts';
import { completionOf } from './mcp-completion.ts';
import { pageOf } from './mcp-pages.ts';
import type { McpResources } from './mcp-port.ts';
import { shortened } from './mcp-protocol.ts';
import type { ToolScope } from './mcp-scope.ts';

type Listed = ListResourcesResult['resources'][number];
type Template = ListResourceTemplatesResult['resourceTemplates'][number];
type ResourceScope = Pick<ToolScope, 'shard' | 'operations' | 'serving'>;

/** The rights are those of the caller's list; whoever may call nothing reads nothing. */
export function resourcesOf(scope: ResourceScope): McpResources {
  const { shard } = scope;
  const capabilities = `smarteros://${shard.name}/capabilities/`;
  const seen = scope.operations;
  return {
    list: (cursor) => {
      const all = seen().length === 0 ? [] : ['overview' as const, ...seen()];
      const { entries, ...more } = pageOf(all, placeOf, cursor);
      const resources = entries.map((entry) =>
        entry === 'overview' ? overviewEntry(scope) : entryOf(capabilities, entry),
      );
      return { resources, ...more };
    },
    templates: (cursor) => {
      const { entries, ...more } = pageOf(seen().length === 0 ? [] : [templateOf(capabilities)], nameOf, cursor);
      return { resourceTemplates: [...entries], ...more };
    },
    read: (uri) => {
      const text = textOf(scope, capabilities, uri);
      if (text === null) throw new ResourceNotFoundError(uri, unknownResource(uri));
      return { contents: [{ uri, ...text }] };
    },
    complete: (template, variable, written) => {
      if (template !== `${capabilities}{name}`) throw unknownTemplate(template);
      if (variable !== 'name') throw new ProtocolError(-32602, 'The template has one variable, "name".');
      return completionOf(
        seen().map(({ capability }) => capability),
        written,
      );
    },
  };
}

/** The overview goes before every capability. */
function placeOf(entry: 'overview' | Operation): string {
  return entry === 'overview' ? '' : entry.capability;
}

function nameOf({ name }: Template): string {
  return name;
}

function overviewUri({ shard }: ResourceScope): string {
  return `smarteros://${shard.name}/overview`;
}

function overviewEntry(scope: ResourceScope): Listed {
  const { title } = scope.shard;
  return {
    uri: overviewUri(scope),
    name: 'overview',
    title: `${title}: resumen · overview`,
    description: `Qué hace ${title}, qué se puede llamar y con qué límites. What ${title} is, what can be called, and within which limits.`,
    mimeType: 'text/markdown',
  };
}

function entryOf(capabilities: string, { capability, title, description }: Operation): Listed {
  return { uri: capabilities + capability, name: capability, title, description, mimeType: 'application/json' };
}

function templateOf(capabilities: string): Template {
  return {
    uriTemplate: `${capabilities}{name}`,
    name: 'capability',
    title: 'Capacidad · Capability',
    description:
      'Los esquemas de una capacidad por su nombre. The schemas of a capability by its name, such as orders.search.',
    mimeType: 'application/json',
  };
}

interface ResourceText {
  readonly mimeType: string;
  readonly text: string;
}

/**
 * URIs are compared as they are: one that is written otherwise, with escapes, capitals or steps upwards, is another one, and
 * there is none of it.
 */
function textOf(scope: ResourceScope, capabilities: string, uri: string): ResourceText | null {
  const operations = scope.operations();
  if (operations.length === 0) return null;
  if (uri === overviewUri(scope)) return { mimeType: 'text/markdown', text: overviewText(scope) };
  const name = uri.startsWith(capabilities) ? uri.slice(capabilities.length) : null;
  const operation = operations.find(({ capability }) => capability === name);
  if (operation === undefined) return null;
  return { mimeType: 'application/json', text: JSON.stringify(capabilityDocument(operation)) };
}

function overviewText({ shard, serving, operations }: ResourceScope): string {
  const endsAt = shard.trial === null ? null : new Date(trialEnd(serving, shard)).toISOString();
  return tenantOverview(shard, operations(), { trialEndsAt: endsAt, hosts: serving.routes.table.system.hosts });
}

function unknownResource(uri: string): string {
  return `Unknown resource: ${shortened(uri)}. Call resources/list for the resources that you may read.`;
}

function unknownTemplate(template: string): ProtocolError {
  return new ProtocolError(
    -32602,
    `Unknown resource template: ${shortened(template)}. Call resources/templates/list for those that there are.`,
  );
}
