/** One value of a result: a path into the answer, and what becomes of what is found there. */
import { parsePath } from '../link/path-expression.ts';
import type { Json, JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import { formatPath, lastEach } from './path.ts';
import { declaredIn, relax } from './relax.ts';
import { type ManifestPath, type Report, slipOf } from './report.ts';
import { valueSchema } from './result-schema.ts';
import { isSchema, schemaAt, typesOf } from './schema-walk.ts';
import type { Conversion, PathExpression, Shape } from './table.ts';

/** A shape and the schema of what it makes. */
export interface Shaped {
  readonly shape: Shape;
  readonly schema: JsonSchema;
}

/** A fixed value. */
export function constant(value: Json): Shaped {
  return { shape: { kind: 'constant', value }, schema: { const: value } };
}

/**
 * Compiles `$from` with `$map`, `$as` and `$else`; a path with `[*]` makes a list of all values that it reaches.
 *
 * @param place where the field stands, and where its path is written
 */
export function compileValue(
  spec: JsonSchema,
  schema: JsonSchema | null,
  place: { readonly at: ManifestPath; readonly from: ManifestPath },
  report: Report,
): Shaped {
  const { at } = place;
  const from = spec['$from'];
  if (from === undefined) {
    report({
      code: 'missing-field',
      at,
      message: 'This field says how to convert a value but not where it comes from.',
      hint: 'Add "$from" with a path such as $.status.',
    });
    return constant(null);
  }
  const path = readPath(from, place.from, report);
  if (path === null) return constant(null);
  const split = lastEach(path) + 1;
  const value = valueAt(path.slice(split), spec, follow(schema, path, place.from, report), at, report);
  if (split === 0) return value;
  return {
    shape: { kind: 'list', path: path.slice(0, split), each: value.shape },
    schema: { type: ['array', 'null'], items: value.schema },
  };
}

function valueAt(
  path: PathExpression,
  spec: JsonSchema,
  source: JsonSchema | null,
  at: ManifestPath,
  report: Report,
): Shaped {
  const map = readMap(spec['$map'], at, report);
  const divide = readDivide(spec['$divide'], at, report);
  // What is divided is a number, whatever the API sends it as.
  const as = divide === null ? readConversion(spec['$as'], at, report) : numberAs(spec['$as'], at, report);
  const otherwise = spec['$else'] ?? null;
  const types = map === null && as === null && source !== null ? typesOf(source) : [];
  const whole = types.includes('object') || types.includes('array');
  const inside = whole ? declaredIn(relax(source as JsonSchema)) : null;
  const promises = inside?.members !== undefined || inside?.items !== undefined;
  return {
    shape: {
      kind: 'value',
      path,
      map,
      as,
      ...(divide !== null && { divide }),
      types,
      ...(inside !== null && promises ? { inside } : {}),
      otherwise,
    },
    schema: valueSchema({ map, as, types, otherwise, source }),
  };
}

function readMap(map: Json | undefined, at: ManifestPath, report: Report): JsonSchema | null {
  if (map === undefined) return null;
  if (isSchema(map)) return map;
  report({
    code: 'wrong-type',
    at: [...at, '$map'],
    message: '"$map" is an object from the upstream\'s value to ours.',
    hint: 'For example { processing: open, completed: done }.',
  });
  return null;
}

function numberAs(as: Json | undefined, at: ManifestPath, report: Report): Conversion {
  if (as !== undefined && as !== 'number')
    report({
      code: 'invalid-value',
      at: [...at, '$as'],
      message: `What "$divide" makes is a number, and "$as" says ${JSON.stringify(as)}.`,
      hint: 'Leave "$as" out, or write "$as: number".',
      related: { message: 'the division', at: [...at, '$divide'], key: true },
    });
  return 'number';
}

function readDivide(value: Json | undefined, at: ManifestPath, report: Report): number | null {
  if (value === undefined) return null;
  if (typeof value === 'number' && Number.isFinite(value) && value !== 0) return value;
  report({
    code: 'wrong-type',
    at: [...at, '$divide'],
    message: `"$divide" is a number that is not 0, and this is ${JSON.stringify(value)}.`,
    hint: 'An amount in cents becomes one in units by "$divide: 100".',
  });
  return null;
}

const conversions: readonly Conversion[] = ['string', 'number', 'integer', 'boolean', 'date', 'date-time'];

function readConversion(value: Json | undefined, at: ManifestPath, report: Report): Conversion | null {
  if (value === undefined) return null;
  if (conversions.includes(value as Conversion)) return value as Conversion;
  report({
    code: 'unknown-value',
    at: [...at, '$as'],
    message: `No conversion is called ${JSON.stringify(value)}.`,
    hint: `${didYouMean(typeof value === 'string' ? closest(value, conversions) : null)}Conversions are ${conversions.join(', ')}.`,
    ...(typeof value === 'string' ? slipOf(value, conversions) : {}),
  });
  return null;
}

/** `Did you mean "…"? ` before a longer hint; empty when nothing is similar. */
export function didYouMean(name: string | null): string {
  return name === null ? '' : `Did you mean "${name}"? `;
}

/** Reads a path, or tells what is wrong with it and answers null. */
export function readPath(text: Json, at: ManifestPath, report: Report): PathExpression | null {
  const path = typeof text === 'string' ? parsePath(text) : null;
  if (path !== null) return path;
  report({
    code: 'invalid-path-expression',
    at,
    message: `${JSON.stringify(text)} is no path into the answer.`,
    hint:
      typeof text === 'string' && /^\.?\w+(\.\w+)*$/.test(text)
        ? `Paths begin with $: did you mean "$.${text.replace(/^\./, '')}"? A fixed text is { $const: ${text} }.`
        : "Write $.name, $.a.b, $[0], $[*] or $['odd name'].",
  });
  return null;
}

/** The schema at a path; tells the author about a field that the endpoint does not declare. */
export function follow(
  schema: JsonSchema | null,
  path: PathExpression,
  at: ManifestPath,
  report: Report,
): JsonSchema | null {
  const found = schemaAt(schema, path);
  if (found.known) return found.schema;
  if (found.missing !== null) {
    const { key, declared, types } = found.missing;
    report({
      code: 'unknown-result-field',
      severity: 'warning',
      at,
      message: `${formatPath(path)} takes "${key}", which the endpoint's response does not declare: it is null whenever the API does not send it.`,
      hint:
        declared.length === 0
          ? `Declared there: ${types.join(' or ')}.`
          : `${didYouMean(closest(key, declared))}Declared there: ${declared.slice(0, 12).join(', ')}${declared.length > 12 ? ', …' : ''}.`,
      related: { message: 'the endpoint', of: 'endpoint', at: ['spec', 'response'] },
    });
  }
  return null;
}
