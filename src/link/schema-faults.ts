/**
 * JSON Schemas as manifests may hold them: draft 2020-12, each whole in itself. A keyword that nobody would act on is a
 * mistake, as an unknown field of a manifest is; schemas from OpenAPI documents have been brought into this form already.
 */
import { createMemo } from '../memo.ts';
import { schemaFault, type Json, type JsonSchema } from '../schema.ts';
import { closest, onlyNear } from '../suggest.ts';

/** One mistake, with its place inside the schema. */
export interface SchemaFault {
  readonly path: readonly (string | number)[];
  readonly part: 'key' | 'value';
  /** Without a full stop, to stand inside a sentence. */
  readonly message: string;
  readonly hint: string;
  /** What is written there, and the only word that it can be a slip of. */
  readonly meant?: { readonly from: string; readonly to: string };
}

/** What stands under a keyword. */
type Held = 'value' | 'schema' | 'schemas' | 'named';

const keywords: Readonly<Record<string, Held>> = {
  ...holding(
    'value',
    'type title description default examples deprecated readOnly writeOnly enum const format pattern',
  ),
  ...holding('value', 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength'),
  ...holding('value', 'required dependentRequired minProperties maxProperties minItems maxItems uniqueItems'),
  ...holding('value', 'minContains maxContains contentEncoding contentMediaType $comment'),
  ...holding('schema', 'items additionalProperties propertyNames contains not if then else contentSchema'),
  ...holding('schema', 'unevaluatedItems unevaluatedProperties'),
  ...holding('schemas', 'allOf anyOf oneOf prefixItems'),
  ...holding('named', 'properties patternProperties dependentSchemas'),
};

function holding(held: Held, names: string): Record<string, Held> {
  return Object.fromEntries(names.split(' ').map((name) => [name, held]));
}

/** What people write instead of a keyword that there is. */
const advice: Readonly<Record<string, string>> = {
  $ref: 'Write the schema out at this place: a manifest has nothing that a $ref could point to.',
  $defs: 'Write the schemas out where they are used: $ref is not supported here.',
  definitions: 'Write the schemas out where they are used: $ref is not supported here.',
  nullable: 'Write the types as a list: type: [string, "null"].',
  example: 'Write a list: examples: [...].',
  $schema: 'Leave it out: every schema is of draft 2020-12.',
  id: 'Leave it out. If it is a property\'s name, write it below "properties".',
  $id: 'Leave it out. If it is a property\'s name, write it below "properties".',
};

/** How many schemas' faults are remembered, none longer than so many characters: thousands of manifests share a few hundred. */
const remembered = 2_000;
const longest = 4_000;
const deepest = 64;
const known = createMemo<readonly SchemaFault[]>(remembered);

/** Everything that keeps a schema from being used; empty when it can be. Cheap for schemas seen before. */
export function schemaFaults(schema: Json): readonly SchemaFault[] {
  const text = textOf(schema);
  if (text === null) return [tooDeep];
  if (text.length > longest) return findFaults(schema);
  return known(text, () => findFaults(schema));
}

function textOf(schema: Json): string | null {
  try {
    return JSON.stringify(schema);
  } catch {
    return null;
  }
}

const tooDeep: SchemaFault = {
  path: [],
  part: 'key',
  message: `it is nested more than ${deepest} levels deep`,
  hint: 'Leave the inner levels open: { type: object } says nothing about its members.',
};

/** Levels of nesting, counted no further than matters. */
function depthOf(value: Json): number {
  let level: Json[] = [value];
  for (let depth = 0; depth <= deepest; depth++) {
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
    if (level.length === 0) return depth;
  }
  return deepest + 1;
}

function findFaults(schema: Json): readonly SchemaFault[] {
  if (depthOf(schema) > deepest) return [tooDeep];
  const faults: SchemaFault[] = [];
  walk(schema, [], faults);
  if (faults.length > 0) return faults;
  const fault = schemaFault(schema);
  if (fault === null) return [];
  return [
    {
      path: fault.path,
      part: 'value',
      message: `${fault.path.length === 0 ? 'it' : `"${fault.path.at(-1)}"`} ${fault.message}`,
      hint: 'Schemas are JSON Schema 2020-12, for example { type: string, enum: [open, done] }.',
    },
  ];
}

/** Looks at keywords only; whether their values have the right form is told by the meta-schema. */
function walk(schema: Json, path: SchemaFault['path'], faults: SchemaFault[]): void {
  if (!isRecord(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    const at = [...path, keyword];
    const held = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (held === undefined) unknownKeyword(keyword, Object.keys(schema), at, faults);
    else if (held === 'schema') walk(value, at, faults);
    else if (held === 'schemas' && Array.isArray(value))
      value.forEach((one, index) => walk(one, [...at, index], faults));
    else if (held === 'named' && isRecord(value))
      for (const [name, one] of Object.entries(value)) walk(one, [...at, name], faults);
    checkValue(keyword, value, at, faults);
  }
}

function unknownKeyword(
  keyword: string,
  present: readonly string[],
  path: SchemaFault['path'],
  faults: SchemaFault[],
): void {
  if (keyword.startsWith('x-')) return;
  const similar = closest(keyword, Object.keys(keywords));
  const meant = Object.hasOwn(advice, keyword) ? null : onlyNear(keyword, Object.keys(keywords));
  faults.push({
    path,
    part: 'key',
    message: keyword.startsWith('$')
      ? `"${keyword}" is not supported`
      : `no keyword of JSON Schema is called "${keyword}"`,
    hint:
      (Object.hasOwn(advice, keyword) ? advice[keyword] : undefined) ??
      (similar === null ? 'Leave it out.' : `Did you mean "${similar}"?`),
    ...(meant === null || present.includes(meant) ? {} : { meant: { from: keyword, to: meant } }),
  });
}

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** What other languages call the types. */
const otherNames: Readonly<Record<string, string>> = {
  str: 'string',
  text: 'string',
  int: 'integer',
  float: 'number',
  double: 'number',
  bool: 'boolean',
  list: 'array',
  map: 'object',
  dict: 'object',
};

function checkType(value: string, path: SchemaFault['path'], faults: SchemaFault[]): void {
  if (types.includes(value)) return;
  const other = Object.hasOwn(otherNames, value.toLowerCase()) ? otherNames[value.toLowerCase()] : undefined;
  const similar = other ?? closest(value, types);
  const meant = other === undefined ? onlyNear(value, types) : null;
  faults.push({
    path,
    part: 'value',
    message: `no type is called "${value}"`,
    hint: `${similar === null ? '' : `Did you mean "${similar}"? `}Types are ${types.join(', ')}.`,
    ...(meant === null ? {} : { meant: { from: value, to: meant } }),
  });
}

/** What the meta-schema lets pass and a checker cannot be made of. */
function checkValue(keyword: string, value: Json, path: SchemaFault['path'], faults: SchemaFault[]): void {
  if (keyword === 'enum' && Array.isArray(value) && value.length === 0)
    faults.push({ path, part: 'value', message: '"enum" is empty, so nothing would fit', hint: 'List the values.' });
  if (keyword === 'x-sensitive' && typeof value !== 'boolean')
    faults.push({
      path,
      part: 'value',
      message: '"x-sensitive" is neither true nor false, so the values would be recorded',
      hint: 'Write "x-sensitive: true".',
    });
  if (keyword === 'type' && typeof value === 'string') checkType(value, path, faults);
  if (keyword === 'pattern' && typeof value === 'string') checkPattern(value, path, 'value', faults);
  if (keyword === 'patternProperties' && isRecord(value))
    for (const pattern of Object.keys(value)) checkPattern(pattern, [...path, pattern], 'key', faults);
}

function checkPattern(pattern: string, path: SchemaFault['path'], part: 'key' | 'value', faults: SchemaFault[]): void {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    const reason = (error as Error).message.split(': ').at(-1) ?? '';
    faults.push({
      path,
      part,
      message: `the pattern ${JSON.stringify(pattern)} cannot be read (${reason.toLowerCase()})`,
      hint: "Patterns are ECMAScript regular expressions in Unicode mode; quote them in YAML: pattern: '^[0-9]+$'.",
    });
  }
}

function isRecord(value: Json): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
