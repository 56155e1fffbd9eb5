/** One name an operation: no two alike, and none that depends on what was chosen of a document. */
import type { ApiOperation } from '../openapi/operation.ts';
import { longestName, nameChoices } from './name.ts';

/** Tools that the gateway itself offers. */
const reserved = ['search_capabilities', 'describe_capability', 'call_read', 'call_write', 'read_more'];

const methods = ['GET', 'PATCH', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS'];

/** What names have to keep clear of. */
export interface NamesBeside {
  /** The name that an operation has already. */
  readonly known?: (operation: ApiOperation) => string | undefined;
  /** Names of capabilities of other providers; before one of those stands the name of this. */
  readonly taken?: ReadonlySet<string>;
  readonly provider?: string;
}

/**
 * Names all operations of an API. Whoever wants a name that nobody else wants has it, whatever else there is; of several
 * the one with the shorter path has it, and the others take a longer one, with a number at the very last. What has a name already (`known`)
 * keeps it.
 */
export function nameOperations(
  operations: readonly ApiOperation[],
  { known = () => undefined, provider = 'api', taken: others = new Set() }: NamesBeside = {},
): ReadonlyMap<ApiOperation, string> {
  const names = new Map<ApiOperation, string>();
  for (const operation of operations) {
    const name = known(operation);
    if (name !== undefined) names.set(operation, name);
  }
  const taken = new Set([...reserved, ...[...names.values(), ...others].map(toolOf)]);
  let waiting = operations
    .filter((operation) => !names.has(operation))
    .map((operation) => ({ operation, choices: choicesBeside(others, provider, nameChoices(operation)) }))
    .toSorted((a, b) => before(a.operation, b.operation));
  for (let round = 0; waiting.length > 0; round++) {
    waiting = waiting.filter(({ operation, choices }) => {
      const wanted = choices[round] ?? numbered(choices[0] ?? `${provider.slice(0, 30)}.call`, taken);
      if (taken.has(toolOf(wanted))) return true;
      taken.add(toolOf(wanted));
      names.set(operation, wanted);
      return false;
    });
  }
  return names;
}

/** The same choices where nobody has the first one; else with the provider before them. */
function choicesBeside(others: ReadonlySet<string>, provider: string, choices: readonly string[]): readonly string[] {
  if (!others.has(choices[0] as string)) return choices.filter((name) => !others.has(name));
  return choices
    .map((name) => {
      const whole = `${provider}.${name}`;
      return whole.length <= longestName ? whole : `${provider.slice(0, longestName - 1 - name.length)}.${name}`;
    })
    .filter((name) => /^[a-z][a-z0-9-]*[a-z0-9]\./.test(name) && !others.has(name));
}

/** `orders.search` and `orders-search` would be one tool. */
function toolOf(name: string): string {
  return name.replaceAll(/[.-]/g, '_');
}

/** The first `orders.search-2`, `orders.search-3` … that is free. */
function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const found = `${name.slice(0, longestName - ending.length).replace(/[.-]+$/, '')}${ending}`;
    if (!taken.has(toolOf(found))) return found;
  }
}

/** By what an operation is, never by where it stands. */
function before(a: ApiOperation, b: ApiOperation): number {
  return (
    a.path.split('/').length - b.path.split('/').length ||
    a.path.length - b.path.length ||
    order(a.path, b.path) ||
    methods.indexOf(a.method) - methods.indexOf(b.method) ||
    order(a.name, b.name)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
