/** `Client` → what each key holder may do. */
import type { ResourceOf } from '../link/link.ts';
import { closest } from '../suggest.ts';
import type { ClientGrant } from './table.ts';
import type { Finding } from './report.ts';

/** A client's grant: its keys' digests and its patterns as they are. */
export function grantOf({ name, spec }: ResourceOf<'Client'>): ClientGrant {
  return { name, keys: spec.keys.map((key) => key.sha256), allow: spec.allow };
}

/** Tells of patterns that allow nothing: a slip in a name, or a capability that is gone. */
export function allowFindings(
  client: ResourceOf<'Client'>,
  capabilities: readonly ResourceOf<'Capability'>[],
): Finding[] {
  return client.spec.allow.flatMap((pattern, index): Finding[] => {
    if (pattern === '*' || capabilities.some(({ name }) => matches(pattern, name))) return [];
    return [
      {
        code: 'unmatched-allow',
        severity: 'warning',
        at: ['spec', 'allow', index],
        message: `Client "${client.name}" may call "${pattern}", and tenant "${client.tenant ?? ''}" has no such capability.`,
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
