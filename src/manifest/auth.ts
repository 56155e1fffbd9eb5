/** What is wrong with a provider's `spec.auth`. */
import type { JsonSchema, SchemaError } from '../schema.ts';
import { kept } from './checkers.ts';
import type { Finding } from './finding.ts';
import { manifestSchemas } from './schemas.ts';
import { wordErrors } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Checks `spec.auth` by its `type` alone: a choice of five branches would report what is wrong in all of them. */
export function authFindings(auth: Fields): Finding[] {
  const known = authTypes.find((one) => one === auth['type']);
  const type = known ?? ('type' in auth ? 'unknown' : 'missing');
  const errors = errorsAs(type, auth);
  if (errors === null) return [];
  // With its type alone, what is missing is its fields: "none" would fit, and send the requests without a credential.
  const isBare = Object.keys(auth).length === 1;
  const others =
    known === undefined || isBare
      ? []
      : authTypes.filter((other) => errorsAs(other, { ...auth, type: other }) === null);
  const [other, second] = others;
  if (known !== undefined && other !== undefined && second === undefined) return [otherType(known, other)];
  return wordErrors(errors, auth, ['spec', 'auth'], 'auth');
}

function errorsAs(type: string, auth: Fields): readonly SchemaError[] | null {
  return kept(`auth ${type}`, () => authSchema(type))(auth);
}

/** The fields are those of another type, each of them: one cause. Which of the two was meant, only the author knows. */
function otherType(type: string, other: string): Finding {
  const required = (authBranches.get(type)?.['required'] ?? []) as readonly string[];
  const fields = required.filter((field) => field !== 'type');
  const instead = fields.length === 0 ? 'leave the others out' : `give it ${fields.join(', ')}`;
  return {
    code: 'unknown-value',
    message: `spec.auth.type is ${type}, but the other fields are those of ${other}.`,
    hint: `Write "type: ${other}", or ${instead}.`,
    path: ['spec', 'auth', 'type'],
    part: 'value',
  };
}

/** Each branch of a provider's auth, by its type. */
const authBranches = new Map<string, JsonSchema>(
  Object.values(manifestSchemas.Provider['$defs'] as Record<string, JsonSchema>).flatMap((branch) => {
    const type = propertiesOf(branch)['type']?.['const'];
    return typeof type === 'string' ? [[type, branch] as const] : [];
  }),
);

const authTypes = [...authBranches.keys()];

function authSchema(type: string): JsonSchema {
  return {
    ...(authBranches.get(type) ?? typeOfAuth(type === 'missing')),
    $defs: manifestSchemas.Provider['$defs'] as JsonSchema,
  };
}

/**
 * For auth whose type is not known: only the type is wrong then, whatever else there is. Where it is missing, a field
 * that fits no type at all may be the type, misspelt.
 */
function typeOfAuth(isMissing: boolean): JsonSchema {
  const names = [...authBranches.values()].flatMap((branch) => Object.keys(propertiesOf(branch)));
  const type = { type: 'string', enum: authTypes, description: 'It says which fields follow.', examples: ['bearer'] };
  const properties = { ...Object.fromEntries(names.map((name) => [name, {}])), type };
  return { properties, required: ['type'], additionalProperties: !isMissing };
}

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}
