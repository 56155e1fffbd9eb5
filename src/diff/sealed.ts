/** Sealed secrets of both sides. What is in them is not known here, and nothing of them is repeated. */
import { createHash } from 'node:crypto';
import { secretsOf } from '../table/secret-needs.ts';
import type { Upstream } from '../table/table.ts';
import type { Finding } from './change.ts';
import { entryOf } from './record.ts';

type Sealed = Readonly<Record<string, string>>;

/** @param needed by what is served from now on; null where that is not known */
export function sealedFindings(before: Sealed, after: Sealed, needed: ReadonlySet<string> | null): Finding[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name): Finding[] => {
    const [old, now] = [entryOf(before, name), entryOf(after, name)];
    if (old === now) return [];
    const change = { subject: name, path: 'sealed', before: shortDigest(old), after: shortDigest(now) };
    if (old === undefined)
      return [
        {
          rule: 'secret-sealed',
          ...change,
          message: `The secret "${name}" is sealed in Git: that value is used, whatever is set elsewhere.`,
        },
      ];
    if (now !== undefined)
      return [
        {
          rule: 'secret-resealed',
          ...change,
          message: `The secret "${name}" is sealed anew: its value may be another.`,
        },
      ];
    if (needed !== null && !needed.has(name))
      return [
        { rule: 'unused-secret-removed', ...change, message: `The secret "${name}" is gone, and nothing uses it.` },
      ];
    return [
      {
        rule: 'secret-unsealed',
        ...change,
        message: `The secret "${name}" is no longer sealed in Git: calls are refused where it is not set otherwise.`,
      },
    ];
  });
}

/** The secrets that a tenant's own providers need. */
export function neededSecrets(upstreams: Readonly<Record<string, Upstream>>): ReadonlySet<string> {
  const own = Object.values(upstreams).filter(({ shared }) => !shared);
  return new Set(own.flatMap(({ auth }) => secretsOf(auth)));
}

/** Tells values apart, so that what was approved for one is not approved for the next. */
function shortDigest(sealed: string | undefined): string | null {
  return sealed === undefined ? null : createHash('sha256').update(sealed).digest('hex').slice(0, 12);
}
