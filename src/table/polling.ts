/** `polling` of a capability, its endpoint or its provider → how an answer 202 is followed to its end. */
import { none } from '../link/answer-paths.ts';
import type { LinkedCapability, ResourceOf } from '../link/link.ts';
import { parsePath } from '../link/path-expression.ts';
import { tellablePaths } from './failure.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { Operation, PathExpression } from './table.ts';

/** `polling` as people write it. */
export type PollingSpec = NonNullable<ResourceOf<'Provider'>['spec']['polling']>;

/** Words by which most APIs say that it is done, and that it failed; lower case. */
const doneWords = ['succeeded', 'success', 'successful', 'completed', 'complete', 'done', 'finished', 'ready'];
const failedWords = [
  'failed',
  'failure',
  'error',
  'errored',
  'cancelled',
  'canceled',
  'aborted',
  'rejected',
  'expired',
];

/** Where most APIs put the reason of a failure. */
const reasons = ['$.error', '$.errors', '$.message'];

/** The nearest that says something counts, as a whole; null where nobody does. */
export function resolvePolling({ resource, endpoint, provider }: LinkedCapability): Resolved<PollingSpec | null> {
  const at = ['spec', 'polling'];
  return firstOf<PollingSpec | null>(
    [
      field(resource, at, resource.spec.polling),
      field(endpoint, at, endpoint?.spec.polling),
      field(provider.resource, at, provider.resource.spec.polling),
    ],
    otherwise(null, 'a 202 is followed where its headers say how'),
  );
}

/** The rule of a linked capability. */
export function compilePolling(linked: LinkedCapability): Operation['polling'] {
  const { value: spec } = resolvePolling(linked);
  if (spec === null) return null;
  if (spec.link === none) return none;
  return {
    link: pathOf(spec.link),
    state: pathOf(spec.state),
    done: (spec.done ?? doneWords).map((word) => word.toLowerCase()),
    failed: (spec.failed ?? failedWords).map((word) => word.toLowerCase()),
    result: pathOf(spec.result),
    message: tellablePaths(spec.message === undefined ? reasons : [spec.message], linked.operation.response),
  };
}

function pathOf(text: string | undefined): PathExpression | null {
  return text === undefined ? null : parsePath(text);
}
