/** Secrets from environment variables: `SMARTEROS_SECRET__<TENANT>__<NAME>`, upper case, `_` for `-`. */

import type { Secrets } from './secrets.ts';

/** Stands in the place of a tenant for the secrets of shared providers; no tenant can have this name. */
const sharedOwner = 'shared';

// A tenant's name has no underscore, so that the first `__` after the prefix always ends it: no tenant's variable can be
// spelt by another one with a cunningly chosen name of a secret.
const tenantName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const secretName = /^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/;

/** Reads from `environment` at each call. An empty variable counts as not set; a malformed name reads nothing. */
export function environmentSecrets(environment: NodeJS.ProcessEnv = process.env): Secrets {
  return {
    read(owner, name) {
      if (owner === sharedOwner || !tenantName.test(owner ?? sharedOwner) || !secretName.test(name)) return undefined;
      return environment[variableOf(owner, name)] || undefined;
    },
    where: variableOf,
  };
}

function variableOf(owner: string | null, name: string): string {
  return `SMARTEROS_SECRET__${spell(owner ?? sharedOwner)}__${spell(name)}`;
}

function spell(name: string): string {
  return name.toUpperCase().replaceAll(/[-.]/g, '_');
}
