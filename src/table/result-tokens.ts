/** How many tokens of a result a model gets: what capabilities and clients say of it. */
import type { ResourceOf } from '../link/link.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { ClientGrant, Operation } from './table.ts';

/** Room for some hundred items, in the context of any model of today. */
export const defaultResultTokens = 8000;

/** The smaller of what the capability and the client say; where neither says anything, the gateway's own measure. */
export function resultTokensOf(operation: Operation, grant: ClientGrant | null): number {
  const declared = [operation.resultTokens, grant?.resultTokens ?? null].filter((tokens) => tokens !== null);
  return declared.length === 0 ? defaultResultTokens : Math.min(...declared);
}

/** What a capability or a client says of it by itself; null leaves it to the other side. */
export function resolveResultTokens(by: ResourceOf<'Capability'> | ResourceOf<'Client'>): Resolved<number | null> {
  return firstOf<number | null>(
    [field(by, ['spec', 'resultTokens'], by.spec.resultTokens)],
    otherwise(null, `${defaultResultTokens} tokens, or what the other side says`),
  );
}
