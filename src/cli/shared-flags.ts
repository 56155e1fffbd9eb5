/** Where a replica shares its limits and state, as flags and variables say it. */
import type { SharedOptions } from '../runtime.ts';
import { Misuse } from './exit.ts';

/** Null when neither `--redis` nor SMARTEROS_REDIS_URL names a server. Throws `Misuse` for what cannot be used. */
export function sharedOf(options: Record<string, unknown>, environment: NodeJS.ProcessEnv): SharedOptions | null {
  const redisUrl = String(options['redis'] ?? environment['SMARTEROS_REDIS_URL'] ?? '');
  const fallbackShare = shareOf(String(options['redis-share'] ?? '0.5'));
  if (redisUrl === '') return null;
  // The URL itself is never repeated: a password may stand in it.
  if (!/^rediss?:\/\/[^\s/]/.test(redisUrl))
    throw new Misuse(
      `${options['redis'] === undefined ? 'SMARTEROS_REDIS_URL' : '--redis'} takes a URL such as redis://127.0.0.1:6379 (rediss:// for TLS).`,
    );
  return { redisUrl, fallbackShare };
}

function shareOf(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share > 0 && share <= 1))
    throw new Misuse(`--redis-share takes a number above 0 and at most 1, not "${text}": with three replicas, 0.33.`);
  return share;
}
