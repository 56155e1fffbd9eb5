/** Secrets from environment variables: `SMARTEROS_SECRET__<TENANT>__<NAME>`, upper case, `_` for `-`. */
import type { Backend } from './backend.ts';
import { isPlace, sharedOwner } from './owner.ts';

/** Reads from `environment` at each call. An empty variable counts as not set; a malformed name reads nothing. */
export function environmentSecrets(environment: NodeJS.ProcessEnv = process.env): Backend {
  // A tenant's name has no underscore, so that the first `__` after the prefix always ends it: no tenant's variable can be
  // spelt by another one with a cunningly chosen name of a secret.
  const read: Backend['read'] = (owner, name) =>
    isPlace(owner, name) ? environment[variableOf(owner, name)] || undefined : undefined;
  return { has: (owner, name) => read(owner, name) !== undefined, read };
}

/** The variable that a secret is read from. */
export function variableOf(owner: string | null, name: string): string {
  return `SMARTEROS_SECRET__${spell(owner ?? sharedOwner)}__${spell(name)}`;
}

function spell(name: string): string {
  return name.toUpperCase().replaceAll(/[-.]/g, '_');
}
