/** A gateway in the measured process itself, in which nothing may go wrong unseen. */
import type { GatewayLog } from '../../src/open-gateway.ts';
import { startServer, type RunningServer } from '../../src/server.ts';

/** Throws what a log is told of: a benchmark that goes on would measure something else. */
export function fail(error: unknown): never {
  throw error;
}

/** Serves a workspace on a free port, for clients with keys only. `log` hears what a benchmark waits for. */
export function serveHere(workspace: string, log: Partial<GatewayLog>): Promise<RunningServer> {
  return startServer({
    workspace,
    host: '127.0.0.1',
    port: 0,
    localKey: false,
    shared: null,
    jsonLog: null,
    log: {
      reloaded: () => {},
      rolledBack: () => {},
      happened: () => {},
      secretFailed: () => {},
      emptied: () => {},
      versionsFailed: fail,
      snapshotFailed: fail,
      failed: fail,
      ...log,
    },
  });
}
