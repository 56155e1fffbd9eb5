/** Mistakes that show only when an argument and its place in the request are seen together. */
import { acceptedSchema, type PlacedArgument } from './argument-schema.ts';
import { argumentName, isIdempotencyKey, placeOf, type Places, type Target } from './argument-target.ts';
import type { Finding, Report } from './report.ts';
import { typesOf } from './schema-walk.ts';

/** Checks one argument against its place. */
export function checkArgument(argument: PlacedArgument, report: Report): void {
  checkOptional(argument, report);
  if (argument.spec.const === undefined) checkKind(argument, report);
}

function checkOptional({ name, spec, target, at }: PlacedArgument, report: Report): void {
  if (spec.required !== false || target.in !== 'path' || spec.default !== undefined || spec.const !== undefined) return;
  report({
    code: 'missing-argument',
    at: [...at, 'required'],
    message: `The path needs "${target.name}", so argument "${name}" cannot be optional.`,
    hint: 'Remove "required: false", or give a default.',
    related: { message: 'the path', of: 'endpoint', at: ['spec', 'path'] },
  });
}

/** Only plain values can be looked up in a map, converted, or put in a path, a header or (besides lists) a query. */
function checkKind({ name, spec, target, at }: PlacedArgument, report: Report): void {
  const types = typesOf(acceptedSchema(spec, target));
  const translated = spec.as !== undefined || spec.map !== undefined;
  const what = types.includes('object') ? 'an object' : 'a list';
  if (types.every((type) => type !== 'object' && type !== 'array')) return;
  if (!translated && (target.in === 'body' || (target.in === 'query' && !types.includes('object')))) return;
  const fate = translated ? `converted with "${spec.map === undefined ? 'as' : 'map'}"` : `sent in a ${target.in}`;
  report({
    code: 'unsupported-argument',
    at,
    key: true,
    message: `Argument "${name}" may be ${what}, which cannot be ${fate}.`,
    hint: 'Give it a schema of a plain value (string, number, boolean), or send it in the body as it is.',
  });
}

/** Finds arguments of one name, and places that two arguments would fill. */
export function checkConflicts(placed: readonly PlacedArgument[], report: Report): void {
  const names = new Map<string, PlacedArgument>();
  const filled = new Map<string, PlacedArgument>();
  const inside = new Map<string, string>();
  for (const argument of placed) {
    const place = placeOf(argument.target);
    const parents = parentsOf(argument.target);
    const other = filled.has(place) ? place : (inside.get(place) ?? parents.find((parent) => filled.has(parent)));
    const first = other === undefined ? names.get(argument.name) : filled.get(other);
    if (first !== undefined) report(conflict(argument, place, other, first));
    names.set(argument.name, argument);
    filled.set(place, argument);
    for (const parent of parents) inside.set(parent, place);
  }
}

/** The places in the body that a value there lies in. */
function parentsOf({ bodyPath }: Target): string[] {
  return bodyPath.map((_, index) => ['body', ...bodyPath.slice(0, index)].join('.'));
}

function conflict(
  { name, at }: PlacedArgument,
  place: string,
  other: string | undefined,
  first: PlacedArgument,
): Finding {
  const isListed = at !== first.at && at.join() !== first.at.join();
  return {
    code: 'argument-conflict',
    at,
    key: true,
    message:
      other === undefined
        ? `Two places of the endpoint would make an argument called "${name}".`
        : `Two arguments are sent to ${place}${other === place ? '' : ` (inside or around ${other})`}.`,
    hint: 'Declare the arguments by hand and send each to its own place with "to".',
    related: isListed
      ? { message: `"${first.name}" is sent there already`, at: first.at, key: true }
      : { message: 'the endpoint', of: 'endpoint' },
  };
}

/** Finds what the endpoint requires and no argument gives. */
export function checkCoverage(placed: readonly PlacedArgument[], places: Places, report: Report): void {
  const filled = new Set(placed.map(({ target }) => placeOf({ ...target, bodyPath: target.bodyPath.slice(0, 1) })));
  const missing = places.targets.filter(
    (target) =>
      target.required &&
      !isIdempotencyKey(target, places.operation) &&
      !filled.has(placeOf(target)) &&
      !(target.in === 'body' && (filled.has('body') || places.constantBody.has(target.bodyPath[0] as string))),
  );
  const [first] = missing;
  if (first === undefined) return;
  report({
    code: 'missing-argument',
    at: ['spec', 'arguments'],
    key: true,
    message: `Endpoint "${places.operation.name}" requires ${missing.map(placeOf).join(' and ')}, which no argument gives: every call would fail.`,
    hint: `Add an argument, for example "${argumentName(first)}: { to: ${placeOf(first)} }", or a fixed value with "const".`,
    related: { message: 'the endpoint', of: 'endpoint' },
  });
}
