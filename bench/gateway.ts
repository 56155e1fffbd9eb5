/** The gateway as a user starts it, on the measured core. */
import { join } from 'node:path';
import { cores, root, settled, startPinned, type Started, written } from './machine.ts';

/** A gateway that has said that it is ready. */
export interface StartedGateway extends Started {
  /** Without a trailing slash. */
  readonly url: string;
}

/** The launcher of the checkout. */
export const launcher = join(root, 'bin/smarteros.js');

/** Runs `serve` on a free port and resolves once it says that it is ready. */
export async function startGateway(workspace: string): Promise<StartedGateway> {
  const flags = ['serve', '--workspace', workspace, '--port', '0', '--no-local-key'];
  const started = startPinned(cores.measured, [process.execPath, launcher, ...flags]);
  const url = await written(started, /^smarteros ready (http:\/\/[^\s/]+)/m);
  return { ...started, url };
}

/** The same, resolved once it has its folder under watch and has nothing else to do either. */
export async function startSettledGateway(workspace: string): Promise<StartedGateway> {
  const gateway = await startGateway(workspace);
  await settled(gateway.pid);
  return gateway;
}

/** Runs one of the programs beside this one, which prints `ready <url>`. */
export async function startTarget(
  name: string,
  args: readonly string[],
  nodeFlags: readonly string[] = [],
): Promise<StartedGateway> {
  const file = join(import.meta.dirname, 'targets', `${name}.ts`);
  const started = startPinned(cores.measured, [process.execPath, ...nodeFlags, file, ...args]);
  const url = await written(started, /^ready (http:\/\/[^\s/]+)/m);
  return { ...started, url };
}
