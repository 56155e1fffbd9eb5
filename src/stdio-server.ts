/** The composition root of `mcp`: an open gateway, and one client on standard input and output. */
import type { Readable, Writable } from 'node:stream';
import { admitTenant, findTenant } from './call/authorize.ts';
import { openGateway, type GatewayOptions } from './open-gateway.ts';
import type { Problem } from './problem.ts';
import { createStdioFace } from './serve/mcp-stdio.ts';
import { serveConnection, type Connection } from './stdio/connection.ts';
import type { RollbackRefusal } from './versions/rollback.ts';
import type { ServedNow } from './versions/versions.ts';

/** How long calls under way may take to finish when the client is gone, or the process is asked to stop. */
const graceMs = 10_000;

/** A gateway for one client. */
export interface StdioServer {
  problems(): readonly Problem[];
  /** The tenants that are declared, those without a version that can be served among them. */
  tenants(): readonly string[];
  /** Why a tenant cannot be served now, in words; null when it can. */
  refusal(tenant: string): string | null;
  /** What is served, and in whose place. */
  now(): ServedNow;
  /** Why the rollback of the last process is not in force; null when it is, or there was none. */
  readonly lostPin: RollbackRefusal | null;
  /** Serves a tenant to the client at the other end, until that one is gone or `end` is called. */
  serve(tenant: string, input: Readable, output: Writable): Connection;
  /** Writes what waits, then closes everything. */
  close(): Promise<void>;
}

/** Opens a workspace for a client that starts it itself; rejects when the first build does not pass inspection. */
export async function openStdioServer(options: GatewayOptions): Promise<StdioServer> {
  let tell: (tenants: readonly string[]) => void = () => {};
  const open = await openGateway(options, null, (tenants) => tell(tenants));
  const { gateway } = open;
  return {
    problems: gateway.problems,
    tenants: () => [...gateway.serving().routes.tenants.keys()],
    refusal: (name) => {
      const serving = gateway.serving();
      const tenant = findTenant(serving, { kind: 'local' }, name);
      const shard = 'kind' in tenant ? tenant : admitTenant(serving, tenant);
      return 'kind' in shard ? shard.refusal.detail : null;
    },
    now: gateway.versions.now,
    lostPin: open.lostPin,
    serve: (tenant, input, output) => {
      const face = createStdioFace(gateway, tenant);
      const connection = serveConnection(input, output, face, { graceMs });
      tell = (tenants) => {
        if (!tenants.includes(tenant)) return;
        for (const notice of face.changed()) connection.notifyLegacy(notice);
      };
      open.keepFirst();
      return connection;
    },
    close: () => {
      open.announceStop();
      return open.close();
    },
  };
}
