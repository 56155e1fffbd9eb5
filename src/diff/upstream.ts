/** Two compiled providers → what changes on the way to a company's API. */
import type { Json } from '../schema.ts';
import { secretsOf } from '../table/secret-needs.ts';
import type { PathPart, Upstream, UpstreamAuth } from '../table/table.ts';
import { same } from '../compare/canonical.ts';
import type { Finding } from './change.ts';
import { timeoutFinding } from './timeout.ts';
import {
  attemptFindings,
  concurrencyFindings,
  partTimeoutFindings,
  redirectFindings,
  upstreamRateFindings,
} from './upstream-limits.ts';

type Compare = (before: Upstream, after: Upstream) => Finding[];

const nothing: Compare = () => [];

/** A field of the table that is new has to say here what a change of it means. */
const fields: { readonly [field in keyof Upstream]: Compare } = {
  name: nothing,
  // A provider that is shared now, or no longer, has other secrets: they are looked up under another name.
  shared: (before, after) =>
    before.shared === after.shared || after.auth.type === 'none'
      ? []
      : [
          {
            rule: 'credential-changed',
            subject: after.name,
            path: 'shared',
            before: before.shared,
            after: after.shared,
            message: `Provider "${after.name}" is ${after.shared ? 'a shared one' : 'the tenant’s own'} now, so its secrets are looked up as ${after.shared ? 'the installation’s' : 'the tenant’s'}.`,
          },
        ],
  category: (before, after) =>
    differs(
      'upstream-category-changed',
      after,
      'category',
      before.category,
      after.category,
      () => 'has another category',
    ),
  origin: originFindings,
  basePath: (before, after) =>
    differs(
      'upstream-path-changed',
      after,
      'baseUrl',
      pathText(before.basePath),
      pathText(after.basePath),
      (old, now) => `is called below ${now || '/'}, and was below ${old || '/'}`,
    ),
  network: networkFindings,
  auth: authFindings,
  timeoutMs: (before, after) =>
    timeoutFinding(after.name, `provider "${after.name}"`, before.timeoutMs, after.timeoutMs),
  connectTimeoutMs: (before, after) =>
    partTimeoutFindings(after, 'connectMs', before.connectTimeoutMs, after.connectTimeoutMs),
  firstByteTimeoutMs: (before, after) =>
    partTimeoutFindings(after, 'firstByteMs', before.firstByteTimeoutMs, after.firstByteTimeoutMs),
  rate: upstreamRateFindings,
  concurrent: concurrencyFindings,
  retry: attemptFindings,
  redirects: redirectFindings,
};

/** Everything that changed; what a shared provider changes is told once for all its tenants. */
export function upstreamFindings(before: Upstream, after: Upstream): Finding[] {
  if (same(before, after)) return [];
  const found = Object.values(fields).flatMap((compare) => compare(before, after));
  return before.shared && after.shared ? found.map((finding) => ({ ...finding, shared: 'always' as const })) : found;
}

/** A provider that is used for the first time. */
export function addedUpstream(upstream: Upstream): Finding {
  const isPrivate = upstream.network === 'private';
  return {
    rule: isPrivate ? 'private-upstream-added' : 'upstream-added',
    subject: upstream.name,
    after: { origin: upstream.origin, network: upstream.network, auth: upstream.auth.type },
    message: `Provider "${upstream.name}" is used for the first time: ${upstream.origin}${isPrivate ? ', which may be in the private network' : ''}.`,
    // What opens the private network to one tenant is no word about the next.
    ...(upstream.shared && !isPrivate ? { shared: 'always' as const } : {}),
  };
}

/** A provider that nothing uses any more. */
export function removedUpstream(upstream: Upstream): Finding {
  return {
    rule: 'upstream-removed',
    subject: upstream.name,
    before: { origin: upstream.origin },
    message: `Provider "${upstream.name}" (${upstream.origin}) is no longer used.`,
    ...(upstream.shared ? { shared: 'many' as const } : {}),
  };
}

