/** Clients of both sides → who may call more, and who less, by name. */
import { createAllow } from '../identity/allow.ts';
import type { ClientGrant } from '../table/table.ts';
import { approverFindings } from './approvals.ts';
import type { Finding } from './change.ts';
import { uncovered } from './covers.ts';
import { rateFindings } from './rate.ts';
import { resultTokensFindings } from './result-tokens.ts';
import { named, nameList, quoted } from './words.ts';
import { entryOf } from './record.ts';

type Clients = Readonly<Record<string, ClientGrant>>;

/** Which capabilities there are on each side; null where that is not known, as the tenant did not compile. */
export interface Capabilities {
  readonly before: readonly string[] | null;
  readonly after: readonly string[];
  /** New names of what was only renamed → old ones. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** What changes for each client. */
export function accessFindings(before: Clients, after: Clients, capabilities: Capabilities): Finding[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const holders = { before: holdersOf(before), after: holdersOf(after) };
  return names.flatMap((name) => {
    const [old, now] = [entryOf(before, name), entryOf(after, name)];
    const approver = { who: `Client "${name}"`, subject: name, path: 'approve' };
    const approves = approverFindings(approver, old?.approve ?? [], now?.approve ?? [], capabilities.after);
    if (old === undefined) return now === undefined ? [] : [addedClient(now, capabilities.after), ...approves];
    if (now === undefined) return [removedClient(old, capabilities.before ?? capabilities.after, holders), ...approves];
    return [
      ...approves,
      ...keyFindings(old, now, holders),
      ...patternFindings(old, now, capabilities),
      ...gained(old, now, capabilities),
      ...rateFindings(name, 'limits', `Calls of client "${name}"`, old.rate, now.rate),
      ...resultTokensFindings(name, `client "${name}"`, old.resultTokens, now.resultTokens),
    ];
  });
}

/** Whose each key is, on both sides. */
interface Holders {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

function holdersOf(clients: Clients): ReadonlyMap<string, string> {
  return new Map(Object.values(clients).flatMap(({ name, keys }) => keys.map((key): [string, string] => [key, name])));
}

/** The names of the clients that may call a capability. */
export function callersOf(clients: Clients, capability: string): string[] {
  return Object.values(clients)
    .filter((client) => createAllow(client.allow)(capability))
    .map(({ name }) => name);
}

function addedClient(client: ClientGrant, capabilities: readonly string[]): Finding {
  return {
    rule: 'client-added',
    subject: client.name,
    after: { allow: client.allow.toSorted(), keys: client.keys.map(shortKey).toSorted() },
    message: `Client "${client.name}" is new, and may call ${allowedOf(client, capabilities)}.`,
  };
}

function removedClient(client: ClientGrant, capabilities: readonly string[], { after }: Holders): Finding {
  const heirs = [...new Set(client.keys.flatMap((key) => after.get(key) ?? []))];
  const isRefused = client.keys.some((key) => !after.has(key));
  const fate = [
    ...(isRefused || heirs.length === 0 ? ['are refused'] : []),
    ...(heirs.length > 0 ? [`are now those of ${nameList(heirs.map(quoted))}`] : []),
  ].join(', or ');
  return {
    rule: 'client-removed',
    subject: client.name,
    before: { allow: client.allow.toSorted() },
    message: `Client "${client.name}" is gone: its keys ${fate}. It could call ${allowedOf(client, capabilities)}.`,
  };
}

function allowedOf(client: ClientGrant, capabilities: readonly string[]): string {
  return named(capabilities.filter(createAllow(client.allow)));
}

/** Digests are long; this much tells keys apart. */
function shortKey(digest: string): string {
  return digest.slice(0, 12);
}

function keyFindings(before: ClientGrant, after: ClientGrant, holders: Holders): Finding[] {
  const [old, now] = [new Set(before.keys), new Set(after.keys)];
  const subject = after.name;
  const from = (key: string) => (holders.before.has(key) ? `, which was that of "${holders.before.get(key)}"` : '');
  const fate = (key: string) =>
    holders.after.has(key) ? `calls as "${holders.after.get(key)}" from now on` : 'is refused';
  return [
    ...[...now.difference(old)].toSorted().map((key): Finding => ({
      rule: 'client-key-added',
      subject,
      path: 'keys',
      after: shortKey(key),
      message: `Client "${subject}" has one more key (SHA-256 ${shortKey(key)}…)${from(key)}.`,
    })),
    ...[...old.difference(now)].toSorted().map((key): Finding => ({
      rule: 'client-key-removed',
      subject,
      path: 'keys',
      before: shortKey(key),
      message: `Client "${subject}" has a key less (SHA-256 ${shortKey(key)}…): whoever holds it ${fate(key)}.`,
    })),
  ];
}

function patternFindings(
  before: ClientGrant,
  after: ClientGrant,
  { before: old, after: now }: Capabilities,
): Finding[] {
  const subject = after.name;
  const come = uncovered(after.allow, before.allow);
  const gone = uncovered(before.allow, after.allow);
  const wasAllowed = createAllow(before.allow);
  const isAllowed = createAllow(after.allow);
  const found: Finding[] = [];
  if (come.length > 0) {
    const more = now.filter((name) => isAllowed(name) && !wasAllowed(name));
    found.push({
      rule: 'access-widened',
      subject,
      path: 'allow',
      after: come,
      message: `Client "${subject}" may call more, by ${nameList(come.map(quoted))}. It gains ${named(more)}.`,
    });
  }
  if (gone.length > 0) {
    const less = (old ?? now).filter((name) => wasAllowed(name) && !isAllowed(name));
    const existing = less.filter((name) => now.includes(name));
    const rule = existing.length > 0 ? 'access-narrowed' : 'unused-pattern-removed';
    found.push({
      rule,
      subject,
      path: 'allow',
      before: gone,
      message: `Client "${subject}" may call less: ${nameList(gone.map(quoted))} ${gone.length === 1 ? 'is' : 'are'} gone. It loses ${named(existing)}.`,
    });
  }
  return found;
}

/** What is new on this side, and open to a client by what it was allowed before. */
function gained(before: ClientGrant, after: ClientGrant, capabilities: Capabilities): Finding[] {
  const { before: old, renamed } = capabilities;
  if (old === null) return [];
  const [wasAllowed, isAllowed] = [createAllow(before.allow), createAllow(after.allow)];
  const known = new Set(old);
  const hadUnderOldName = (name: string) => renamed.has(name) && wasAllowed(renamed.get(name) as string);
  const open = capabilities.after.filter(
    (name) => !known.has(name) && isAllowed(name) && wasAllowed(name) && !hadUnderOldName(name),
  );
  if (open.length === 0) return [];
  const message = `Client "${after.name}" may call ${nameList(open)} at once, by what it was allowed before.`;
  return [{ rule: 'access-gained', subject: after.name, path: 'allow', after: open.toSorted(), message }];
}
