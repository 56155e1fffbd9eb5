/** Which secret a command is about: `TENANT NAME`, or `--shared NAME`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { placeWords, type SecretPlace } from '../secret/owner.ts';
import { closest } from '../suggest.ts';
import { Misuse } from './exit.ts';
import { nameOf } from './scaffold-file.ts';
import { tenantNames } from './tenant-names.ts';

/** The options that name a secret; read them with `secretPlaceOf`. */
export const placeArgs = {
  tenant: { type: 'positional', description: 'The tenant whose providers use it; left out with --shared' },
  name: { type: 'positional', description: 'Its name, as a provider refers to it: { secret: NAME }', required: false },
  shared: {
    type: 'boolean',
    description: 'A secret of the shared providers under providers/, which belongs to no tenant',
    default: false,
  },
} as const;

/** The secret that is meant; throws `Misuse` for names that cannot be, and for a tenant that there is not. */
export function secretPlaceOf(workspace: string, options: Record<string, unknown>): SecretPlace {
  const [first, second] = [options['tenant'], options['name']];
  if (options['shared'] === true) {
    if (second !== undefined)
      throw new Misuse(`A shared secret has no tenant. Write its name alone: --shared ${String(second)}`);
    return { owner: null, name: nameOf('NAME', first) };
  }
  if (second === undefined)
    throw new Misuse(`Name the tenant and the secret: TENANT NAME. For shared providers: --shared ${String(first)}`);
  return { owner: knownTenant(workspace, nameOf('TENANT', first)), name: nameOf('NAME', second) };
}

function knownTenant(workspace: string, tenant: string): string {
  if (existsSync(join(workspace, 'tenants', tenant))) return tenant;
  const similar = closest(tenant, tenantNames(workspace));
  const meant =
    similar === null ? 'Name the workspace with --workspace, or use --shared.' : `Did you mean "${similar}"?`;
  throw new Misuse(`There is no tenant "${tenant}" in ${workspace} (no folder tenants/${tenant}). ${meant}`);
}

/** The file of a sealed secret, relative to the workspace. */
export function secretPath({ owner, name }: SecretPlace): string {
  return `${owner === null ? '' : `tenants/${owner}/`}secrets/${name}.yaml`;
}

/** `secret "shop-key" of tenant "demo"`. */
export function secretWords(place: SecretPlace): string {
  const whose = place.owner === null ? 'of the shared providers' : `of tenant "${place.owner}"`;
  return `secret "${place.name}" ${whose}`;
}

/** Orders as people look for them: the shared ones first, then by tenant and name. */
export function inOrder<T extends SecretPlace>(places: readonly T[]): T[] {
  const key = (place: SecretPlace) => (place.owner === null ? `0${place.name}` : `1${placeWords(place)}`);
  return places.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
