/** `failure` of a capability, its endpoint or its provider → how an answer 2xx says that it is none. */
import { answerPathFaults, none } from '../link/answer-paths.ts';
import type { LinkedCapability, ResourceOf } from '../link/link.ts';
import { parsePath } from '../link/path-expression.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { Report } from './report.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import { sensitiveResult } from './sensitive.ts';
import type { Operation, PathExpression } from './table.ts';

/** `failure` as people write it. */
export type FailureSpec = NonNullable<ResourceOf<'Provider'>['spec']['failure']>;

/** The nearest that says something counts, as a whole; null where nobody does. */
export function resolveFailure({ resource, endpoint, provider }: LinkedCapability): Resolved<FailureSpec | null> {
  const at = ['spec', 'failure'];
  return firstOf<FailureSpec | null>(
    [
      field(resource, at, resource.spec.failure),
      field(endpoint, at, endpoint?.spec.failure),
      field(provider.resource, at, provider.resource.spec.failure),
    ],
    otherwise(null, 'an answer 2xx is a success'),
  );
}

/** The rule of a linked capability; what its owner wrote wrongly has been told, or will be (`reportAnswerPaths`). */
export function compileFailure(linked: LinkedCapability): Operation['failure'] {
  const { value: spec } = resolveFailure(linked);
  const when = spec === null || spec.when === none ? null : parsePath(spec.when);
  if (spec === null || when === null) return null;
  const { equals, message } = spec;
  // A value that makes a failure by being equal says no more than that.
  const texts = [message, equals === undefined ? spec.when : undefined];
  const told = tellablePaths(texts, linked.operation.response);
  return { when, ...(equals === undefined ? {} : { equals: equals as Json }), message: told };
}

/** Paths to what may be told; values that a schema marks as sensitive stay where they are. */
export function tellablePaths(
  texts: readonly (string | undefined)[],
  response: JsonSchema | null,
): readonly PathExpression[] {
  return texts.flatMap((text) => {
    const path = text === undefined ? null : parsePath(text);
    if (text === undefined || path === null) return [];
    return sensitiveResult({ fields: { text } }, response).length === 0 ? [path] : [];
  });
}

/** Tells what a capability's own `failure` and `polling` have wrong; those of others are told at their owners. */
export function reportAnswerPaths({ resource }: LinkedCapability, report: Report): void {
  for (const { at, message, hint } of answerPathFaults(resource.spec))
    report({ code: 'invalid-path-expression', at, message, hint });
}
