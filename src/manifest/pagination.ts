/** What is wrong with a `spec.pagination`, which providers, endpoints and capabilities may have. */
import type { JsonSchema } from '../schema.ts';
import { kept } from './checkers.ts';
import type { Finding } from './finding.ts';
import { manifestSchemas } from './schemas.ts';
import { wordErrors } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Checks `spec.pagination` by its `by` alone: a choice of six branches would report what is wrong in all of them. */
export function paginationFindings(pagination: Fields): Finding[] {
  const known = ways.find((way) => way === pagination['by']);
  const errors = kept(`pagination ${known ?? ''}`, () => branches.get(known ?? '') ?? unknownWay)(pagination);
  return errors === null ? [] : wordErrors(errors, pagination, ['spec', 'pagination'], 'pagination');
}

/** Each branch by its `by`; the same in all kinds that have it. */
const branches = new Map<string, JsonSchema>(
  Object.values(manifestSchemas.Provider['$defs'] as Record<string, JsonSchema>).flatMap((branch) => {
    const by = propertiesOf(branch)['by']?.['const'];
    return typeof by === 'string' ? [[by, branch] as const] : [];
  }),
);

const ways = [...branches.keys()];

/** For a way that is not known: only that is wrong then, whatever else there is. */
const unknownWay: JsonSchema = {
  properties: { by: { type: 'string', enum: ways, description: 'It says which fields follow.', examples: ['page'] } },
  required: ['by'],
};

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}
