/**
 * `npm start`: the demo shop, and the gateway that serves the base workspace in front of it. Flags are the gateway's:
 * `npm start -- --port 9000`.
 */
import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');

/** Resolves once the shop listens. It shares our life: it ends as soon as the channel between us closes. */
function startShop(): Promise<void> {
  return new Promise((resolve, reject) => {
    const shop = fork(join(root, 'demo/shop.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    shop.once('exit', () => reject(new Error('The demo shop does not start.')));
    shop.once('message', () => {
      shop.removeAllListeners('exit');
      shop.once('exit', () => console.error('The demo shop has ended: the demo tenant’s shop answers no more.'));
      shop.unref();
      shop.channel?.unref();
      resolve();
    });
  });
}

try {
  await startShop();
} catch {
  // The shop has said why.
  process.exit(1);
}
const flags = process.argv.slice(2);
const manifests = join(root, 'manifests');
const isElsewhere = flags.some((flag) => flag.startsWith('--workspace') || flag.startsWith('--data'));
// The demo tenant's trial of a day would be over for whoever comes back tomorrow.
if (!isElsewhere) rmSync(join(manifests, '.smarteros/state'), { recursive: true, force: true });
const workspace = flags.some((flag) => flag.startsWith('--workspace')) ? [] : ['--workspace', manifests];
process.argv.splice(2, flags.length, 'serve', ...workspace, '--examples', ...flags);
await import(pathToFileURL(join(root, 'bin/smarteros.js')).href);
