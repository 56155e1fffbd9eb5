/**
 * Places whose values are never recorded: what schemas mark (`format: password`, `writeOnly`, `x-sensitive`), what
 * manifests mark (`sensitive`, `$sensitive`), and where marked values go in arguments and results.
 */
import { parsePath } from '../link/path-expression.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { PlacedArgument } from './argument-schema.ts';
import { lastEach } from './path.ts';
import type { ResultSpec } from './result-spec.ts';
import { isSchema } from './schema-walk.ts';
import type { PathExpression, SensitivePath } from './table.ts';

/** Every item of a list, every member of a map. */
const every = '*';

/** A value that is marked itself. */
const whole: readonly SensitivePath[] = [[]];

/** Keywords of JSON Schema with one schema that says something of the same value, of its items, or of any of its members. */
const sameValue = ['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'dependentSchemas'];
const ofItems = ['items', 'prefixItems', 'contains', 'unevaluatedItems'];
const anyMember = [...ofItems, 'additionalProperties', 'unevaluatedProperties', 'patternProperties'];

/** Marked places of a schema, from its root. Schemas hold no references, so that they end. */
function markedPlaces(schema: Json | undefined): readonly SensitivePath[] {
  if (!isSchema(schema)) return [];
  if (isMarked(schema)) return whole;
  const { properties } = schema;
  const members = isSchema(properties) ? Object.entries(properties) : [];
  return [
    ...sameValue.flatMap((keyword) => schemasIn(keyword, schema[keyword]).flatMap(markedPlaces)),
    ...members.flatMap(([name, member]) => below([name], markedPlaces(member))),
    ...anyMember.flatMap((keyword) =>
      schemasIn(keyword, schema[keyword]).flatMap((member) => below([every], markedPlaces(member))),
    ),
  ];
}

function isMarked(schema: JsonSchema): boolean {
  return schema['format'] === 'password' || schema['writeOnly'] === true || schema['x-sensitive'] === true;
}

/** One schema, a list of them, or a map of them by name. */
function schemasIn(keyword: string, value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  if (!isSchema(value)) return [];
  return keyword === 'patternProperties' || keyword === 'dependentSchemas' ? Object.values(value) : [value];
}

/**
 * Marked places of the arguments that callers give: of their own schemas, of the places that they go to, and by hand.
 *
 * @param body what the request's body is declared as, where it has one
 */
export function sensitiveArguments(
  given: readonly PlacedArgument[],
  body: { readonly schema: JsonSchema } | null,
): readonly SensitivePath[] {
  const inBody = markedPlaces(body?.schema);
  return withoutCovered(
    given.flatMap(({ name, spec, target }) => {
      const marked = target.in === 'body' ? within(inBody, target.bodyPath) : markedPlaces(target.schema);
      const all = [...markedPlaces(spec.schema), ...marked];
      // What is mapped or converted is one value, whatever the place would hold.
      const isWhole = spec.sensitive === true || ((spec.map ?? spec.as) !== undefined && all.length > 0);
      return below([name], isWhole ? whole : all);
    }),
  );
}

/** Marked places of the result; of one that is passed on as it came, those of the response. */
export function sensitiveResult(spec: ResultSpec | undefined, response: JsonSchema | null): readonly SensitivePath[] {
  const marked = markedPlaces(response ?? undefined);
  if (spec === undefined) return withoutCovered(marked);
  // Where an expression takes its values from is not known.
  if (spec.jsonata !== undefined) return withoutCovered(marked.length > 0 ? whole : markedPlaces(spec.schema));
  const { items, each = '$', fields = {} } = spec;
  const list =
    items === undefined ? [] : below(['items', every], placesOfShape(each, within(marked, toItems(readPath(items)))));
  return withoutCovered([...list, ...placesOfFields(fields, marked)]);
}

function placesOfFields(fields: JsonSchema, marked: readonly SensitivePath[]): readonly SensitivePath[] {
  return Object.entries(fields).flatMap(([name, field]) => below([name], placesOfShape(field, marked)));
}

/** @param marked places of the value that the shape's paths begin at */
function placesOfShape(spec: Json, marked: readonly SensitivePath[]): readonly SensitivePath[] {
  if (typeof spec === 'string') return placesOfValue(spec, marked);
  if (!isSchema(spec)) return [];
  if (!Object.keys(spec).some((key) => key.startsWith('$'))) return placesOfFields(spec, marked);
  if (spec['$sensitive'] === true) return whole;
  if (spec['$const'] !== undefined) return [];
  if (Array.isArray(spec['$first']))
    return spec['$first'].flatMap((path: Json) => placesOfShape({ ...without(spec, '$first'), $from: path }, marked));
  if (Array.isArray(spec['$join']))
    return spec['$join'].some((path: Json) => within(marked, readPath(path)).length > 0) ? whole : [];
  const from = spec['$from'] ?? '$';
  if (spec['$each'] !== undefined)
    return below([every], placesOfShape(spec['$each'], within(marked, toItems(readPath(from)))));
  if (spec['$where'] !== undefined)
    return placesOfShape(
      { ...without(without(spec, '$where'), '$get'), $from: spec['$get'] ?? '$' },
      within(marked, toItems(readPath(from))),
    );
  const found = placesOfValue(from, marked);
  const isConverted = (spec['$map'] ?? spec['$as'] ?? spec['$divide']) !== undefined;
  return isConverted ? found.map((path) => (path[0] === every && hasEach(from) ? [every] : [])) : found;
}

function without(spec: JsonSchema, name: string): JsonSchema {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== name));
}

