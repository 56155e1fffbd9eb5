/** `smarteros record` */
import { setTimeout as wait } from 'node:timers/promises';
import { createNet } from '../net/undici.ts';
import { createRecorder, type Recorder } from '../traffic/recorder.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { recordDuration, recordPort, recordRequests, recordTarget } from './record-flags.ts';
import { draftRecorded, recordRequest } from './record-draft.ts';
import { type RecordListener, type RecordProxy, type RecordTarget, startRecordProxy } from './record-proxy.ts';

/** Passes requests on to a company's API, and drafts manifests from what they show. */
export const record: Command = {
  description:
    'Stands on this machine for a company’s API: point an app or curl at its address, and requests go to the API and answers come back. What they show (paths, names of fields, types) becomes endpoints and capabilities when it is stopped. No value of a request or an answer is kept, written or shown.',
  args: {
    target: { type: 'string', valueHint: 'URL', description: 'Base URL of the API', required: true },
    tenant: { type: 'string', valueHint: 'NAME', description: 'Whose API it is', required: true },
    provider: { type: 'string', valueHint: 'NAME', description: 'What the provider is called', required: true },
    port: { type: 'string', valueHint: 'PORT', description: 'Port to listen on; 0 takes a free one', default: '0' },
    private: { type: 'boolean', description: 'The API is on a private network or on this machine' },
    for: { type: 'string', valueHint: 'TIME', description: 'Stop after 90s, 10m, 1h; else at Ctrl-C' },
    requests: { type: 'string', valueHint: 'N', description: 'Stop after so many answered requests' },
    include: {
      type: 'string',
      valueHint: 'WORDS',
      description: 'What becomes capabilities, as of "smarteros import"; else what reads',
    },
    writes: { type: 'boolean', description: 'Take what changes something, too' },
    'dry-run': { type: 'boolean', description: 'Print the manifests, and write nothing' },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros record --target https://api.company.example/v3 --tenant demo --provider company', 'until Ctrl-C'],
    [
      'smarteros record --target http://127.0.0.1:3000 --private --tenant demo --provider shop --for 10m --dry-run',
      'an API on this machine',
    ],
  ],
  run: async (options) => {
    const target = recordTarget(String(options['target']), options['private'] === true);
    const bounds = { most: recordRequests(options['requests']), longestMs: recordDuration(options['for']) };
    const port = recordPort(options['port']);
    const request = recordRequest(options, target);
    const recorder = createRecorder(target.basePath.split('/').length - 1);
    await recordUntil(target, port, recorder, bounds);
    const source = recorder.introspection();
    if (source.operations.length === 0) {
      process.stderr.write('Nothing was recorded that an endpoint could be made of, and nothing was written.\n');
      return exitCodes.problems;
    }
    return draftRecorded(source, request);
  },
};

interface Bounds {
  readonly most: number | null;
  readonly longestMs: number | null;
}

/** Records until a signal, the time or the number of requests ends it. */
async function recordUntil(
  target: RecordTarget,
  port: number,
  recorder: Recorder,
  { most, longestMs }: Bounds,
): Promise<void> {
  // Listened for before anyone is told that there is something to stop.
  const signalled = stopSignal();
  const enough = Promise.withResolvers<void>();
  let answered = 0;
  const net = createNet();
  const proxy = await started(target, port, net, {
    answered(exchange, status, ms) {
      const { path, leftOut } = recorder.add(exchange);
      const note = leftOut === null ? '' : `  (left out: ${leftOut})`;
      process.stderr.write(`${exchange.method.padEnd(6)} ${path}  ${status}  ${Math.round(ms)} ms${note}\n`);
      if (++answered === most) enough.resolve();
    },
    outside: (method, status) =>
      process.stderr.write(`${method.padEnd(6)} outside of the base URL  ${status}  (left out)\n`),
    failed: (method, why) => process.stderr.write(`${method.padEnd(6)} no answer: ${why}\n`),
  });
  const timer = new AbortController();
  try {
    process.stdout.write(`smarteros records ${target.origin}${target.basePath} at ${proxy.url}\n`);
    process.stderr.write('Point an app or curl at that address. Values are not kept. Ctrl-C stops and drafts.\n');
    const time = longestMs === null ? [] : [wait(longestMs, undefined, { signal: timer.signal }).catch(() => {})];
    await Promise.race([signalled, enough.promise, ...time]);
  } finally {
    timer.abort();
    await proxy.close();
    await net.close();
  }
}

async function started(
  target: RecordTarget,
  port: number,
  net: ReturnType<typeof createNet>,
  listener: RecordListener,
): Promise<RecordProxy> {
  try {
    return await startRecordProxy(target, port, net, listener);
  } catch (error) {
    await net.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Misuse(`Port ${port} is taken by another program. Choose another with --port, or 0 for any free one.`);
    if (code === 'EACCES')
      throw new Misuse(`This user may not listen on port ${port}. Ports from 1024 on need no privilege.`);
    throw error;
  }
}

/** Further signals change nothing: what was recorded is drafted first. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
  });
}
