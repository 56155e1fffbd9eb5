/** The processes of a scene: each is started on a port that it keeps, so that it can be killed and come back there. */
import { join } from 'node:path';
import { launcher } from '../bench/gateway.ts';
import { cores, startPinned, stop, type Started, written } from '../bench/machine.ts';
import { freePort } from '../test/free-port.ts';
import { secrets } from './workspace.ts';
import { switchesVariable } from './switches.ts';

/** A process that can be killed and started again. */
export interface Restartable {
  readonly port: number;
  /** The one that runs, or ran last. */
  current(): Started;
  /** When it was killed, in milliseconds of `performance.now()`. */
  killedAt(): readonly number[];
  /** Everything that all of its processes have written. */
  output(): string;
  /** Ends it at once, as a crash would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it on the same port; resolves once it is ready. */
  start(): Promise<void>;
  /** Asks it to end. */
  stop(): Promise<void>;
}

type Launch = (port: number) => Promise<Started>;

/** The company's API. */
export async function startUpstream(ledger: string, switches: string): Promise<Restartable> {
  const file = join(import.meta.dirname, 'upstream.ts');
  return restartable(async (port) => {
    const started = startPinned(cores.load, [process.execPath, file, String(port), ledger, switches]);
    await written(started, /^ready (\d+)/m);
    return started;
  });
}

/** The gateway, with the faults that come from inside of it. */
export async function startGateway(
  workspace: string,
  switches: string,
  flags: readonly string[],
): Promise<Restartable> {
  const inside = join(import.meta.dirname, 'inside-gateway.ts');
  const env = { ...secrets, [switchesVariable]: switches, NO_COLOR: '1' };
  return restartable(async (port) => {
    const serve = ['serve', '--workspace', workspace, '--port', String(port), '--no-local-key', ...flags];
    const started = startPinned(cores.measured, [process.execPath, '--import', inside, launcher, ...serve], env);
    await written(started, /^smarteros ready (http:\/\/[^\s/]+)/m);
    return started;
  });
}

/** A Redis that keeps what it is given in a folder, each command before it is answered. */
export async function startRedis(folder: string): Promise<Restartable> {
  const keeping = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
  return restartable(async (port) => {
    const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
    const started = startPinned(cores.load, ['redis-server', ...place, ...keeping]);
    await written(started, /(Ready to accept connections)/);
    return started;
  });
}

async function restartable(launch: Launch): Promise<Restartable> {
  const port = await freePort();
  let output = '';
  const killedAt: number[] = [];
  let started = await launch(port);
  return {
    port,
    current: () => started,
    killedAt: () => killedAt,
    output: () => output + started.output(),
    kill: async () => {
      started.child.kill('SIGKILL');
      killedAt.push(performance.now());
      await started.ended;
    },
    start: async () => {
      output += started.output();
      started = await launch(port);
    },
    stop: async () => {
      // A process that was stopped hears nothing else.
      started.child.kill('SIGCONT');
      await stop(started);
    },
  };
}
