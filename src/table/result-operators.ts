/** Operators of a result that look at more than one place: `$first`, `$join`, and `$where` with `$get`. */
import type { Json, JsonSchema } from '../schema.ts';
import type { ManifestPath, Report } from './report.ts';
import { eitherSchema, textSchema } from './result-schema.ts';
import { compileValue, constant, follow, readPath, type Shaped } from './result-value.ts';
import { isSchema } from './schema-walk.ts';
import type { PathExpression, Where } from './table.ts';

/** `$first: [paths]`, with `$map`, `$as`, `$divide` and `$else` as for one of them: the first value that is there. */
export function compileFirst(spec: JsonSchema, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  const { $first: paths, $else: otherwise = null, ...rest } = spec;
  const list = readList(paths, [...at, '$first'], 'Write a list of paths: $first: [$.nickname, $.name].', report);
  if (list === null) return constant(otherwise);
  const found = list.map((path, index) =>
    compileValue({ ...rest, $from: path }, schema, { at, from: [...at, '$first', index] }, report),
  );
  return {
    shape: { kind: 'first', of: found.map(({ shape }) => shape), otherwise },
    schema: eitherSchema(
      found.map((one) => one.schema),
      otherwise,
    ),
  };
}

/** `$join: [paths]` with `$with` and `$else`: the texts that are there as one text. */
export function compileJoin(spec: JsonSchema, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  const { $join: paths, $with: between = ' ', $else: otherwise = null } = spec;
  const list = readList(paths, [...at, '$join'], 'Write a list of paths: $join: [$.first_name, $.last_name].', report);
  if (typeof between !== 'string')
    report({
      code: 'wrong-type',
      at: [...at, '$with'],
      message: `"$with" is the text between the parts, and this is ${JSON.stringify(between)}.`,
      hint: "Write a text in quotes: $with: ', '.",
    });
  if (list === null) return constant(otherwise);
  const read = list.map((path, index) => {
    const place = [...at, '$join', index];
    const expression = readPath(path, place, report);
    if (expression !== null) follow(schema, expression, place, report);
    return expression ?? [];
  });
  return {
    shape: { kind: 'join', paths: read, between: String(between), otherwise },
    schema: textSchema(otherwise),
  };
}

/** `$from` a list, `$where` members of an item are as said, `$get` a path in the first such item. */
export function compilePick(spec: JsonSchema, schema: JsonSchema | null, at: ManifestPath, report: Report): Shaped {
  const { $from: from = '$', $where: where, $get: get = '$', ...rest } = spec;
  const path = readPath(from, [...at, '$from'], report);
  const conditions = readWhere(where, at, report);
  if (path === null || conditions === null) return constant(rest['$else'] ?? null);
  const item = follow(schema, toItems(path), [...at, '$from'], report);
  const taken = compileValue({ ...rest, $from: get }, item, { at, from: [...at, '$get'] }, report);
  return { shape: { kind: 'pick', path, where: conditions, take: taken.shape }, schema: taken.schema };
}

/** A path that names one value means the list that stands there. */
export function toItems(path: PathExpression): PathExpression {
  return path.some((part) => typeof part === 'object') ? path : [...path, { each: true }];
}

/** `$where` as members and what they have to be; null when it is wrong, which is told. */
export function readWhere(where: Json | undefined, at: ManifestPath, report: Report): Where | null {
  const isWhere =
    isSchema(where) &&
    Object.keys(where).length > 0 &&
    Object.values(where).every((value) => value === null || typeof value !== 'object');
  if (isWhere) return where as Where;
  report({
    code: 'wrong-type',
    at: [...at, '$where'],
    message: '"$where" says what members of an item have to be, as texts, numbers, true, false or null.',
    hint: 'For example { key: billing_rut }. What it cannot say, "jsonata" can.',
  });
  return null;
}

function readList(paths: Json | undefined, at: ManifestPath, hint: string, report: Report): readonly Json[] | null {
  if (Array.isArray(paths) && paths.length > 0) return paths as readonly Json[];
  report({
    code: 'wrong-type',
    at,
    message: `This takes a list of paths, and this is ${JSON.stringify(paths)}.`,
    hint,
  });
  return null;
}
