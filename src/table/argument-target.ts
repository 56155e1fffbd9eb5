/** The places of a request that arguments can fill, and which one an argument means. */
import type { ApiBody, ApiOperation, ApiParameter } from '../link/link.ts';
import type { JsonSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import { ownMembers } from './argument-members.ts';
import { argumentNames } from './argument-names.ts';
import { placeOf, type Target } from './argument-place.ts';
import { type Finding, type ManifestPath, type Report, slipOf } from './report.ts';
import { sendableSchema } from './sendable-schema.ts';
import { memberNames, schemaAt } from './schema-walk.ts';

export { placeOf, type Target } from './argument-place.ts';

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
 * @param credential the parameter that the provider's key fills, or null: many documents declare it as one, too
 */
export function placesOf(
  operation: ApiOperation,
  constant: JsonSchema | null,
  credential: Pick<ApiParameter, 'in' | 'name'> | null,
): Places {
  const { body } = operation;
  const parameters = operation.parameters.filter((parameter) => credential === null || !isSame(parameter, credential));
  return {
    operation,
    targets: [
      ...parameters.map((parameter) => parameterTarget(parameter, parameters)),
      ...(body === null ? [] : bodyTargets(body)),
    ],
    constantBody: new Set(constant === null ? [] : Object.keys(constant)),
    taken: new Set(),
  };
}

/** Header names have no case (RFC 9110 section 5.1). */
function isSame(a: Pick<ApiParameter, 'in' | 'name'>, b: Pick<ApiParameter, 'in' | 'name'>): boolean {
  if (a.in !== b.in) return false;
  return a.in === 'header' ? a.name.toLowerCase() === b.name.toLowerCase() : a.name === b.name;
}

function parameterTarget(parameter: ApiParameter, all: readonly ApiParameter[]): Target {
  const required = parameter.required || parameter.in === 'path';
  return {
    in: parameter.in,
    name: parameter.name,
    bodyPath: [],
    serialization: parameter.serialization,
    schema: sendableSchema(ownMembers(parameter, all), parameter.in === 'path', required),
    required,
    description: parameter.description,
  };
}

/** Each of its fields; text and bytes are one value. */
function bodyTargets(body: ApiBody): Target[] {
  const paths = isOneValue(body) ? [[]] : memberNames(body.schema).map((name) => [name]);
  return paths.map((path) => bodyField(body, path) as Target);
}

function isOneValue({ format }: ApiBody): boolean {
  return format === 'text' || format === 'binary';
}

/** A place in the body, or null when its schema says that there is none. */
function bodyField(body: ApiBody, path: readonly string[]): Target | null {
  if (path.length > 0 && isOneValue(body)) return null;
  let schema: JsonSchema = body.schema;
  let { required } = body;
  for (const key of path) {
    required &&= Array.isArray(schema['required']) && schema['required'].includes(key);
    const next = schemaAt(schema, [key]);
    if (!next.known && next.missing !== null) return null;
    schema = next.known ? next.schema : {};
  }
  const description = typeof schema['description'] === 'string' ? schema['description'] : '';
  return { in: 'body', name: '', bodyPath: path, serialization: null, schema, required, description };
}

/** Where the arguments go that a capability has when it lists none: everything, or the body whole if it has no fields. */
export function impliedTargets({ operation, targets, constantBody }: Places): [name: string, target: Target][] {
  const implied = targets.filter(
    (target) => !isIdempotencyKey(target, operation) && !constantBody.has(target.bodyPath[0] ?? ''),
  );
  const { body } = operation;
  if (body !== null && !targets.some((target) => target.in === 'body')) implied.push(bodyField(body, []) as Target);
  const names = argumentNames(implied);
  return implied.map((target) => [names.get(target) as string, target]);
}

/** The gateway fills this one: callers give their key beside the arguments. */
export function isIdempotencyKey({ in: place, name }: Target, { idempotencyHeader }: ApiOperation): boolean {
  return place === 'header' && name.toLowerCase() === idempotencyHeader;
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
    (target) => (target.in === 'body' ? (target.bodyPath[0] ?? 'body') : target.name) === name,
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
  const names = argumentNames(targets);
  const near = closest(name, [...names.values()]);
  const similar = targets.find((target) => names.get(target) === near);
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
