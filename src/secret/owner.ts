/** Whose secret it is and how it is called: the pair that every backend binds a value to. */

/** A secret's place. `owner` is the tenant; null for the secrets of shared providers. */
export interface SecretPlace {
  readonly owner: string | null;
  readonly name: string;
}

/** Stands in the place of a tenant for the secrets of shared providers; no tenant can have this name. */
export const sharedOwner = 'shared';

const tenantName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const secretName = /^[a-z][a-z0-9]*([._-][a-z0-9]+)*$/;

/** Whether both can be what manifests call them; anything else is found in no backend. */
export function isPlace(owner: string | null, name: string): boolean {
  return owner !== sharedOwner && (owner === null || tenantName.test(owner)) && secretName.test(name);
}

/** `demo/shop-key`, or `shared/token`: for messages and lists, and as a key in memory. */
export function placeWords({ owner, name }: SecretPlace): string {
  return `${owner ?? sharedOwner}/${name}`;
}
