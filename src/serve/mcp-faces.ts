/** The MCP face of each tenant: made when its first request comes, kept across reloads, gone with the tenant. */
import { randomUUID } from 'node:crypto';
import type { Gateway } from './gateway.ts';
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
  const faces = new Map<string, McpFace>();
  return {
    of: (tenant) => {
      let face = faces.get(tenant);
      if (face === undefined) faces.set(tenant, (face = createMcpFace()));
      return face;
    },
    changed: (tenant) => {
      const face = faces.get(tenant);
      face?.toolsChanged();
      if (face === undefined || gateway.serving().routes.tenants.has(tenant)) return;
      faces.delete(tenant);
      face.close().catch((error: unknown) => gateway.onError(error, randomUUID()));
    },
    close: async () => {
      await Promise.all([...faces.values()].map((face) => face.close()));
      faces.clear();
    },
  };
}
