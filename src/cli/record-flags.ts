/** What `record` is told on its command line. */
import { isForbiddenHost, isLocalName } from '../addresses.ts';
import { Misuse } from './exit.ts';
import type { RecordTarget } from './record-proxy.ts';

/** Where to, read from `--target` and `--private`. */
export function recordTarget(given: string, isPrivate: boolean): RecordTarget {
  const url = URL.parse(given);
  const isHttp = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isHttp || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Misuse(
      '--target takes the base URL of an API, such as https://api.company.example/v3, without credentials or a query.',
    );
  if (!isPrivate && (isForbiddenHost(url) || isLocalName(url.hostname)))
    throw new Misuse(
      `${url.host} is on a private network or on this machine, which is reached only when that is said. Say --private if that is meant.`,
    );
  return { origin: url.origin, basePath: url.pathname.replace(/\/+$/, ''), network: isPrivate ? 'private' : 'public' };
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const longestHours = 24;

/** `90s`, `10m`, `1h` in milliseconds; null when it is not given. */
export function recordDuration(given: unknown): number | null {
  if (given === undefined) return null;
  const [, number = '', unit = ''] = /^(\d{1,5})([smh])$/.exec(String(given)) ?? [];
  const ms = Number(number) * (units[unit] ?? 0);
  if (ms > 0 && ms <= longestHours * 3_600_000) return ms;
  throw new Misuse(`--for takes a time such as 90s, 10m or 1h (at most ${longestHours}h), not "${String(given)}".`);
}

/** A positive whole number; null when it is not given. */
export function recordRequests(given: unknown): number | null {
  if (given === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(String(given))) return Number(given);
  throw new Misuse(`--requests takes a whole number from 1 on, not "${String(given)}".`);
}

/** A port; 0 takes a free one. */
export function recordPort(given: unknown): number {
  const port = Number(given);
  if (/^\d{1,5}$/.test(String(given)) && port <= 65_535) return port;
  throw new Misuse(`--port takes a number from 0 to 65535, not "${String(given)}".`);
}
