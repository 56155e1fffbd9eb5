/** A Redis on loopback that keeps nothing on disk, where the program is installed. */
import { cores, isInstalled, startPinned, type Started, written } from './machine.ts';
import { freePort } from '../test/free-port.ts';

/** A listening server; null where there is no `redis-server`. */
export async function startRedis(folder: string): Promise<(Started & { readonly url: string }) | null> {
  if (!isInstalled('redis-server')) return null;
  const port = await freePort();
  const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const started = startPinned(cores.load, ['redis-server', ...flags]);
  await written(started, /(Ready to accept connections)/);
  return { ...started, url: `redis://127.0.0.1:${port}` };
}
