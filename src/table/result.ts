/** `spec.result` → how an upstream's answer becomes the normalised one, and the schema that follows from it. */
import type { Json, JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import { compileExpression } from './expression.ts';
import type { ResultSpec } from './result-spec.ts';
import { type Finding, type ManifestPath, type Report, slipOf } from './report.ts';
import { objectSchema } from './result-schema.ts';
import { compileFirst, compileJoin, compilePick, readWhere, toItems } from './result-operators.ts';
import { compileValue, constant, didYouMean, follow, readPath, type Shaped } from './result-value.ts';
import { define, isSchema } from './schema-walk.ts';
import type { ResultShape, Shape } from './table.ts';

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
  if (spec.jsonata !== undefined) return compileExpression(spec.jsonata, spec, report);
  if (spec.schema !== undefined) report(schemaAlone);
  checkParts(spec, at, report);
  const items = spec.items === undefined ? null : compileItems(spec.items, spec.each, response, at, report);
  const fields = compileFields(spec.fields ?? {}, response, [...at, 'fields'], report);
  const properties: Record<string, JsonSchema> =
    items === null ? {} : { items: { type: 'array', items: items.schema } };
  for (const [name, schema] of Object.entries(fields.schemas))
    if (name !== 'items' || items === null) define(properties, name, schema);
  return {
    result: { items: items === null ? null : { path: items.path, each: items.each }, fields: fields.shapes },
    output: objectSchema(properties),
  };
}

const schemaAlone: Finding = {
  code: 'argument-conflict',
  at: ['spec', 'result', 'schema'],
  key: true,
  message: 'A schema of the result is derived from "items" and "fields"; only one that "jsonata" makes is declared.',
  hint: 'Remove it, or say by "$as", "$map" and "$else" what its values become.',
};

function checkParts(spec: ResultSpec, at: ManifestPath, report: Report): void {
  if (spec.items === undefined && spec.each !== undefined)
    report({
      code: 'missing-field',
      at: [...at, 'each'],
      key: true,
      message: 'The result says how each item looks ("each") but not where the items are.',
      hint: 'Add the list\'s path, for example "items: $[*]" or "items: $.data[*]".',
    });
  if (spec.items === undefined && spec.each === undefined && Object.keys(spec.fields ?? {}).length === 0)
    report({
      code: 'missing-field',
      at,
      key: true,
      message: 'The result is empty, so callers would never see anything of the answer.',
      hint: 'Say what it holds with "items" and "each" or with "fields", or leave "result" out to pass the answer on.',
    });
  if (spec.items !== undefined && Object.hasOwn(spec.fields ?? {}, 'items'))
    report({
      code: 'argument-conflict',
      at: [...at, 'fields', 'items'],
      key: true,
      message: 'The result has a list under "items" already, so no field can have that name.',
      hint: 'Give the field another name, such as "lines".',
      related: { message: 'the list', at: [...at, 'items'], key: true },
    });
}

function compileItems(
  from: string,
  spec: Json | undefined,
  response: JsonSchema | null,
  at: ManifestPath,
  report: Report,
) {
  const path = readPath(from, [...at, 'items'], report) ?? [];
  const itemSchema = follow(response, toItems(path), [...at, 'items'], report);
  const each = compileShape(spec ?? '$', itemSchema, [...at, 'each'], report);
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
  if (typeof spec === 'string') return compileValue({ $from: spec }, schema, { at, from: at }, report);
  if (!isSchema(spec)) {
    report({
      code: 'wrong-type',
      at,
      message: `A field of a result is a path or an object, and this is ${JSON.stringify(spec)}.`,
      hint: 'Write a path such as "$.id", or { $const: … } for a fixed value.',
    });
    return constant(null);
  }
  if (!Object.keys(spec).some((key) => key.startsWith('$'))) {
    const { shapes, schemas } = compileFields(spec, schema, at, report);
    return { shape: { kind: 'object', fields: shapes }, schema: objectSchema(schemas) };
  }
  const known = checkOperators(spec, at, report);
  checkMark(spec, at, report);
  if (spec['$const'] !== undefined) return constant(spec['$const']);
  if (spec['$first'] !== undefined) return compileFirst(spec, schema, at, report);
  if (spec['$join'] !== undefined) return compileJoin(spec, schema, at, report);
  // The operator that is not known may be the one that is missing: told once, not twice.
  if (!known && spec['$from'] === undefined) return constant(null);
  if (spec['$each'] === undefined && spec['$where'] !== undefined) return compilePick(spec, schema, at, report);
  return spec['$each'] === undefined
    ? compileValue(spec, schema, { at, from: [...at, '$from'] }, report)
    : compileList(spec, schema, at, report);
}

