/** `spec.result` → how an upstream's answer becomes the normalised one, and the schema that follows from it. */
import { closest } from '../suggest.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { firstEach, formatPath, parsePath } from './path.ts';
import type { ManifestPath, Report } from './report.ts';
import { define, isSchema, relax, schemaAt, typesOf } from './schema-walk.ts';
import type { Conversion, JsonType, PathExpression, ResultShape, Shape } from './table.ts';

/** A shape and the schema of what it makes. */
interface Shaped {
  readonly shape: Shape;
  readonly schema: JsonSchema;
}

/** `spec.result` as people write it. */
export interface ResultSpec {
  readonly items?: string;
  readonly each?: Json;
  readonly fields?: { readonly [name: string]: Json };
}

const operators = ['$from', '$map', '$else', '$as', '$const', '$each'] as const;
const conversions: readonly Conversion[] = ['string', 'number', 'integer', 'boolean', 'date', 'date-time'];

/**
 * Compiles a result. The output schema is derived, never written twice: field names come from the manifest, types and
 * descriptions from the endpoint's response, and every value that an upstream could leave out may be null.
 */
export function compileResult(
  spec: ResultSpec,
  response: JsonSchema | null,
  report: Report,
): { readonly result: ResultShape; readonly output: JsonSchema } {
  const at: ManifestPath = ['spec', 'result'];
  const properties: Record<string, JsonSchema> = {};
  const items = compileItems(spec, response, at, report);
  if (items !== null) properties['items'] = { type: 'array', items: items.schema };
  const fields = compileFields(spec.fields ?? {}, response, [...at, 'fields'], report);
  if (items !== null && Object.hasOwn(fields.shapes, 'items')) {
    report({
      code: 'argument-conflict',
      at: [...at, 'fields', 'items'],
      key: true,
      message: 'The result has a list under "items" already, so no field can have that name.',
      hint: 'Give the field another name, such as "lines".',
    });
  }
  for (const [name, schema] of Object.entries(fields.schemas))
    if (name !== 'items' || items === null) define(properties, name, schema);
  return {
    result: { items: items === null ? null : { path: items.path, each: items.each }, fields: fields.shapes },
    output: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
  };
}

function compileItems(spec: ResultSpec, response: JsonSchema | null, at: ManifestPath, report: Report) {
  if (spec.items === undefined) {
    if (spec.each !== undefined) {
      report({
        code: 'missing-field',
        at: [...at, 'each'],
        key: true,
        message: 'The result says how each item looks ("each") but not where the items are.',
        hint: 'Add the list\'s path, for example "items: $[*]" or "items: $.data[*]".',
      });
    }
    return null;
  }
  const path = readPath(spec.items, [...at, 'items'], report) ?? [];
  const itemPath: PathExpression =
    firstEach(path) === path.length - 1 && path.length > 0 ? path : [...path, { each: true }];
  const itemSchema = follow(response, itemPath, [...at, 'items'], report);
  const each = compileShape(spec.each ?? '$', itemSchema, [...at, 'each'], report);
  return { path, each: each.shape, schema: each.schema };
}

function compileFields(
  spec: { readonly [name: string]: Json },
  schema: JsonSchema | null,
  at: ManifestPath,
  report: Report,
) {
  const shapes: Record<string, Shape> = {};
  const schemas: Record<string, JsonSchema> = {};
  for (const [name, field] of Object.entries(spec)) {
    const compiled = compileShape(field, schema, [...at, name], report);
    define(shapes, name, compiled.shape);
    define(schemas, name, compiled.schema);
  }
  return { shapes, schemas };
}

function compileShape(spec: Json, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  if (typeof spec === 'string') return compileValue({ $from: spec }, schema, at, report);
  if (!isSchema(spec)) {
    report({
      code: 'wrong-type',
      at,
      message: `A field of a result is a path or an object, and this is ${JSON.stringify(spec)}.`,
      hint: 'Write a path such as "$.id", or { $const: … } for a fixed value.',
    });
    return constant(null);
  }
  const keys = Object.keys(spec);
  const operated = keys.filter((key) => key.startsWith('$'));
  if (operated.length === 0) return compileNested(spec, schema, at, report);
  for (const key of keys) checkOperator(key, at, report);
  if (spec['$const'] !== undefined) return constant(spec['$const']);
  return spec['$each'] === undefined ? compileValue(spec, schema, at, report) : compileList(spec, schema, at, report);
}

function checkOperator(key: string, at: ManifestPath, report: Report): void {
  if ((operators as readonly string[]).includes(key)) return;
  const mixed = !key.startsWith('$');
  report({
    code: 'unknown-field',
    at: [...at, key],
    key: true,
    message: mixed
      ? `"${key}" is a field's name among operators (keys that begin with $), so it would be lost.`
      : `No operator is called "${key}".`,
    hint: mixed
      ? 'Put the field beside this one, or nest it without operators.'
      : `${didYouMean(closest(key, operators))}Operators are ${operators.join(', ')}.`,
  });
}

function didYouMean(name: string | null): string {
  return name === null ? '' : `Did you mean "${name}"? `;
}

function constant(value: Json): Shaped {
  return { shape: { kind: 'constant', value }, schema: { const: value } };
}

function compileNested(spec: JsonSchema, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  const { shapes, schemas } = compileFields(spec, schema, at, report);
  return {
    shape: { kind: 'object', fields: shapes },
    schema: { type: 'object', properties: schemas, required: Object.keys(schemas), additionalProperties: false },
  };
}

