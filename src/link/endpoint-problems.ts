/** What is wrong inside an `Endpoint` manifest beyond its form: told once, to its owner, whoever uses the endpoint. */
import type { ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { Json } from '../schema.ts';
import { closest } from '../suggest.ts';
import { answerPathFaults } from './answer-paths.ts';
import { pathParameters } from './endpoint.ts';
import type { LinkContext } from './linked.ts';
import { certainName, renaming, replacement } from './near.ts';
import { schemaFaults } from './schema-faults.ts';
import { serializationFaults } from './serialization-faults.ts';

type Place = readonly (string | number)[];

/** Checks an endpoint's schemas and path expressions. */
export function endpointProblems(endpoint: ResourceOf<'Endpoint'>, context: LinkContext): Problem[] {
  const locate = (at: Place, part: 'key' | 'value') => context.locate(endpoint.file, endpoint.document, at, part);
  return [
    ...lostParameters(endpoint, context),
    ...serializationFaults(endpoint).map((fault): Problem => {
      const span = locate(fault.at, fault.part ?? 'value');
      return { code: 'unsupported-style', severity: 'error', message: fault.message, hint: fault.hint, span };
    }),
    ...schemasOf(endpoint).flatMap(([at, schema]) =>
      schemaFaults(schema).map((fault): Problem => {
        const written = { resource: endpoint, at: [...at, ...fault.path], value: fault.meant?.from ?? '' };
        return {
          code: 'invalid-schema',
          severity: 'error',
          message: `A schema of endpoint "${endpoint.name}" cannot be used: ${fault.message}.`,
          hint: fault.hint,
          span: locate(written.at, fault.part),
          ...(fault.part === 'key' ? renaming : replacement)(written, fault.meant?.to ?? null, context),
        };
      }),
    ),
    ...answerPathProblems(endpoint, context),
  ];
}

/** Paths into answers, of an endpoint or a provider. */
export function answerPathProblems(
  by: ResourceOf<'Endpoint'> | ResourceOf<'Provider'>,
  context: LinkContext,
): Problem[] {
  return answerPathFaults(by.spec).map(({ at, message, hint }): Problem => ({
    code: 'invalid-path-expression',
    severity: 'error',
    message,
    hint,
    span: context.locate(by.file, by.document, at, 'value'),
  }));
}

/** A path parameter that the path has no place for would silently be dropped. */
function lostParameters(endpoint: ResourceOf<'Endpoint'>, context: LinkContext): Problem[] {
  const { path, parameters = [] } = endpoint.spec;
  const inPath = pathParameters(path);
  return parameters.flatMap(({ in: place, name }, index): Problem[] => {
    if (place !== 'path' || inPath.includes(name)) return [];
    const at = ['spec', 'parameters', index, 'name'];
    const span = (where: Place) => context.locate(endpoint.file, endpoint.document, where, 'value');
    const free = inPath.filter((known) => !parameters.some((one) => one.in === 'path' && one.name === known));
    const near = closest(name, free);
    return [
      {
        code: 'undeclared-path-parameter',
        severity: 'error',
        message: `Endpoint "${endpoint.name}" declares the path parameter "${name}", and its path ${path} has no {${name}}.`,
        hint: `${near === null ? '' : `Did you mean "${near}"? `}Write {${name}} in the path, or declare the parameter "in: query".`,
        span: span(at),
        related: { message: 'the path', span: span(['spec', 'path']) },
        ...replacement({ resource: endpoint, at, value: name }, certainName(name, free), context),
      },
    ];
  });
}

function schemasOf({ spec }: ResourceOf<'Endpoint'>): [Place, Json][] {
  const all: [Place, unknown][] = (spec.parameters ?? []).map((parameter, index) => [
    ['spec', 'parameters', index, 'schema'],
    parameter.schema,
  ]);
  all.push([['spec', 'body', 'schema'], spec.body?.schema], [['spec', 'response', 'schema'], spec.response?.schema]);
  return all.filter((entry): entry is [Place, Json] => entry[1] !== undefined);
}
