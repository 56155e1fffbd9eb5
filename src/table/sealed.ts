/** `Secret` → sealed values by name. They are part of a shard's digest, so a new value is a new version. */
import type { ResourceOf } from '../link/link.ts';

/** The sealed values (age, armored) as they stand in Git, without blanks around them. */
export function sealedOf(secrets: Iterable<ResourceOf<'Secret'>>): Record<string, string> {
  return Object.fromEntries([...secrets].map(({ name, spec }) => [name, `${spec.sealed.trim()}\n`]));
}
