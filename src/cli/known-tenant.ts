/** A tenant that the command line names. */
import type { Build } from '../build/build.ts';
import { closest } from '../suggest.ts';
import { Misuse } from './exit.ts';

/** The name, when there is such a tenant; throws `Misuse` with what there is instead. */
export function knownTenant(name: string, { tenants }: Build): string {
  if (tenants.has(name)) return name;
  const names = [...tenants.keys()];
  const similar = closest(name, names);
  const there = names.length === 0 ? 'The workspace has none.' : `Tenants are ${names.slice(0, 20).join(', ')}.`;
  throw new Misuse(`There is no tenant "${name}". ${similar === null ? there : `Did you mean "${similar}"?`}`);
}
