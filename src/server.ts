/** The composition root of `serve`: an open gateway, and a port on which it listens. */
import type { Build } from './build/build.ts';
import { openLocalKey } from './identity/local-key.ts';
import { openGateway, type GatewayOptions } from './open-gateway.ts';
import type { Problem } from './problem.ts';
import { listen, type Listener } from './serve/listen.ts';
import type { RollbackRefusal } from './versions/rollback.ts';
import type { ServedNow } from './versions/versions.ts';

/** How long calls under way may take to finish when the process is asked to stop. */
const graceMs = 10_000;

/** What `serve` is asked for. */
export interface ServerOptions extends GatewayOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Make and accept a key for callers on this machine. */
  readonly localKey: boolean;
}

/** A running server. */
export interface RunningServer {
  readonly url: string;
  /** The key for callers on this machine; null when there is none. */
  readonly localKey: string | null;
  build(): Build;
  problems(): readonly Problem[];
  /** What is served, and in whose place. */
  now(): ServedNow;
  /** Why the rollback of the last process is not in force; null when it is, or there was none. */
  readonly lostPin: RollbackRefusal | null;
  /** Finishes calls under way (at most ten seconds), then ends everything. */
  stop(): Promise<void>;
}

/** Starts serving a workspace; rejects when the port cannot be had, or the first build does not pass inspection. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const localKey = options.localKey ? await openLocalKey(options.workspace) : null;
  let listener: Listener | undefined;
  const open = await openGateway(options, localKey, (tenants) => listener?.toolsChanged(tenants));
  const stop = async () => {
    open.announceStop();
    await listener?.close(graceMs);
    await open.close();
  };
  try {
    listener = await listen(open.gateway, options.host, options.port);
    open.keepFirst();
    const { gateway, build, lostPin } = open;
    const { problems, versions } = gateway;
    return { url: listener.url, localKey, build, problems, now: versions.now, lostPin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
