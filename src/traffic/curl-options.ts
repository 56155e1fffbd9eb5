/** Options of curl (https://curl.se/docs/manpage.html), as far as a request is made of them. */

/** Short options that take a value. */
const shortWithValue = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';

/** Short options by their long names, of those that are looked at. */
const longNames: Readonly<Record<string, string>> = {
  b: 'cookie',
  d: 'data',
  F: 'form',
  G: 'get',
  H: 'header',
  I: 'head',
  T: 'upload-file',
  u: 'user',
  X: 'request',
  ':': 'next',
};

/** Long options that take a value: those that are looked at, and those that are passed over with it. */
const longWithValue = new Set(
  `aws-sigv4 cookie data data-ascii data-binary data-raw data-urlencode form form-string header json oauth2-bearer request
  upload-file url url-query user
  abstract-unix-socket alt-svc cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie-jar
  create-file-mode crlfile curves dns-interface dns-servers doh-url dump-header ech engine etag-compare etag-save
  expect100-timeout happy-eyeballs-timeout-ms haproxy-clientip hsts interface ip-tos ipfs-gateway keepalive-cnt keepalive-time
  key key-type limit-rate local-port login-options max-filesize max-redirs max-time netrc-file noproxy output output-dir
  parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-cert proxy-header proxy-key
  proxy-pass proxy-user proxy1.0 range rate referer request-target resolve retry retry-delay retry-max-time sasl-authzid
  service-name socks4 socks4a socks5 socks5-hostname speed-limit speed-time stderr time-cond tls-max tls13-ciphers trace
  trace-ascii trace-config unix-socket user-agent variable vlan-priority write-out`.split(/\s+/),
);

/** An option with its value, or a word that is a URL (`url`). */
export interface CurlOption {
  readonly name: string;
  readonly value: string;
}

/** The options of one command, short ones by their long names; what is passed over keeps the name that it has. */
export function curlOptions(words: readonly string[]): CurlOption[] {
  const options: CurlOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word.startsWith('--') && word.length > 2) {
      const [name, joined] = split(word.slice(2));
      options.push({ name, value: joined ?? (longWithValue.has(name) ? (words[++at] ?? '') : '') });
    } else if (word.startsWith('-') && word.length > 1 && word !== '--') {
      const { found, takesNext } = shortOptions(word.slice(1), words[at + 1] ?? '');
      options.push(...found);
      if (takesNext) at++;
    } else if (word !== '--') options.push({ name: 'url', value: word });
  }
  return options;
}

function split(word: string): [string, string | null] {
  const at = word.indexOf('=');
  return at === -1 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
}

/** `-sSLX POST`: letters together, the last may have the rest or the next word as its value. */
function shortOptions(letters: string, next: string): { found: CurlOption[]; takesNext: boolean } {
  const found: CurlOption[] = [];
  for (const [index, letter] of [...letters].entries()) {
    const name = Object.hasOwn(longNames, letter) ? (longNames[letter] as string) : letter;
    if (!shortWithValue.includes(letter)) {
      found.push({ name, value: '' });
      continue;
    }
    const rest = letters.slice(index + 1);
    found.push({ name, value: rest === '' ? next : rest });
    return { found, takesNext: rest === '' };
  }
  return { found, takesNext: false };
}
