/**
 * A gateway that tells what of its memory is in use. Started as `node --expose-gc soak.ts <workspace>`; prints `ready <url>`,
 * and `sample <bytes of heap> <bytes of the process>` after garbage collection for each SIGUSR2.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { fail, serveHere } from './serve-here.ts';

const server = await serveHere(process.argv[2] as string, {
  happened: (event, subject) => fail(new Error(`${event} ${subject ?? ''}`)),
  secretFailed: fail,
});

process.on('SIGUSR2', () => void sample());
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));

async function sample(): Promise<void> {
  // What was still on its way to the disk, or waited for a connection to close.
  await wait(100);
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.stdout.write(`sample ${heapUsed} ${rss}\n`);
}

process.stdout.write(`ready ${server.url}\n`);
