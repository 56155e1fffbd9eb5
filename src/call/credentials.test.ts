import { describe, expect, test } from 'vitest';
import type { Net } from '../net/net.ts';
import type { Secrets } from '../secret/secrets.ts';
import type { Upstream } from '../table/table.ts';
import { proofOf, redactionOf, type Credential, type ReadyCredential } from './credential.ts';
import { createCredentials } from './credentials.ts';

/** Secrets that change when they are told to; `slow` ones have to be opened first. */
function scriptedSecrets(values: Record<string, string | undefined>, slow: readonly string[] = []) {
  let generation = 0;
  const reads: string[] = [];
  const secrets: Secrets = {
    has: (owner, name) => `${owner}/${name}` in values,
    read: (owner, name) => {
      const place = `${owner}/${name}`;
      reads.push(place);
      return slow.includes(place) ? Promise.resolve(values[place]) : values[place];
    },
    where: () => '',
    generation: () => generation,
  };
  const change = (changes: Record<string, string | undefined> = {}) => {
    Object.assign(values, changes);
    generation++;
  };
  return { secrets, reads, change };
}

/** A token endpoint that numbers its tokens. */
function tokenNet() {
  const bodies: (string | Uint8Array | null)[] = [];
  const net: Net = {
    send: async ({ body }) => {
      const text = JSON.stringify({ access_token: `token-number-${bodies.push(body)}`, expires_in: 3600 });
      return { ok: true, status: 200, contentType: 'application/json', retryAfter: null, body: Buffer.from(text) };
    },
    close: async () => {},
  };
  return { net, bodies };
}

const shop = (auth: object, shared = false) =>
  ({
    name: 'shop',
    shared,
    origin: 'https://shop.example',
    network: 'public',
    timeoutMs: 1000,
    auth,
  }) as unknown as Upstream;
const bearer = shop({ type: 'bearer', token: { secret: 'token' } });
const oauth2 = shop({
  type: 'oauth2',
  tokenUrl: 'https://shop.example/token',
  clientId: 'us',
  clientSecret: { secret: 'token' },
  scopes: [],
  audience: null,
  clientAuth: 'body',
});

function ready(credential: Credential): ReadyCredential {
  if (credential.kind === 'missing') throw new Error(credential.detail);
  return credential;
}

const headerOf = async (credential: Credential) =>
  ((await proofOf(ready(credential), performance.now() + 5000, undefined)) as { headers: object }).headers;

describe('a credential', () => {
  test('is made of what the secrets are now, once for each change', async () => {
    const { secrets, reads, change } = scriptedSecrets({ 'demo/token': 'one' });
    const now = createCredentials({ net: tokenNet().net, secrets })('demo', bearer);
    const first = now() as Credential;
    expect(await headerOf(first)).toEqual({ authorization: 'Bearer one' });
    expect([now(), reads]).toEqual([first, ['demo/token']]);
    change({ 'demo/token': 'two' });
    expect(await headerOf(await now())).toEqual({ authorization: 'Bearer two' });
    change({ 'demo/token': undefined });
    expect(now()).toMatchObject({ kind: 'missing', detail: expect.stringContaining('secret "token"') });
    change({ 'demo/token': 'three' });
    expect(await headerOf(await now())).toEqual({ authorization: 'Bearer three' });
  });

  test('waits for a secret that has to be opened, once for all calls, and is at hand then', async () => {
    const { secrets, reads, change } = scriptedSecrets({ 'demo/token': 'one' }, ['demo/token']);
    const now = createCredentials({ net: tokenNet().net, secrets })('demo', bearer);
    const opening = now();
    expect(opening).toBeInstanceOf(Promise);
    expect(now()).toBe(opening);
    expect(reads).toHaveLength(1);
    const credential = await opening;
    expect(now()).toBe(credential);
    change();
    expect(await now()).toBe(credential);
  });

  test('that was asked for before a change does not take the place of a later one', async () => {
    const { secrets, change } = scriptedSecrets({ 'demo/token': 'one' }, ['demo/token']);
    const now = createCredentials({ net: tokenNet().net, secrets })('demo', bearer);
    const early = now();
    change({ 'demo/token': 'two' });
    const late = now();
    expect(await headerOf(await early)).toEqual({ authorization: 'Bearer one' });
    expect(await headerOf(await late)).toEqual({ authorization: 'Bearer two' });
    expect(await headerOf(await now())).toEqual({ authorization: 'Bearer two' });
  });

  test('says of each secret whether it is not set or cannot be opened', () => {
    const { secrets } = scriptedSecrets({ 'demo/name': undefined });
    const basic = shop({ type: 'basic', username: { secret: 'name' }, password: { secret: 'word' } });
    expect(createCredentials({ net: tokenNet().net, secrets })('demo', basic)()).toMatchObject({
      detail: expect.stringContaining('secret "name" cannot be opened here and secret "word" is not set'),
    });
  });

  test('of a shared provider is the installation’s, and of another tenant never this one’s', async () => {
    const { secrets } = scriptedSecrets({ 'demo/token': 'of-demo', 'null/token': 'of-all' });
    const credentials = createCredentials({ net: tokenNet().net, secrets });
    expect(await headerOf(await credentials('demo', shop(bearer.auth, true))())).toEqual({
      authorization: 'Bearer of-all',
    });
    expect(credentials('acme', bearer)()).toMatchObject({ kind: 'missing' });
  });
});