/** `/orders/{id}` of its parts. */
export function pathText(parts: readonly PathPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : `{${part.parameter}}`)).join('');
}

function differs(
  rule: Finding['rule'],
  { name }: Upstream,
  path: string,
  before: string,
  after: string,
  words: (before: string, after: string) => string,
): Finding[] {
  if (before === after) return [];
  return [{ rule, subject: name, path, before, after, message: `Provider "${name}" ${words(before, after)}.` }];
}

function originFindings(before: Upstream, after: Upstream): Finding[] {
  const [old, now] = [new URL(before.origin), new URL(after.origin)];
  const what = after.auth.type === 'none' ? 'Calls' : 'Calls and their credential';
  const host = differs(
    'upstream-host-changed',
    after,
    'baseUrl',
    old.host,
    now.host,
    () => `has another host. ${what} go to ${now.host} instead of ${old.host}`,
  );
  const rule = now.protocol === 'https:' ? 'upstream-encrypted' : 'upstream-unencrypted';
  const scheme = differs(rule, after, 'baseUrl', old.protocol, now.protocol, () =>
    now.protocol === 'https:'
      ? 'is called with encryption now'
      : `is called without encryption now: ${what.toLowerCase()} can be read on the way`,
  );
  return [...host, ...scheme];
}

function networkFindings(before: Upstream, after: Upstream): Finding[] {
  const opened = after.network === 'private';
  return differs(opened ? 'network-opened' : 'network-closed', after, 'network', before.network, after.network, () =>
    opened
      ? 'may resolve to private addresses now: callers from outside reach into the network'
      : 'may no longer resolve to private addresses',
  );
}

function authFindings({ auth: before }: Upstream, { auth: after, name, origin }: Upstream): Finding[] {
  if (same(before, after)) return [];
  const change = { subject: name, path: 'auth', before: before as unknown as Json, after: after as unknown as Json };
  const who = `Provider "${name}"`;
  if (after.type === 'none')
    return [
      {
        rule: 'credential-removed',
        ...change,
        message: `${who} is called without a credential now, and had ${before.type}.`,
      },
    ];
  const found: Finding[] = [];
  if (isInUrl(after) && !isInUrl(before))
    found.push({
      rule: 'credential-exposed',
      ...change,
      message: `${who} gets its credential in the URL now, which logs on the way keep.`,
    });
  const hosts = tokenHosts(before, after, origin);
  if (hosts !== null)
    found.push({
      rule: 'token-host-changed',
      ...change,
      path: 'auth.tokenUrl',
      before: hosts[0],
      after: hosts[1],
      message: `${who} asks ${hosts[1]} for tokens${hosts[0] === null ? ` now, and had ${before.type === 'none' ? 'no credential' : before.type}` : ` instead of ${hosts[0]}`}: the client secret goes there.`,
    });
  if (found.length > 0) return found;
  return [{ rule: 'credential-changed', ...change, message: `${who} ${credentialWords(before, after)}.` }];
}

function credentialWords(before: UpstreamAuth, after: UpstreamAuth): string {
  if (before.type !== after.type)
    return `is given ${after.type} instead of ${before.type}: its secrets have to be set before this is served`;
  const secrets = secretsOf(after).filter((secret) => !secretsOf(before).includes(secret));
  return secrets.length === 0
    ? 'is given its credential with other settings'
    : `is given another secret: ${secrets.join(', ')} has to be set before this is served`;
}

function isInUrl(auth: UpstreamAuth): boolean {
  return auth.type === 'api_key' && (auth.in === 'query' || auth.in === 'path');
}

/** Another host that is given the client secret; null where it is the one of before, or that of the API itself. */
function tokenHosts(before: UpstreamAuth, after: UpstreamAuth, api: string): readonly [string | null, string] | null {
  if (after.type !== 'oauth2') return null;
  const now = new URL(after.tokenUrl).origin;
  const old = before.type === 'oauth2' ? new URL(before.tokenUrl).origin : null;
  return (old ?? api) === now ? null : [old, now];
}
