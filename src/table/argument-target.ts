/** The places of a request that arguments can fill, and which one an argument means. */
import type { ApiOperation, ApiParameter } from '../link/link.ts';
import type { JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import { type Finding, type ManifestPath, type Report, slipOf } from './report.ts';
import { memberNames, schemaAt } from './schema-walk.ts';
import type { Binding } from './table.ts';

/** A place of the request that an argument may fill. */
export interface Target {
  readonly in: Binding['in'];
  readonly name: string;
  readonly bodyPath: readonly string[];
  readonly schema: JsonSchema;
  readonly required: boolean;
  readonly description: string;
}

/** An operation's request, looked through once for all arguments. */
export interface Places {
  readonly operation: ApiOperation;
  /** What an argument may fill: parameters without the credential's, then the body's own fields. */
  readonly targets: readonly Target[];
  /** Top-level keys of the body that the endpoint sends always. */
  readonly constantBody: ReadonlySet<string>;
  /** Places that arguments name with "to". */
  readonly taken: ReadonlySet<string>;
}

/**
 * Looks through an operation's request.
 *
 * @param constant the body that the endpoint sends always, or null
 * @param credential name of the path parameter that the provider's key fills, or null
 */
export function placesOf(operation: ApiOperation, constant: JsonSchema | null, credential: string | null): Places {
  const { body } = operation;
  const parameters = operation.parameters.filter(({ in: place, name }) => place !== 'path' || name !== credential);
  const fields = body === null ? [] : memberNames(body.schema).map((name) => bodyField(body, [name]) as Target);
  return {
    operation,
    targets: [...parameters.map(parameterTarget), ...fields],
    constantBody: new Set(constant === null ? [] : Object.keys(constant)),
    taken: new Set(),
  };
}

function parameterTarget(parameter: ApiParameter): Target {
  return {
    in: parameter.in,
    name: parameter.name,
    bodyPath: [],
    schema: parameter.schema,
    required: parameter.required || parameter.in === 'path',
    description: parameter.description,
  };
}

/** A place in the body, or null when its schema says that there is none. */
function bodyField(body: NonNullable<ApiOperation['body']>, path: readonly string[]): Target | null {
  let schema: JsonSchema = body.schema;
  let { required } = body;
  for (const key of path) {
    required &&= Array.isArray(schema['required']) && schema['required'].includes(key);
    const next = schemaAt(schema, [key]);
    if (!next.known && next.missing !== null) return null;
    schema = next.known ? next.schema : {};
  }
  const description = typeof schema['description'] === 'string' ? schema['description'] : '';
  return { in: 'body', name: '', bodyPath: path, schema, required, description };
}

/** A place as people write it after "to:". */
export function placeOf(target: Pick<Target, 'in' | 'name' | 'bodyPath'>): string {
  return target.in === 'body' ? ['body', ...target.bodyPath].join('.') : `${target.in}.${target.name}`;
}

/** Where the arguments go that a capability has when it lists none: everything, or the body whole if it has no fields. */
export function impliedTargets({ operation, targets, constantBody }: Places): [name: string, target: Target][] {
  const implied = targets.filter(
    (target) => !isIdempotencyKey(target, operation) && !constantBody.has(target.bodyPath[0] ?? ''),
  );
  const { body } = operation;
  if (body !== null && !targets.some((target) => target.in === 'body')) implied.push(bodyField(body, []) as Target);
  return implied.map((target) => [argumentName(target), target]);
}

/** The gateway fills this one: callers give their key beside the arguments. */
export function isIdempotencyKey({ in: place, name }: Target, { idempotencyHeader }: ApiOperation): boolean {
  return place === 'header' && name.toLowerCase() === idempotencyHeader;
}

/** `filter[name]` → `filter_name`: what every client accepts as an argument's name. */
export function argumentName(target: Target): string {
  const place = placeOf(target);
  const name = place
    .slice(place.indexOf('.') + 1)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

/** The place that a listed argument means; null when there is none, which is told to `report`. */
export function resolveTarget(
  name: string,
  to: string | undefined,
  places: Places,
  at: ManifestPath,
  report: Report,
): Target | null {
  return to === undefined ? sameNamed(name, places, at, report) : explicit(to, places, [...at, 'to'], report);
}

/** The place that is certainly meant, unless another argument goes there already. */
function meantPlace(to: string, { targets, taken }: Places): Pick<Finding, 'meant'> {
  const slip = slipOf(to, targets.map(placeOf));
  return slip.meant === undefined || taken.has(slip.meant.to) ? {} : slip;
}

function sameNamed(name: string, places: Places, at: ManifestPath, report: Report): Target | null {
  const candidates = places.targets.filter(
    (target) => (target.in === 'body' ? target.bodyPath[0] : target.name) === name,
  );
  const [first, second] = candidates;
  if (first === undefined) report(nothingCalled(name, places, at));
  if (first === undefined || second === undefined) return first ?? null;
  report({
    code: 'argument-conflict',
    at,
    key: true,
    message: `"${name}" stands in several places of the request: ${candidates.map(placeOf).join(' and ')}.`,
    hint: `Say which with "to: ${placeOf(first)}".`,
    related: { message: 'the endpoint', of: 'endpoint' },
  });
  return null;
}

function nothingCalled(name: string, { operation, targets }: Places, at: ManifestPath): Finding {
  const near = closest(name, targets.map(argumentName));
  const similar = targets.find((target) => argumentName(target) === near);
  return {
    code: 'unknown-argument-target',
    at,
    key: true,
    message: `Endpoint "${operation.name}" declares nothing called "${name}", so the argument has nowhere to go.`,
    hint: `${similar === undefined ? '' : `Did you mean "${placeOf(similar)}"? `}${placesHint(targets)}`,
    related: { message: 'the endpoint', of: 'endpoint' },
  };
}

function placesHint(targets: readonly Target[]): string {
  return targets.length === 0
    ? 'The endpoint takes no parameters and no body.'
    : `Write where it goes, "to: " and one of ${targets.slice(0, 12).map(placeOf).join(', ')}${targets.length > 12 ? ', …' : ''}.`;
}

function explicit(to: string, places: Places, at: ManifestPath, report: Report): Target | null {
  const { operation, targets } = places;
  const declared = targets.find((target) => (target.in === 'header' ? sameHeader(target, to) : placeOf(target) === to));
  const [place, ...path] = to.split('.');
  const target = declared ?? (place === 'body' && operation.body !== null ? bodyField(operation.body, path) : null);
  if (target !== null) return target;
  const similar = closest(to, targets.map(placeOf));
  const why = place === 'body' && operation.body === null ? 'has no request body' : `does not declare "${to}"`;
  report({
    code: 'unknown-argument-target',
    at,
    message: `Endpoint "${operation.name}" ${why}, so the argument has nowhere to go.`,
    hint: `${similar === null ? '' : `Did you mean "${similar}"? `}${placesHint(targets)}`,
    related: { message: 'the endpoint', of: 'endpoint' },
    ...meantPlace(to, places),
  });
  return null;
}

/** Header names have no case (RFC 9110 section 5.1). */
function sameHeader(target: Target, to: string): boolean {
  return placeOf(target).toLowerCase() === to.toLowerCase();
}
