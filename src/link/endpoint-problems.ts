/** What is wrong inside an `Endpoint` manifest beyond its form: told once, to its owner, whoever uses the endpoint. */
import type { ResourceOf } from '../manifest/resource.ts';
import type { Problem } from '../problem.ts';
import type { Json } from '../schema.ts';
import type { LinkContext } from './linked.ts';
import { parsePath } from './path-expression.ts';
import { schemaFaults } from './schema-faults.ts';

type Place = readonly (string | number)[];

/** Checks an endpoint's schemas and path expressions. */
export function endpointProblems(endpoint: ResourceOf<'Endpoint'>, context: LinkContext): Problem[] {
  const locate = (at: Place, part: 'key' | 'value') => context.locate(endpoint.file, endpoint.document, at, part);
  return [
    ...schemasOf(endpoint).flatMap(([at, schema]) =>
      schemaFaults(schema).map((fault): Problem => ({
        code: 'invalid-schema',
        severity: 'error',
        message: `A schema of endpoint "${endpoint.name}" cannot be used: ${fault.message}.`,
        hint: fault.hint,
        span: locate([...at, ...fault.path], fault.part),
      })),
    ),
    ...failurePaths(endpoint).flatMap(([field, text]): Problem[] =>
      parsePath(text) !== null
        ? []
        : [
            {
              code: 'invalid-path-expression',
              severity: 'error',
              message: `${JSON.stringify(text)} is no path into the answer, so ${field === 'when' ? 'no failure would ever be seen' : 'the error’s text would never be told'}.`,
              hint: pathHint(text),
              span: locate(['spec', 'failure', field], 'value'),
            },
          ],
    ),
  ];
}

function schemasOf({ spec }: ResourceOf<'Endpoint'>): [Place, Json][] {
  const all: [Place, unknown][] = (spec.parameters ?? []).map((parameter, index) => [
    ['spec', 'parameters', index, 'schema'],
    parameter.schema,
  ]);
  all.push([['spec', 'body', 'schema'], spec.body?.schema], [['spec', 'response', 'schema'], spec.response?.schema]);
  return all.filter((entry): entry is [Place, Json] => entry[1] !== undefined);
}

function failurePaths({ spec }: ResourceOf<'Endpoint'>): (readonly ['when' | 'message', string])[] {
  const { failure } = spec;
  if (failure === undefined) return [];
  const when = ['when', failure.when] as const;
  return failure.message === undefined ? [when] : [when, ['message', failure.message]];
}

function pathHint(text: string): string {
  return /^[\w.]+$/.test(text)
    ? `Paths begin with $: write "$.${text}".`
    : "Write $.name, $.a.b, $[0] or $['odd name'].";
}