function compileList(spec: JsonSchema, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  const path = readPath(spec['$from'] ?? '$', [...at, '$from'], report) ?? [];
  const itemPath: PathExpression = firstEach(path) === -1 ? [...path, { each: true }] : path;
  const each = compileShape(
    spec['$each'] as Json,
    follow(schema, itemPath, [...at, '$from'], report),
    [...at, '$each'],
    report,
  );
  return { shape: { kind: 'list', path, each: each.shape }, schema: { type: ['array', 'null'], items: each.schema } };
}

function compileValue(spec: JsonSchema, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  const from = spec['$from'];
  const place =
    Object.hasOwn(spec, '$map') || Object.hasOwn(spec, '$as') || Object.hasOwn(spec, '$else') ? [...at, '$from'] : at;
  if (from === undefined) {
    report({
      code: 'missing-field',
      at,
      message: 'This field says how to convert a value but not where it comes from.',
      hint: 'Add "$from" with a path such as $.status.',
    });
    return constant(null);
  }
  const path = readPath(from, place, report);
  if (path === null) return constant(null);
  const split = firstEach(path);
  if (split === -1) return valueAt(path, spec, follow(schema, path, place, report), at, report);
  const each = valueAt(path.slice(split + 1), spec, follow(schema, path, place, report), at, report);
  return {
    shape: { kind: 'list', path: path.slice(0, split + 1), each: each.shape },
    schema: { type: ['array', 'null'], items: each.schema },
  };
}

function valueAt(
  path: PathExpression,
  spec: JsonSchema,
  source: JsonSchema | null,
  at: ManifestPath,
  report: Report,
): Shaped {
  const map = isSchema(spec['$map']) ? spec['$map'] : null;
  if (spec['$map'] !== undefined && map === null) {
    report({
      code: 'wrong-type',
      at: [...at, '$map'],
      message: '"$map" is an object from the upstream\'s value to ours.',
      hint: 'For example { processing: open, completed: done }.',
    });
  }
  const as = readConversion(spec['$as'], at, report);
  const otherwise = spec['$else'] ?? null;
  const types = map === null && as === null && source !== null ? typesOf(source) : [];
  return {
    shape: { kind: 'value', path, map, as, types, otherwise },
    schema: valueSchema({ map, as, types, otherwise, source }),
  };
}

function readConversion(value: Json | undefined, at: ManifestPath, report: Report): Conversion | null {
  if (value === undefined) return null;
  if (conversions.includes(value as Conversion)) return value as Conversion;
  report({
    code: 'unknown-value',
    at: [...at, '$as'],
    message: `No conversion is called ${JSON.stringify(value)}.`,
    hint: `${didYouMean(typeof value === 'string' ? closest(value, conversions) : null)}Conversions are ${conversions.join(', ')}.`,
  });
  return null;
}

/** What a value may be in the result. Null belongs to it unless `$else` says another value for what is missing. */
function valueSchema(value: {
  map: JsonSchema | null;
  as: Conversion | null;
  types: readonly JsonType[];
  otherwise: Json;
  source: JsonSchema | null;
}): JsonSchema {
  const { map, as, types, otherwise, source } = value;
  const description: JsonSchema =
    typeof source?.['description'] === 'string' ? { description: source['description'] } : {};
  if (map !== null && as === null) return { enum: uniqueValues([...Object.values(map), otherwise]), ...description };
  if (as !== null) return { ...conversionSchema(as, otherwise), ...description };
  if (types.length === 0) return description;
  if (types.includes('object') || types.includes('array')) return widen(relax(source as JsonSchema), otherwise);
  return { type: withTypeOf(types, otherwise), ...description };
}

function conversionSchema(as: Conversion, otherwise: Json): JsonSchema {
  const isDate = as === 'date' || as === 'date-time';
  return {
    type: withTypeOf([isDate ? 'string' : as], otherwise),
    ...(isDate && otherwise === null ? { format: as } : {}),
  };
}

/** Adds the type of what stands in for a missing value. */
function withTypeOf(types: readonly string[], otherwise: Json): Json {
  const type = otherwise === null ? 'null' : Array.isArray(otherwise) ? 'array' : typeof otherwise;
  const covered =
    types.includes(type) || (type === 'number' && types.includes('integer') && Number.isInteger(otherwise));
  const all = covered ? types : [...types, type];
  return all.length === 1 ? (all[0] as string) : [...all];
}

function widen(schema: JsonSchema, otherwise: Json): JsonSchema {
  return otherwise === null ? schema : { anyOf: [schema, { const: otherwise }] };
}

function uniqueValues(values: readonly Json[]): Json[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}

function readPath(text: Json, at: ManifestPath, report: Report): PathExpression | null {
  const path = typeof text === 'string' ? parsePath(text) : null;
  if (path !== null) return path;
  report({
    code: 'invalid-path-expression',
    at,
    message: `${JSON.stringify(text)} is no path into the answer.`,
    hint:
      typeof text === 'string' && /^[\w.]+$/.test(text)
        ? `Paths begin with $: did you mean "$.${text}"? A fixed text is { $const: ${text} }.`
        : "Write $.name, $.a.b, $[0], $[*] or $['odd name'].",
  });
  return null;
}

/** The schema at a path; tells the author about a field that the endpoint does not declare. */
function follow(schema: JsonSchema | null, path: PathExpression, at: ManifestPath, report: Report): JsonSchema | null {
  const found = schemaAt(schema, path);
  if (found.known) return found.schema;
  if (found.missing !== null) {
    const { key, declared } = found.missing;
    report({
      code: 'unknown-result-field',
      severity: 'warning',
      at,
      message: `${formatPath(path)} takes "${key}", which the endpoint's response does not declare: it is null whenever the API does not send it.`,
      hint: `${didYouMean(closest(key, declared))}Declared there: ${declared.slice(0, 12).join(', ')}${declared.length > 12 ? ', …' : ''}.`,
    });
  }
  return null;
}
