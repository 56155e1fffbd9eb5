/** The MCP face of each tenant: made when its first request comes, kept across reloads, gone with the tenant. */
import { randomUUID } from 'node:crypto';
import type { TenantShard } from '../table/table.ts';
import type { Gateway } from './gateway.ts';
import { changedLists } from './mcp-notices.ts';
import { createMcpFace, type McpFace } from './mcp.ts';

/** All faces that are in use. */
export interface McpFaces {
  of(tenant: string): McpFace;
  /** To be called after a reload: those who listen are told, and a tenant that is gone loses its face. */
  changed(tenant: string): void;
  /** Ends all open streams. */
  close(): Promise<void>;
}

/** Begins without any. */
export function createMcpFaces(gateway: Gateway): McpFaces {
  const faces = new Map<string, Known>();
  const shardOf = (tenant: string) => gateway.serving().routes.tenants.get(tenant)?.shard ?? null;
  return {
    of: (tenant) => {
      let known = faces.get(tenant);
      if (known === undefined)
        faces.set(tenant, (known = { face: createMcpFace(gateway.mcpExtension), shard: shardOf(tenant) }));
      return known.face;
    },
    changed: (tenant) => {
      const known = faces.get(tenant);
      if (known === undefined) return;
      tell(known, shardOf(tenant));
      if (gateway.serving().routes.tenants.has(tenant)) return;
      faces.delete(tenant);
      known.face.close().catch((error: unknown) => gateway.onError(error, randomUUID()));
    },
    close: async () => {
      await Promise.all([...faces.values()].map(({ face }) => face.close()));
      faces.clear();
    },
  };
}

/** A face, and the version of its tenant that its clients have been told of. */
interface Known {
  readonly face: McpFace;
  shard: TenantShard | null;
}

function tell(known: Known, shard: TenantShard | null): void {
  const { prompts, resources } = changedLists(known.shard, shard);
  known.shard = shard;
  known.face.toolsChanged();
  if (prompts) known.face.promptsChanged();
  if (resources) known.face.resourcesChanged();
}
