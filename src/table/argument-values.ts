/** Values that stand in a manifest (defaults, constants, maps), held against the schemas and places that they go to. */
import type { Json, JsonSchema } from '../schema.ts';
import { acceptedSchema, type PlacedArgument } from './argument-schema.ts';
import { placeOf, type Target } from './argument-target.ts';
import { createStep } from './bind.ts';
import { emptySink } from './bind-put.ts';
import { misfit } from './misfit.ts';
import type { ManifestPath, Report } from './report.ts';
import { didYouMean } from './result-value.ts';
import { closest } from '../suggest.ts';
import type { Binding } from './table.ts';

/** Checks the values of one argument; each is sent once into an empty request, just as a call would send it. */
export function checkValues(argument: PlacedArgument, binding: Binding, report: Report): void {
  const { spec, at } = argument;
  const unsendable = new Set<string>();
  for (const [key, value] of Object.entries(spec.map ?? {})) {
    const place = [...at, 'map', key];
    const isSent =
      spec.const !== undefined || trySending(argument, binding, { [argument.name]: key }, value, place, report);
    if (!isSent) unsendable.add(key);
    else if (spec.as === undefined) checkAgainstTarget(argument, value, place, report);
  }
  if (spec.map !== undefined) checkMapKeys(argument, report);
  if (spec.const !== undefined) checkConstant(argument, binding, report);
  // What the map makes of it is wrong, and told already.
  else if (spec.default !== undefined && !unsendable.has(String(spec.default))) checkDefault(argument, binding, report);
}

function checkConstant(argument: PlacedArgument, binding: Binding, report: Report): void {
  const { spec, at } = argument;
  const value = spec.const as Json;
  const isSent = trySending(argument, binding, {}, value, [...at, 'const'], report);
  if (isSent && spec.as === undefined && spec.map === undefined)
    checkAgainstTarget(argument, value, [...at, 'const'], report);
}

function checkDefault(argument: PlacedArgument, binding: Binding, report: Report): void {
  const { name, spec, target, at } = argument;
  const value = spec.default as Json;
  const why = misfit(value, acceptedSchema(spec, target));
  if (why === null) {
    trySending(argument, binding, {}, value, [...at, 'default'], report);
    return;
  }
  report({
    code: 'invalid-value',
    at: [...at, 'default'],
    message: `The default ${JSON.stringify(value)} of argument "${name}" ${why}, so no caller could send it.`,
    hint:
      spec.map === undefined
        ? `${didYouMean(nearOf(value, acceptedSchema(spec, target)['enum']))}Write a value that fits the argument's schema.`
        : `${didYouMean(nearOf(value, Object.keys(spec.map)))}Write one of ${Object.keys(spec.map).join(', ')}: defaults are in the caller's words.`,
  });
}

function checkMapKeys({ name, spec, at }: PlacedArgument, report: Report): void {
  const accepted = spec.schema?.['enum'];
  const unmapped = (Array.isArray(accepted) ? (accepted as readonly Json[]) : []).filter(
    (value) => !Object.hasOwn(spec.map ?? {}, String(value)),
  );
  if (unmapped.length === 0) return;
  report({
    code: 'invalid-value',
    at: [...at, 'map'],
    key: true,
    message: `Argument "${name}" accepts ${unmapped.map((value) => JSON.stringify(value)).join(', ')}, which its map does not know: such calls would be refused.`,
    hint: 'Add what is missing to the map, or take it out of the schema.',
  });
}

/** A warning only: documents lag behind the APIs that they describe, and their people are not the author. */
function checkAgainstTarget({ name, target }: PlacedArgument, value: Json, at: ManifestPath, report: Report): void {
  const why = misfit(value, target.in === 'body' ? target.schema : asText(target));
  if (why === null) return;
  report({
    code: 'invalid-value',
    severity: 'warning',
    at,
    message: `Argument "${name}" sends ${JSON.stringify(value)} to ${placeOf(target)}, which ${why} as the endpoint declares: the API may refuse it.`,
    hint: `${didYouMean(nearOf(value, target.schema['enum']))}Write a value that the endpoint's schema allows, or correct the endpoint in an Endpoint manifest.`,
    related: { message: 'the endpoint', of: 'endpoint' },
  });
}

function nearOf(value: Json, allowed: Json | undefined): string | null {
  return typeof value === 'string' && Array.isArray(allowed) ? closest(value, allowed.map(String)) : null;
}

/** In a path, a query or a header everything is text: 5 and "5" are the same there. */
function asText({ schema }: Target): JsonSchema {
  const { enum: values, const: only } = schema;
  return {
    ...(Array.isArray(values) ? { enum: [...new Set([...values, ...values.map(String)])] } : {}),
    ...(only === undefined ? {} : { enum: [only, String(only)] }),
  };
}

/** False when the value cannot be sent, which is told to `report`. */
function trySending(
  { name }: PlacedArgument,
  binding: Binding,
  args: Readonly<Record<string, Json>>,
  value: Json,
  at: ManifestPath,
  report: Report,
): boolean {
  const error = createStep(binding, [binding])(args, emptySink());
  if (error === null) return true;
  report({
    code: 'unsupported-argument',
    at,
    message: `The value ${JSON.stringify(value)} of argument "${name}" ${error.message}`,
    hint: `Write a value that can be sent in the ${binding.in}.`,
  });
  return false;
}
