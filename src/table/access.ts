/** `Client` → what each key holder may do. */
import type { ResourceOf } from '../link/link.ts';
import { closest } from '../suggest.ts';
import { rateOf, resolveOwnRate } from './limits.ts';
import type { ClientGrant } from './table.ts';
import type { Finding, ManifestPath } from './report.ts';

/** A client's grant: its keys' digests and its patterns as they are, and how often it may call. */
export function grantOf(client: ResourceOf<'Client'>): ClientGrant {
  const { name, spec } = client;
  const rate = resolveOwnRate(client);
  return {
    name,
    keys: spec.keys.map((key) => key.sha256),
    allow: spec.allow,
    rate: rate === null ? null : rateOf(rate),
    approve: spec.approve ?? [],
    resultTokens: spec.resultTokens ?? null,
  };
}

/** Tells of patterns that allow nothing: a slip in a name, or a capability that is gone. */
export function allowFindings(
  client: ResourceOf<'Client'>,
  capabilities: readonly ResourceOf<'Capability'>[],
): Finding[] {
  const of = { who: `Client "${client.name}"`, tenant: client.tenant ?? '', at: ['spec'] };
  return unmatchedPatterns(client.spec, capabilities, of);
}

/** Whom patterns allow something, and where they stand. */
interface Allowed {
  /** Begins the sentence "… may call". */
  readonly who: string;
  readonly tenant: string;
  /** The place of `allow` and `approve`. */
  readonly at: ManifestPath;
}

/** One finding for each pattern of either list that matches no capability. */
export function unmatchedPatterns(
  { allow, approve = [] }: { readonly allow: readonly string[]; readonly approve?: readonly string[] },
  capabilities: readonly ResourceOf<'Capability'>[],
  { who, tenant, at }: Allowed,
): Finding[] {
  const of = (list: 'allow' | 'approve', may: string) => ({ who: `${who} may ${may}`, tenant, at: [...at, list] });
  return [
    ...unmatched(allow, capabilities, of('allow', 'call')),
    ...unmatched(approve, capabilities, of('approve', 'approve calls of')),
  ];
}

/** `who` begins a sentence that ends with the pattern. */
function unmatched(
  patterns: readonly string[],
  capabilities: readonly ResourceOf<'Capability'>[],
  { who, tenant, at }: Allowed,
): Finding[] {
  return patterns.flatMap((pattern, index): Finding[] => {
    if (pattern === '*' || capabilities.some(({ name }) => matches(pattern, name))) return [];
    return [
      {
        code: 'unmatched-allow',
        severity: 'warning',
        at: [...at, index],
        message: `${who} "${pattern}", and tenant "${tenant}" has no such capability.`,
        ...nearCapability(pattern, capabilities),
      },
    ];
  });
}

/** A suggestion only, however near: what somebody may call is never changed by a program. */
function nearCapability(
  pattern: string,
  capabilities: readonly ResourceOf<'Capability'>[],
): Pick<Finding, 'hint' | 'related'> {
  const meant = new Map<string, ResourceOf<'Capability'>>();
  for (const capability of capabilities)
    for (const name of pattern.endsWith('.*') ? groupsOf(capability.name) : [capability.name])
      if (!meant.has(name)) meant.set(name, capability);
  const near = closest(pattern, meant.keys());
  const capability = near === null ? undefined : meant.get(near);
  if (near !== null && capability !== undefined)
    return {
      hint: `Did you mean "${near}" (${capability.file})?`,
      related: { message: `"${capability.name}" is declared here`, of: capability },
    };
  const names = capabilities.map(({ name }) => name).toSorted();
  if (names.length === 0) return { hint: 'The tenant has no capabilities yet.' };
  return { hint: `Capabilities: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.` };
}

/** `orders.lines.list` → `orders.*`, `orders.lines.*`. */
function groupsOf(name: string): string[] {
  const words = name.split('.');
  return words.slice(1).map((_, index) => `${words.slice(0, index + 1).join('.')}.*`);
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
