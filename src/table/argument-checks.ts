/** Mistakes that show only when an argument and its place in the request are seen together. */
import type { PlacedArgument } from './argument-schema.ts';
import { unwritable } from './argument-serialization.ts';
import { argumentNames } from './argument-names.ts';
import { isIdempotencyKey, placeOf, type Places, type Target } from './argument-target.ts';
import type { Finding, Report } from './report.ts';

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

/** Only plain values can be looked up in a map or converted, and only what a style writes can be put in a parameter. */
function checkKind({ name, spec, target, at }: PlacedArgument, report: Report): void {
  const what = unwritable(spec, target);
  if (what === null) return;
  const translated = spec.as !== undefined || spec.map !== undefined;
  const fate = translated
    ? `converted with "${spec.map === undefined ? 'as' : 'map'}"`
    : `sent in a ${target.in}${target.serialization === null ? '' : ` by the style "${target.serialization.style}"`}`;
  report({
    code: 'unsupported-argument',
    at,
    key: true,
    message: `Argument "${name}" may be ${what}, which cannot be ${fate}.`,
    hint: kindHint(target, translated),
  });
}

function kindHint({ in: place }: Target, translated: boolean): string {
  const plain = 'Give it a schema of a plain value (string, number, boolean)';
  if (translated) return `${plain}, or send it in the body as it is.`;
  if (place === 'query')
    return `${plain}, or declare the parameter with "style: deepObject" or "style: json" if the API reads that.`;
  return `${plain}, or declare the parameter with "style: json" if the API reads that.`;
}

/** Finds places that two arguments would fill. */
export function checkConflicts(placed: readonly PlacedArgument[], report: Report): void {
  const filled = new Map<string, PlacedArgument>();
  const inside = new Map<string, string>();
  for (const argument of placed) {
    const place = placeOf(argument.target);
    const parents = parentsOf(argument.target);
    const other = filled.has(place) ? place : (inside.get(place) ?? parents.find((parent) => filled.has(parent)));
    const first = other === undefined ? undefined : filled.get(other);
    if (other !== undefined && first !== undefined) report(conflict(argument, place, other, first));
    filled.set(place, argument);
    for (const parent of parents) inside.set(parent, place);
  }
}

/** The places in the body that a value there lies in. */
function parentsOf({ bodyPath }: Target): string[] {
  return bodyPath.map((_, index) => ['body', ...bodyPath.slice(0, index)].join('.'));
}

function conflict({ at }: PlacedArgument, place: string, other: string, first: PlacedArgument): Finding {
  const isListed = at !== first.at && at.join() !== first.at.join();
  return {
    code: 'argument-conflict',
    at,
    key: true,
    message: `Two arguments are sent to ${place}${other === place ? '' : ` (inside or around ${other})`}.`,
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
    hint: `Add an argument, for example "${argumentNames(places.targets).get(first)}: { to: ${placeOf(first)} }", or a fixed value with "const".`,
    related: { message: 'the endpoint', of: 'endpoint' },
  });
}