describe('an access token', () => {
  test('outlives reloads that leave its secrets as they are, and no change of one', async () => {
    const { secrets, change } = scriptedSecrets({ 'demo/token': 'one' });
    const { net, bodies } = tokenNet();
    const credentials = createCredentials({ net, secrets });
    const header = async (upstream: Upstream) => headerOf(await credentials('demo', upstream)());
    expect(await header(oauth2)).toEqual({ authorization: 'Bearer token-number-1' });
    change();
    expect(await header(structuredClone(oauth2))).toEqual({ authorization: 'Bearer token-number-1' });
    change({ 'demo/token': 'two' });
    expect(await header(oauth2)).toEqual({ authorization: 'Bearer token-number-2' });
    expect(bodies.map((body) => new URLSearchParams(String(body ?? '')).get('client_secret'))).toEqual(['one', 'two']);
  });

  test('is taken out of answers like the secrets are', async () => {
    const { secrets } = scriptedSecrets({ 'demo/token': 'client-secret-value' });
    const credential = ready(await createCredentials({ net: tokenNet().net, secrets })('demo', oauth2)());
    const redaction = redactionOf(credential, ['token-number-1']);
    expect(redaction.text('token-number-1 of client-secret-value')).toBe('[redacted] of [redacted]');
    expect(redaction.body(Buffer.from('{"a":"token-number-1"}'), 'application/json').toString()).toBe(
      '{"a":"[redacted]"}',
    );
    expect(redactionOf(credential, ['token-number-1'])).toBe(redaction);
  });
});

test('the encoded form of basic credentials is taken out of answers too', async () => {
  const { secrets } = scriptedSecrets({ 'demo/word': 'pass:word/1' });
  const basic = shop({ type: 'basic', username: 'us', password: { secret: 'word' } });
  const credential = ready(await createCredentials({ net: tokenNet().net, secrets })('demo', basic)());
  const echo = JSON.stringify({ headers: await headerOf(credential) });
  expect(redactionOf(credential, []).body(Buffer.from(echo), 'application/json').toString()).toBe(
    '{"headers":{"authorization":"Basic [redacted]"}}',
  );
});

test('what an API sees of a value with white space around it is taken out of answers too', () => {
  const secret = ' leading canary ';
  const { secrets } = scriptedSecrets({ 'demo/token': secret });
  const credential = createCredentials({ secrets, net: tokenNet().net })('demo', bearer)() as ReadyCredential;
  const { text, body } = redactionOf(credential, []);
  expect(text('bad key "leading canary"')).not.toContain('canary');
  expect(body(Buffer.from('{"seen":"leading canary"}'), 'application/json').toString()).not.toContain('canary');
});

describe('a secret that no header can carry', () => {
  test.each([['a line break at its end\n'], ['two\r\nlines'], ['ключ'], ['a control \u0001 character']])(
    'is told as such, and not sent: %j',
    (value) => {
      const { secrets } = scriptedSecrets({ 'demo/token': value });
      const key = { type: 'api_key', in: 'header', name: 'X-Key', key: { secret: 'token' }, prefix: '' };
      for (const upstream of [bearer, shop(key)]) {
        const credential = createCredentials({ secrets, net: tokenNet().net })('demo', upstream)() as Credential;
        expect(credential).toMatchObject({ kind: 'missing', detail: expect.stringContaining('"token"') as string });
        expect(JSON.stringify(credential)).not.toContain(JSON.stringify(value).slice(1, -1));
      }
    },
  );

  test('goes where it is encoded', () => {
    const { secrets } = scriptedSecrets({ 'demo/token': 'ключ\n' });
    const inQuery = shop({ type: 'api_key', in: 'query', name: 'key', key: { secret: 'token' }, prefix: '' });
    const basic = shop({ type: 'basic', username: 'us', password: { secret: 'token' } });
    for (const upstream of [inQuery, basic])
      expect(createCredentials({ secrets, net: tokenNet().net })('demo', upstream)()).toMatchObject({ kind: 'static' });
  });

  test('is used again once it has another value', () => {
    const { secrets, change } = scriptedSecrets({ 'demo/token': 'value\n' });
    const credential = createCredentials({ secrets, net: tokenNet().net })('demo', bearer);
    expect(credential()).toMatchObject({ kind: 'missing' });
    change({ 'demo/token': 'value' });
    expect(credential()).toMatchObject({ kind: 'static' });
  });
});
