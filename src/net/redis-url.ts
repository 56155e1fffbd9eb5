/** Where a Redis is, read from a URL whose credentials no message may show. */

/** A Redis to connect to. */
export interface RedisTarget {
  /** `redis://host:port/0`: what may be shown. */
  readonly place: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Empty for none, like the password. */
  readonly username: string;
  readonly password: string;
  readonly database: number;
  /** What went wrong, in words without the password: servers repeat what they were sent. */
  hide(error: unknown): string;
}

/**
 * Reads `redis://[user[:password]@]host[:port][/database]`; `rediss:` is the same over TLS.
 *
 * @throws Error for another form, without the URL
 */
export function redisTargetOf(url: string): RedisTarget {
  // The error of `new URL` carries the whole URL along.
  const parsed = URL.parse(url);
  if (parsed === null || !/^rediss?:$/.test(parsed.protocol) || !/^(\/\d*)?$/.test(parsed.pathname)) throw wrongForm();
  const { protocol, hostname, pathname } = parsed;
  const host = hostname.replace(/^\[|\]$/g, '') || 'localhost';
  const port = Number(parsed.port || 6379);
  const database = Number(pathname.slice(1) || 0);
  const place = `${protocol}//${hostname || host}:${port}/${database}`;
  const username = decode(parsed.username);
  const password = decode(parsed.password);
  const secrets = [password, parsed.password].filter((secret) => secret !== '');
  const hide = (error: unknown) => {
    const message = error instanceof Error ? error.message || error.name : String(error);
    return `${place}: ${secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message)}`;
  };
  return { place, host, port, tls: protocol === 'rediss:', username, password, database, hide };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrongForm();
  }
}

function wrongForm(): Error {
  return new Error(
    'The URL of Redis has to be of the form redis://[user[:password]@]host[:port][/database], or rediss:// for TLS. Percent-encode what is special in a password.',
  );
}
