/** `spec.result.selectable` → the argument `fields`, by which callers choose what of a result they get. */
import type { Json, JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import type { ManifestPath, Report } from './report.ts';
import type { ResultSpec } from './result-spec.ts';
import { didYouMean } from './result-value.ts';
import { isSchema } from './schema-walk.ts';
import type { Operation } from './table.ts';

/** The argument's name, the same for every capability. */
export const fieldsArgument = 'fields';

const at: ManifestPath = ['spec', 'result', 'selectable'];

type Selectable = Pick<Operation, 'input' | 'output' | 'fields'>;

/** Adds the choice to what a capability takes and promises; all stays as it is where the manifest offers none. */
export function compileSelectable(spec: ResultSpec | undefined, compiled: Selectable, report: Report): Selectable {
  const { input, output } = compiled;
  const { selectable = false } = spec ?? {};
  if (selectable === false || output === null || spec?.jsonata !== undefined) return compiled;
  if (checkArgument(input, report)) return compiled;
  const hasItems = spec?.items !== undefined;
  const offered = fieldNames(part(output, hasItems), '');
  const fields = selectable === true ? offered : checkNames(selectable as readonly string[], offered, report);
  if (offered.length === 0) report(nothingToSelect());
  if (fields.length === 0) return compiled;
  return {
    fields,
    input: withArgument(input, fields, hasItems),
    output: replacePart(output, hasItems, (schema) => withoutRequired(schema)),
  };
}

/** The result's schema for callers who choose nothing: all its fields are there. */
export function wholeOutput({ output, fields, result }: Operation): JsonSchema | null {
  if (output === null || fields === null || result === null) return output;
  return replacePart(output, result.items !== null, withRequired);
}

// ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Names of an object's fields; those of an object in it follow it, with a dot. */
function fieldNames(schema: Json | undefined, prefix: string): readonly string[] {
  return Object.entries(membersOf(schema)).flatMap(([name, member]) => {
    const path = prefix + name;
    return name.includes('.') ? [path] : [path, ...fieldNames(member, `${path}.`)];
  });
}

function membersOf(schema: Json | undefined): JsonSchema {
  if (!isSchema(schema)) return {};
  const isObject = [schema['type']].flat().includes('object');
  return isObject && isSchema(schema['properties']) ? schema['properties'] : {};
}

function checkArgument(input: JsonSchema, report: Report): boolean {
  const isTaken = Object.hasOwn((input['properties'] ?? {}) as JsonSchema, fieldsArgument);
  if (isTaken)
    report({
      code: 'argument-conflict',
      at,
      key: true,
      message: `The capability has an argument "${fieldsArgument}" already, and callers choose what they get by one of that name.`,
      hint: 'Give the argument another name, for example "columns: { to: query.fields }", or leave "selectable" out.',
    });
  return isTaken;
}

function checkNames(names: readonly string[], offered: readonly string[], report: Report): readonly string[] {
  names.forEach((name, index) => {
    if (offered.includes(name)) return;
    report({
      code: 'unknown-result-field',
      at: [...at, index],
      message: `The result has no field "${name}" that callers could choose.`,
      hint: `${didYouMean(closest(name, offered))}Its fields are ${offered.slice(0, 20).join(', ') || 'not known'}.`,
    });
  });
  return names.filter((name) => offered.includes(name));
}

function nothingToSelect() {
  return {
    code: 'unknown-result-field',
    at,
    message: 'Nothing is known of the fields of this result, so callers cannot choose among them.',
    hint: 'Name them in "each" or "fields" of the result, or leave "selectable" out.',
  } as const;
}

// ── schemas ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function withArgument(input: JsonSchema, fields: readonly string[], hasItems: boolean): JsonSchema {
  const argument = {
    type: 'array',
    items: { type: 'string', enum: [...fields] },
    minItems: 1,
    uniqueItems: true,
    description: hasItems ? 'Only these fields of each item.' : 'Only these fields.',
  };
  return { ...input, properties: { ...(input['properties'] as JsonSchema), [fieldsArgument]: argument } };
}

/** Where the fields stand that are chosen among: in each item, or in the result itself. */
function part(output: JsonSchema, hasItems: boolean): Json | undefined {
  if (!hasItems) return output;
  const items = (output['properties'] as JsonSchema)['items'];
  return isSchema(items) ? items['items'] : undefined;
}

function replacePart(output: JsonSchema, hasItems: boolean, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  if (!hasItems) return change(output);
  const properties = output['properties'] as JsonSchema;
  const items = properties['items'] as JsonSchema;
  return { ...output, properties: { ...properties, items: { ...items, items: change(items['items'] as JsonSchema) } } };
}

function withoutRequired(schema: JsonSchema): JsonSchema {
  const { required: _required, ...rest } = schema;
  return changeMembers(rest, withoutRequired);
}

function withRequired(schema: JsonSchema): JsonSchema {
  // Only what the manifest makes always has all of its fields.
  const isMade = schema['additionalProperties'] === false;
  return changeMembers({ ...schema, ...(isMade && { required: Object.keys(membersOf(schema)) }) }, withRequired);
}

function changeMembers(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const members = Object.entries(membersOf(schema));
  if (members.length === 0) return schema;
  const isObject = (member: Json) => Object.keys(membersOf(member)).length > 0;
  const changed = members.map(([name, member]) => [name, isObject(member) ? change(member as JsonSchema) : member]);
  return { ...schema, properties: Object.fromEntries(changed) as JsonSchema };
}
