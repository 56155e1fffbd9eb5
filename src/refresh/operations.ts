/** Operations of two versions of an API, and which of them are the same. */
import type { Introspection } from '../introspect/introspection.ts';
import type { ApiOperation } from '../openapi/operation.ts';
import type { OperationPlace, Refresh } from './refreshed.ts';

/** Looks operations up by what a capability may call them. */
export interface OperationIndex {
  /** By id, or by `METHOD /path`. */
  find(name: string): ApiOperation | null;
  at(place: Pick<OperationPlace, 'method' | 'path'>): ApiOperation | null;
  /** Why an operation of that name cannot be called, though it is there; null otherwise. */
  reasonOf(name: string): string | null;
}

/** `GET /orders`. */
export function placeText({ method, path }: Pick<OperationPlace, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

/** Makes the index of one version. */
export function indexOf({ operations, setAside }: Pick<Introspection, 'operations' | 'setAside'>): OperationIndex {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const byPlace = new Map(operations.map((operation) => [placeText(operation), operation]));
  const reasons = new Map(
    setAside.flatMap((one) => [[one.name, one.reason] as const, [placeText(one), one.reason] as const]),
  );
  return {
    find: (name) => byName.get(name) ?? byPlace.get(name) ?? null,
    at: (place) => byPlace.get(placeText(place)) ?? null,
    reasonOf: (name) => reasons.get(name) ?? null,
  };
}

/** What came, what went, and what has another id at the same place. Paths that differ in the names of their parameters are the same. */
export function compareOperations(before: Introspection, now: Introspection): Refresh['operations'] {
  const [old, fresh] = [byShape(before.operations), byShape(now.operations)];
  const added = [...fresh].filter(([shape]) => !old.has(shape)).map(([, operation]) => operation);
  const removed = [...old].filter(([shape]) => !fresh.has(shape)).map(([, operation]) => operation);
  const renamed = [...fresh].flatMap(([shape, operation]) => {
    const was = old.get(shape)?.name ?? operation.name;
    return was === operation.name ? [] : [{ ...named(operation), before: was }];
  });
  return { added: added.map(named), removed: removed.map(named), renamed };
}

/** `GET /orders/{}`: what parameters of a path are called does not tell operations apart. */
export function shapeOf({ method, path }: Pick<OperationPlace, 'method' | 'path'>): string {
  return `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`;
}

function byShape(operations: readonly ApiOperation[]): Map<string, ApiOperation> {
  return new Map(operations.map((operation) => [shapeOf(operation), operation]));
}

function named({ name, method, path }: ApiOperation): OperationPlace {
  return { name, method, path };
}
