/** `spec.result.jsonata` with its `schema` → a result that an expression makes. */
import { expressionFaults } from '../expression/read.ts';
import { schemaFaults } from '../link/link.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import { isCombined } from './held.ts';
import type { ManifestPath, Report } from './report.ts';
import type { ResultSpec } from './result-spec.ts';
import { didYouMean } from './result-value.ts';
import { define, isSchema } from './schema-walk.ts';
import type { ResultShape } from './table.ts';

const at: ManifestPath = ['spec', 'result'];

/** Compiles it, telling what is wrong with the expression, its schema, or what stands beside them. */
export function compileExpression(
  source: string,
  spec: ResultSpec,
  report: Report,
): { readonly result: ResultShape; readonly output: JsonSchema } {
  const schema = closed(spec.schema ?? { type: 'object' });
  checkBeside(spec, report);
  if (spec.schema === undefined) report(noSchema);
  else checkSchema(spec.schema, report);
  for (const fault of expressionFaults(source)) {
    const { line, column, message, hint, unknown } = fault;
    const near = unknown === undefined ? null : closest(unknown.name, unknown.known);
    report({
      code: 'invalid-expression',
      at: [...at, 'jsonata'],
      message: `The expression cannot be evaluated: ${message} (line ${line}, column ${column} of it).`,
      hint:
        near === null ? (hint ?? 'JSONata is described at https://docs.jsonata.org.') : didYouMean(`$${near}`).trim(),
    });
  }
  return { result: { items: null, fields: {}, expression: { source, schema } }, output: schema };
}

/** Objects that name their fields have no others: what an expression makes beside them is nobody's to rely on. */
function closed(schema: JsonSchema): JsonSchema {
  const { properties, items } = schema;
  const isOpen = !['additionalProperties', 'patternProperties', 'unevaluatedProperties'].some((one) => one in schema);
  return {
    ...schema,
    ...(isSchema(items) && { items: closed(items) }),
    ...(isSchema(properties) && {
      properties: mapMembers(properties, (member) => (isSchema(member) ? closed(member) : member)),
      ...(isOpen && !isCombined(schema) && { additionalProperties: false }),
    }),
  };
}

function mapMembers(members: JsonSchema, change: (member: Json) => Json): JsonSchema {
  const changed: Record<string, Json> = {};
  for (const [name, member] of Object.entries(members)) define(changed, name, change(member));
  return changed;
}

const noSchema = {
  code: 'missing-field',
  at: [...at, 'jsonata'],
  key: true,
  message: 'The result is made by an expression, and nothing says what it makes: callers and models would not know.',
  hint: 'Add "schema" beside it, for example { type: object, required: [total], properties: { total: { type: [number, \'null\'] } } }.',
} as const;

/** What an expression makes is the whole result. */
function checkBeside(spec: ResultSpec, report: Report): void {
  for (const field of ['items', 'each', 'fields', 'selectable'] as const) {
    if (spec[field] === undefined) continue;
    report({
      code: 'argument-conflict',
      at: [...at, field],
      key: true,
      message: `"${field}" has no effect beside "jsonata", which makes the whole result.`,
      hint: field === 'selectable' ? 'Leave it out: callers get all of it.' : 'Remove one of the two.',
      related: { message: 'the expression', at: [...at, 'jsonata'], key: true },
    });
  }
}

function checkSchema(schema: JsonSchema, report: Report): void {
  const faults = schemaFaults(schema as Json);
  for (const { path, part, message, hint, meant } of faults)
    report({
      code: 'invalid-schema',
      at: [...at, 'schema', ...path],
      key: part === 'key',
      message: `The schema of the result cannot be used: ${message}.`,
      hint,
      ...(meant === undefined ? {} : { meant }),
    });
  if (faults.length === 0 && schema['type'] !== 'object')
    report({
      code: 'invalid-schema',
      at: [...at, 'schema'],
      key: true,
      message: 'The result of a capability is an object, and its schema says something else.',
      hint: 'Write "type: object" with "properties"; a list goes under a name: { items: { type: array } }.',
    });
}
