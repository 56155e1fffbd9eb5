/** JSONata, loaded when the first expression is read: most gateways have none. */
import { createRequire } from 'node:module';
import type jsonata from 'jsonata';

type Jsonata = typeof jsonata;

const require = createRequire(import.meta.url);
let loaded: Jsonata | undefined;

/** The package. */
export function loadJsonata(): Jsonata {
  return (loaded ??= require('jsonata') as Jsonata);
}
