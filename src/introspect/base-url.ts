/** Where an API is: what somebody says, else the first server of its document. */

/** What decides. */
interface Wanted {
  readonly baseUrl: string | null;
  /** Where the document was fetched from; null for a file. */
  readonly sourceUrl: string | null;
}

/** The base URL without a slash at its end, or what has to be said instead. */
export function baseUrlOf(
  servers: readonly string[],
  { baseUrl, sourceUrl }: Wanted,
): { readonly url: string; readonly notes: readonly string[] } | { readonly misuse: string } {
  if (baseUrl !== null) {
    const url = wholeUrl(baseUrl);
    if (url !== null) return { url, notes: [] };
    return { misuse: `--base-url takes a URL such as https://api.example.com/v1, not "${baseUrl.slice(0, 200)}".` };
  }
  const found = servers.map((server) => wholeUrl(server, sourceUrl));
  const url = found.find((each) => each !== null);
  if (url === undefined || url === null) {
    const said =
      servers[0] === undefined || servers[0] === ''
        ? 'names no server'
        : `names the server "${servers[0].slice(0, 200).replaceAll(/[\p{C}\s]+/gu, ' ')}", which is no whole URL`;
    return {
      misuse: `The source ${said}. Say where the API is: --base-url https://api.example.com${pathOf(servers[0])}`,
    };
  }
  const others = servers.length - 1;
  return {
    url,
    notes: others === 0 ? [] : [`Of ${others + 1} servers the first was taken, ${url}: --base-url chooses another.`],
  };
}

function pathOf(server: string | undefined): string {
  return server !== undefined && /^\/[\w./-]*$/.test(server) && server !== '/' ? server.replace(/\/+$/, '') : '';
}

/** In `https://api.example/bot{token}` the key fills the braces. */
function wholeUrl(text: string, base: string | null = null): string | null {
  const whole = /^https?:\/\//i.test(text) || base === null ? text : resolved(text, base);
  if (whole === null || !/^https?:\/\/[^\s?#\\]+$/i.test(whole)) return null;
  const host = /^https?:\/\/([^/]+)/i.exec(whole)?.[1] ?? '';
  if (/[{}@]/.test(host) || !URL.canParse(whole.replaceAll(/[{}]/g, ''))) return null;
  return whole.replace(/\/+$/, '').replace(/^https?/i, (scheme) => scheme.toLowerCase());
}

function resolved(text: string, base: string): string | null {
  return URL.canParse(text, base) ? decodedBraces(new URL(text, base).href) : null;
}

function decodedBraces(url: string): string {
  return url.replaceAll('%7B', '{').replaceAll('%7D', '}');
}
