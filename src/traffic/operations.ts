/** Observations of one API → its operations, as a document would declare them. */
import type { ApiOperation, ApiParameter, HttpMethod } from '../openapi/operation.ts';
import type { JsonSchema } from '../schema.ts';
import { mergeStructures } from '../structure/merge.ts';
import { schemaOf } from '../structure/schema-of.ts';
import { baseLength } from './base-path.ts';
import { isJsonMedia } from './carried.ts';
import { parametersOf } from './fields.ts';
import type { Observation } from './observe.ts';
import { pathTemplate } from './path-template.ts';
import { requestBody } from './request-body.ts';
import type { Segment } from './segment.ts';
import { pathKey, withSlugs } from './slugs.ts';

/** Operations, and the path that all of them begin with: empty, or `/api/v3`. */
export interface Observed {
  readonly basePath: string;
  readonly operations: readonly ApiOperation[];
}

/**
 * Groups by method and path, in the order of paths and then of methods; what comes first does not count. `baseSegments` are known
 * to belong to the base URL; null where that has to be found.
 */
export function operationsOf(given: readonly Observation[], baseSegments: number | null): Observed {
  const observations = withSlugs(given);
  const base = baseSegments ?? baseLength(observations.map(({ path }) => path));
  const shortened = observations.map((each) => ({ ...each, path: each.path.slice(base) }));
  const groups = [...Map.groupBy(shortened, ({ method, path }) => `${pathKey(path)} ${order.indexOf(method)}`)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => group);
  return {
    basePath: pathTemplate([observations[0]?.path.slice(0, base) ?? []]).path.replace(/^\/$/, ''),
    operations: groups.map(operationOf),
  };
}

const order = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

function operationOf(group: readonly Observation[]): ApiOperation {
  const [first] = group as readonly [Observation, ...Observation[]];
  const template = pathTemplate(group.map(({ path }) => path));
  const isWrite = !['GET', 'HEAD'].includes(first.method);
  return {
    name: `${first.method} ${template.path}`,
    method: first.method as HttpMethod,
    path: template.path,
    summary: group.find(({ summary }) => summary !== '')?.summary ?? '',
    description: group.find(({ description }) => description !== '')?.description ?? '',
    tags: group.find(({ tags }) => tags.length > 0)?.tags ?? [],
    deprecated: false,
    parameters: [
      ...template.parameters,
      ...parametersOf(
        'query',
        group.map(({ query }) => query),
      ),
      ...versionsOf(group),
      ...parametersOf(
        'header',
        group.map(({ headers }) => headers),
      ),
    ],
    body: isWrite
      ? requestBody(
          group.flatMap(({ body }) => body ?? []),
          group.length,
        )
      : null,
    response: responseOf(group),
    answers: [...new Set(successes(group).map(({ contentType }) => contentType))]
      .filter((media) => media !== '')
      .toSorted(),
    idempotencyHeader: isWrite
      ? (group.find(({ idempotencyHeader }) => idempotencyHeader !== null)?.idempotencyHeader ?? null)
      : null,
    line: 1,
  };
}

/** A version that every request named alike is sent always; one that differs is for callers to give. */
function versionsOf(group: readonly Observation[]): ApiParameter[] {
  const names = [...new Set(group.flatMap(({ versions }) => [...versions.keys()]))];
  return names.map((name) => {
    const values = new Set(group.flatMap(({ versions }) => versions.get(name) ?? []));
    const [only] = values;
    const isConstant = values.size === 1;
    return {
      name,
      in: 'header',
      serialization: null,
      required: isConstant,
      description: '',
      schema: isConstant ? { type: 'string', const: only as string } : { type: 'string' },
    };
  });
}

function responseOf(group: readonly Observation[]): JsonSchema | null {
  const structures = successes(group).flatMap(({ structure, contentType }) =>
    structure !== null && isJsonMedia(contentType) ? [structure] : [],
  );
  return structures.length === 0 ? null : schemaOf(mergeStructures(structures));
}

function successes(group: readonly Observation[]): NonNullable<Observation['answer']>[] {
  return group.flatMap(({ answer }) =>
    answer !== null && answer.status >= 200 && answer.status < 300 ? [answer] : [],
  );
}

/** The paths of observations, for what is told of them; values are open. */
export function shownPath(path: readonly Segment[]): string {
  return pathTemplate([path]).path;
}
