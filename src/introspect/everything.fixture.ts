/** How tests draft an API where it does not matter: all of it, for `demo` as `shop`. */
import type { DraftOptions } from './draft.ts';

/** Every operation, writes included, as the source itself says. */
export const everything: DraftOptions = {
  tenant: 'demo',
  provider: 'shop',
  isShared: false,
  include: ['all'],
  exclude: [],
  writes: true,
  most: null,
  baseUrl: null,
  sourceUrl: null,
  auth: null,
  isPrivate: false,
  schemaFor: () => null,
};
