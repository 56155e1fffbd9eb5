/** One scene: a workspace, the company's API, the gateway, a Redis where one is needed, and a load on all of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { removeFolder, temporaryFolder } from '../bench/machine.ts';
import { startIssuer } from './issuer.ts';
import { type LedgerEntry, readLedger } from './ledger.ts';
import { type Load, startLoad } from './load.ts';
import { type Restartable, startGateway, startRedis, startUpstream } from './processes.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { type Switch, turnOff, turnOn } from './switches.ts';
import { clientKey, writeWorkspace } from './workspace.ts';

/** What a scene needs beside the gateway and its upstream. */
export interface SceneNeeds {
  /** Limits and keys are kept in a Redis. */
  readonly redis?: boolean;
  /** The upstream is reached by a name. */
  readonly byName?: boolean;
  /** The audit is kept on a small disk of its own, where one can be mounted. */
  readonly smallDisk?: boolean;
}

/** A scene that plays. */
export interface Scene {
  readonly upstream: Restartable;
  readonly gateway: Restartable;
  readonly redis: Restartable | null;
  readonly disk: SmallDisk | null;
  readonly load: Load;
  /** Where the audit's segments are. */
  readonly audit: string;
  turnOn(name: Switch, value?: string): void;
  turnOff(name: Switch): void;
  ledger(): LedgerEntry[];
  /** The gateway's metrics, in Prometheus' format. */
  metrics(): Promise<string>;
  /** Ends the processes; the files stay. */
  stop(): Promise<void>;
  /** Removes the files. */
  remove(): void;
}

/** Opens a scene, with the load on it. */
export async function openScene(needs: SceneNeeds): Promise<Scene> {
  const folder = temporaryFolder();
  const [workspace, switches, ledger] = [join(folder, 'workspace'), join(folder, 'switches'), join(folder, 'ledger')];
  for (const each of [workspace, switches, join(folder, 'redis')]) mkdirSync(each);
  const audit = join(workspace, '.smarteros/audit');
  const upstream = await startUpstream(ledger, switches);
  const redis = needs.redis === true ? await startRedis(join(folder, 'redis')) : null;
  const issuer = await startIssuer();
  const host = needs.byName === true ? 'upstream.chaos.test' : '127.0.0.1';
  writeWorkspace(workspace, `http://${host}:${upstream.port}`, issuer.url);
  const disk = needs.smallDisk === true ? mountSmallDisk(audit) : null;
  const flags = redis === null ? [] : ['--redis', `redis://127.0.0.1:${redis.port}`];
  const gateway = await startGateway(workspace, switches, flags);
  const url = `http://127.0.0.1:${gateway.port}`;
  if (redis !== null) await wait(500);
  const load = startLoad({ url, token: issuer.token });
  return {
    upstream,
    gateway,
    redis,
    disk,
    load,
    audit,
    turnOn: (name, value) => turnOn(switches, name, value),
    turnOff: (name) => turnOff(switches, name),
    ledger: () => readLedger(ledger),
    metrics: async () => (await fetch(`${url}/metrics`, { headers: { 'x-api-key': clientKey } })).text(),
    stop: async () => {
      await gateway.stop();
      issuer.close();
      await Promise.all([upstream.stop(), redis?.stop()]);
    },
    remove: () => {
      disk?.unmount();
      removeFolder(folder);
    },
  };
}
