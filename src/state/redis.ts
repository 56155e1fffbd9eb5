/** State in Redis or Valkey, shared by all gateways that use it. It has to keep what it is given: `noeviction`, and a disk. */
import { randomUUID } from 'node:crypto';
import { type Redis, RedisFailure, type RedisReply, type RedisScript } from '../net/redis.ts';
import { withBounds } from './bounds.ts';
import { type State, type StateEntry, StateUnavailable } from './state.ts';

const keyPrefix = 'smarteros:state:';
/** How long an answer is waited for. */
const timeoutMs = 1000;

/** A hash of `value` and `version` for each key; Redis ends it by itself, by its own clock. */
const scripts = {
  get: `return redis.call('HMGET', KEYS[1], 'value', 'version')`,
  // ARGV: value, version, time to live.
  putIfAbsent: `
if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('HMGET', KEYS[1], 'value', 'version') end
redis.call('HSET', KEYS[1], 'value', ARGV[1], 'version', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return false`,
  // ARGV: the same, and the version that is known.
  replace: `
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[4] then return 0 end
redis.call('HSET', KEYS[1], 'value', ARGV[1], 'version', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`,
  remove: `
if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`,
};

/** Makes a store over a connection, which stays its owner's: closing the store leaves it open. */
export function createRedisState(redis: Redis): State {
  const [get, putIfAbsent, replace, remove] = [scripts.get, scripts.putIfAbsent, scripts.replace, scripts.remove].map(
    (lua) => redis.script(lua, timeoutMs),
  ) as [RedisScript, RedisScript, RedisScript, RedisScript];

  async function run(script: RedisScript, key: string, args: readonly string[]): Promise<RedisReply> {
    try {
      return await script.run([`${keyPrefix}${key}`], args);
    } catch (error) {
      if (!(error instanceof RedisFailure)) throw error;
      throw new StateUnavailable(`The state in Redis cannot be used. ${error.message}`, { cause: error });
    }
  }

  return withBounds({
    get: async (key) => entryOf(await run(get, key, [])),
    putIfAbsent: async (key, value, ttlMs) =>
      entryOf(await run(putIfAbsent, key, [value, randomUUID(), String(ttlMs)])),
    replace: async (key, version, value, ttlMs) =>
      (await run(replace, key, [value, randomUUID(), String(ttlMs), version])) === 1,
    remove: async (key, version) => (await run(remove, key, [version])) === 1,
    close: async () => {},
  });
}

function entryOf(reply: RedisReply): StateEntry | null {
  const [value, version] = (reply ?? []) as readonly (string | null)[];
  return typeof value === 'string' && typeof version === 'string' ? { value, version } : null;
}
