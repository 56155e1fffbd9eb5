/** The tenant that a command is about: the one that is named, or the only one. */
import { closest } from '../suggest.ts';
import { Misuse } from './exit.ts';

/** Throws `Misuse` for one that there is not, and when several could be meant. */
export function chosenTenant(names: readonly string[], named: unknown, workspace: string): string {
  if (typeof named === 'string') {
    if (names.includes(named)) return named;
    const similar = closest(named, names);
    throw new Misuse(
      `There is no tenant "${named}" in ${workspace}. ${similar === null ? known(names) : `Did you mean "${similar}"?`}`,
    );
  }
  const [only, another] = names;
  if (only !== undefined && another === undefined) return only;
  throw new Misuse(`Name a tenant with --tenant, as ${workspace} does not have exactly one. ${known(names)}`);
}

function known(names: readonly string[]): string {
  const told = names.slice(0, 10).join(', ');
  return names.length === 0 ? 'It has none.' : `Tenants are: ${told}${names.length > 10 ? ' …' : ''}.`;
}