function compileList(spec: JsonSchema, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  const from = [...at, '$from'];
  const path = readPath(spec['$from'] ?? '$', from, report) ?? [];
  const itemSchema = follow(schema, toItems(path), from, report);
  const each = compileShape(spec['$each'] as Json, itemSchema, [...at, '$each'], report);
  const where = spec['$where'] === undefined ? null : readWhere(spec['$where'], at, report);
  return {
    shape: { kind: 'list', path, ...(where !== null && { where }), each: each.shape },
    schema: { type: ['array', 'null'], items: each.schema },
  };
}

/** Every operator, with those that it makes meaningless. */
const operators: Readonly<Record<string, readonly string[]>> = {
  $from: [],
  $map: [],
  $as: [],
  $divide: [],
  $else: [],
  $first: ['$from'],
  $where: [],
  $get: [],
  $each: ['$map', '$as', '$divide', '$get', '$else', '$first'],
  $join: ['$from', '$map', '$as', '$divide', '$where', '$get', '$each', '$first'],
  $with: [],
  $const: [
    '$from',
    '$map',
    '$as',
    '$divide',
    '$else',
    '$first',
    '$where',
    '$get',
    '$each',
    '$join',
    '$with',
    '$sensitive',
  ],
  $sensitive: [],
};

/** Operators that say something of another one only. */
const companions: Readonly<Record<string, string>> = { $with: '$join', $get: '$where' };

/** What other languages call them. */
const otherNames: Readonly<Record<string, string>> = {
  $concat: '$join',
  $coalesce: '$first',
  $or: '$first',
  $default: '$else',
  $filter: '$where',
  $find: '$where',
  $separator: '$with',
  $path: '$from',
  $value: '$const',
  $type: '$as',
};

/** False when one is not known, which is told to `report`. */
function checkOperators(spec: JsonSchema, at: ManifestPath, report: Report): boolean {
  const keys = Object.keys(spec);
  for (const key of keys) {
    const above = keys.find((other) => Object.hasOwn(operators, other) && operators[other]?.includes(key));
    if (above !== undefined) report(withoutEffect(key, above, at));
    else if (!Object.hasOwn(operators, key)) report(unknownOperator(key, keys, at));
  }
  for (const [key, of] of Object.entries(companions))
    if (keys.includes(key) && !keys.includes(of)) report(lonely(key, of, at));
  return keys.every((key) => Object.hasOwn(operators, key));
}

function lonely(key: string, of: string, at: ManifestPath): Finding {
  return {
    code: 'unknown-field',
    at: [...at, key],
    key: true,
    message: `"${key}" says something of "${of}", which is not here: it has no effect.`,
    hint:
      key === '$get'
        ? 'Say by "$where" which item is meant: { $from: $.meta_data, $where: { key: rut }, $get: $.value }.'
        : 'Say by "$join" what is joined: { $join: [$.first_name, $.last_name], $with: \' \' }.',
  };
}

/** A mark that is not `true` would leave recorded what somebody meant to keep out. */
function checkMark({ $sensitive: mark }: JsonSchema, at: ManifestPath, report: Report): void {
  if (mark === undefined || mark === true) return;
  report({
    code: 'wrong-type',
    at: [...at, '$sensitive'],
    message: `"$sensitive" is a mark, and this is ${JSON.stringify(mark)}.`,
    hint: 'Write "$sensitive: true", or leave it out.',
  });
}

function withoutEffect(key: string, above: string, at: ManifestPath): Finding {
  return {
    code: 'unknown-field',
    at: [...at, key],
    key: true,
    message: `"${key}" has no effect beside "${above}".`,
    hint: above === '$each' ? `Write "${key}" inside "$each".` : `Remove one of the two.`,
    related: { message: `"${above}" stands here`, at: [...at, above], key: true },
  };
}

function unknownOperator(key: string, keys: readonly string[], at: ManifestPath): Finding {
  const mixed = !key.startsWith('$');
  const all = Object.keys(operators);
  return {
    code: 'unknown-field',
    at: [...at, key],
    key: true,
    message: mixed
      ? `"${key}" is a field's name among operators (keys that begin with $), so it would be lost.`
      : `No operator is called "${key}".`,
    hint: mixed
      ? 'Put the field beside this one, or nest it without operators.'
      : `${didYouMean(Object.hasOwn(otherNames, key) ? (otherNames[key] ?? null) : closest(key, all))}Operators are ${all.join(', ')}.`,
    ...(mixed
      ? {}
      : slipOf(
          key,
          all.filter((operator) => !keys.includes(operator)),
        )),
  };
}
