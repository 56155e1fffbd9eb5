/** The connection to Redis or Valkey: the one file that knows the client. It finds its way back by itself. */
import { createHash } from 'node:crypto';
import type { RedisClientType } from '@redis/client';
import { type RedisTarget, redisTargetOf } from './redis-url.ts';

/** What Redis answers. */
export type RedisReply = string | number | null | readonly RedisReply[];

/** A script that runs as one step on the server (https://redis.io/docs/latest/develop/programmability/eval-intro/). */
export interface RedisScript {
  /** Runs it. Rejects with `RedisFailure`, at the latest when its time is over: it may have run all the same. */
  run(keys: readonly string[], args: readonly string[]): Promise<RedisReply>;
}

/** One connection, opened in the background. Nothing waits while it is down: what is asked of it then fails at once. */
export interface Redis {
  /** `redis://host:port/0`: where it is, without user and password. */
  readonly place: string;
  isReady(): boolean;
  /** Resolves when the connection is ready, or when the time is over; tells whether it is. */
  whenReady(timeoutMs: number): Promise<boolean>;
  /** Makes a script; it is loaded when it first runs, and again whenever the server has lost it. */
  script(lua: string, timeoutMs: number): RedisScript;
  close(): Promise<void>;
}

/** Redis did not do what was asked. The message holds no credential and is fit for operators. */
export class RedisFailure extends Error {
  override readonly name = 'RedisFailure';
}

/** What is told of a connection. */
export interface RedisOptions {
  /** Called when the connection is there, and when it is lost or cannot be made (once, not for each try). */
  readonly onState?: (state: 'ready' | 'lost', detail: string) => void;
}

/** Longest wait between two tries to connect. */
const longestBackOffMs = 500;
const connectTimeoutMs = 1_000;
/** A connection that says nothing for this long is given up, although nobody has closed it; a ping keeps it talking. */
const silenceMs = 3_000;
const pingMs = 1_000;

/**
 * Opens a connection by a URL: `redis://[user[:password]@]host[:port][/database]`, or `rediss://` for TLS.
 *
 * @throws Error for another URL, without its credentials
 */
export function openRedis(url: string, options: RedisOptions = {}): Redis {
  const target = redisTargetOf(url);
  const tell = onChange(options.onState ?? (() => {}));
  const waiting = new Set<() => void>();
  let client: RedisClientType | null = null;
  let isClosed = false;
  // The client takes a sixth of a second to load, which nobody without Redis should wait for.
  const opened = connect().catch((error: unknown) => tell('lost', target.hide(error)));

  async function connect(): Promise<void> {
    const { createClient } = await import('@redis/client');
    if (isClosed) return;
    client = createClient(clientOptions(target)) as unknown as RedisClientType;
    client.on('error', (error: unknown) => tell('lost', target.hide(error)));
    client.on('ready', () => {
      tell('ready', `Connected to ${target.place}.`);
      for (const resolve of waiting) resolve();
    });
    // What goes wrong from now on comes as an event.
    client.connect().catch(() => {});
  }

  async function send(args: readonly string[], timeoutMs: number): Promise<RedisReply> {
    if (client === null || !client.isReady) throw new RedisFailure(`${target.place} is not connected.`);
    return within(client.sendCommand([...args]) as Promise<unknown>, timeoutMs, target);
  }

  return {
    place: target.place,
    isReady: () => client?.isReady === true,
    whenReady: (timeoutMs) => ready(() => client?.isReady === true, waiting, timeoutMs),
    script: (lua, timeoutMs) => createScript(lua, (args) => send(args, timeoutMs)),
    close: async () => {
      isClosed = true;
      await opened;
      client?.destroy();
    },
  };
}

function createScript(lua: string, send: (args: readonly string[]) => Promise<RedisReply>): RedisScript {
  const sha1 = createHash('sha1').update(lua).digest('hex');
  return {
    async run(keys, args) {
      const rest = [String(keys.length), ...keys, ...args];
      try {
        return await send(['EVALSHA', sha1, ...rest]);
      } catch (error) {
        if (!(error instanceof RedisFailure) || !error.message.includes('NOSCRIPT')) throw error;
        return send(['EVAL', lua, ...rest]);
      }
    },
  };
}

function ready(isReady: () => boolean, waiting: Set<() => void>, timeoutMs: number): Promise<boolean> {
  if (isReady()) return Promise.resolve(true);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const done = () => {
    clearTimeout(timer);
    waiting.delete(done);
    resolve(isReady());
  };
  const timer = setTimeout(done, timeoutMs);
  waiting.add(done);
  return promise;
}

/** The client's own limit of time ends once a command is written; this one holds until the answer is there. */
function within(answer: Promise<unknown>, timeoutMs: number, target: RedisTarget): Promise<RedisReply> {
  const { promise, resolve, reject } = Promise.withResolvers<RedisReply>();
  const late = () => reject(new RedisFailure(`${target.place} did not answer within ${timeoutMs} ms.`));
  // After something of ours took long, timers come before what has arrived meanwhile: that is read first.
  const timer = setTimeout(() => setImmediate(late), timeoutMs);
  answer.then(
    (reply) => {
      clearTimeout(timer);
      resolve(reply as RedisReply);
    },
    (error: unknown) => {
      clearTimeout(timer);
      reject(new RedisFailure(target.hide(error)));
    },
  );
  return promise;
}

/** Passes on only what is another state than before. */
function onChange(tell: (state: 'ready' | 'lost', detail: string) => void): typeof tell {
  let last = '';
  return (state, detail) => {
    if (state === last) return;
    last = state;
    tell(state, detail);
  };
}

function clientOptions({ host, port, tls, username, password, database }: RedisTarget) {
  const reconnectStrategy = (tries: number) => Math.min(20 * 2 ** Math.min(tries, 10), longestBackOffMs);
  const socket = { host, port, connectTimeout: connectTimeoutMs, socketTimeout: silenceMs, reconnectStrategy };
  return {
    socket: tls ? { ...socket, tls: true as const } : socket,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    database,
    name: 'smarteros',
    disableOfflineQueue: true,
    pingInterval: pingMs,
    maintNotifications: 'disabled' as const,
    // Its own timer for each command costs more than the command, and ends too early.
    commandOptions: { timeout: 0 },
  };
}
