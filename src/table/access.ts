/** `Client` → what each key holder may do. */
import type { ResourceOf } from '../link/link.ts';
import type { ClientGrant } from './table.ts';
import type { Finding } from './report.ts';

/** A client's grant: its keys' digests and its patterns as they are. */
export function grantOf({ name, spec }: ResourceOf<'Client'>): ClientGrant {
  return { name, keys: spec.keys.map((key) => key.sha256), allow: spec.allow };
}

/** Tells of patterns that allow nothing: a slip in a name, or a capability that is gone. */
export function allowFindings(client: ResourceOf<'Client'>, capabilities: readonly string[]): Finding[] {
  return client.spec.allow.flatMap((pattern, index): Finding[] => {
    if (pattern === '*' || capabilities.some((name) => matches(pattern, name))) return [];
    return [
      {
        code: 'unmatched-allow',
        severity: 'warning',
        at: ['spec', 'allow', index],
        message: `Client "${client.name}" may call "${pattern}", and tenant "${client.tenant ?? ''}" has no such capability.`,
        hint:
          capabilities.length === 0
            ? 'The tenant has no capabilities yet.'
            : `Capabilities: ${capabilities.slice(0, 12).join(', ')}${capabilities.length > 12 ? ', …' : ''}.`,
      },
    ];
  });
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
