/** An operation whose requests can say which page they want. */
import type { Operation } from './table.ts';

/** The same operation with the places of its pages among its bindings; itself when it has none. */
export function withPageBindings(operation: Operation): Operation {
  const { paging } = operation;
  if (paging === null || paging.bindings.length === 0) return operation;
  return { ...operation, bindings: [...operation.bindings, ...paging.bindings] };
}