/** A path with `[*]` makes one list of all values that it reaches. */
function placesOfValue(from: Json, marked: readonly SensitivePath[]): readonly SensitivePath[] {
  const found = within(marked, readPath(from));
  return hasEach(from) ? below([every], found) : found;
}

function hasEach(from: Json): boolean {
  return lastEach(readPath(from)) !== -1;
}

/** What cannot be read has been told by whoever compiles the result. */
function readPath(text: Json): PathExpression {
  return (typeof text === 'string' ? parsePath(text) : null) ?? [];
}

function toItems(path: PathExpression): PathExpression {
  return lastEach(path) === -1 ? [...path, { each: true }] : path;
}

/** The marked places at and below a path, seen from there; all of it when something around it is marked. */
function within(marked: readonly SensitivePath[], path: PathExpression): readonly SensitivePath[] {
  return marked.flatMap((place) => {
    const fits = path.every((step, index) => index >= place.length || isSameStep(place[index], step));
    return fits ? [place.slice(path.length)] : [];
  });
}

function isSameStep(name: string | undefined, step: PathExpression[number]): boolean {
  return name === every || name === step;
}

function below(prefix: SensitivePath, places: readonly SensitivePath[]): readonly SensitivePath[] {
  return places.map((place) => [...prefix, ...place]);
}

/** Places by their names, so that thousands of them are told apart in one walk each. */
interface Branch {
  isPlace: boolean;
  readonly below: Map<string, Branch>;
}

/** Sorted, without what another one covers; so that no order of a schema's keywords shows. */
function withoutCovered(places: readonly SensitivePath[]): readonly SensitivePath[] {
  const root: Branch = { isPlace: false, below: new Map() };
  const kept: SensitivePath[] = [];
  for (const place of places.toSorted(widestFirst)) {
    if (isCovered(place, root)) continue;
    kept.push(place);
    let branch = root;
    for (const name of place) {
      const next = branch.below.get(name) ?? { isPlace: false, below: new Map() };
      branch.below.set(name, next);
      branch = next;
    }
    branch.isPlace = true;
  }
  return kept
    .map((place) => ({ place, text: JSON.stringify(place) }))
    .toSorted(byText)
    .map(({ place }) => place);
}

function isCovered([name, ...rest]: SensitivePath, branch: Branch): boolean {
  if (branch.isPlace) return true;
  if (name === undefined) return false;
  return [...new Set([name, every])].some((known) => {
    const next = branch.below.get(known);
    return next !== undefined && isCovered(rest, next);
  });
}

function widestFirst(a: SensitivePath, b: SensitivePath): number {
  const wildcards = (place: SensitivePath) => place.filter((name) => name === every).length;
  return a.length - b.length || wildcards(b) - wildcards(a);
}

function byText(a: { readonly text: string }, b: { readonly text: string }): number {
  return a.text < b.text ? -1 : 1;
}
