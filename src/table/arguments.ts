/** `spec.arguments` → the schema that callers see and the way of each value into the request. */
import type { Json, JsonSchema } from '../schema.ts';
import { checkArgument, checkConflicts, checkCoverage } from './argument-checks.ts';
import {
  checkOwnSchema,
  publishedSchema,
  settleRequired,
  type ArgumentSpec,
  type PlacedArgument,
} from './argument-schema.ts';
import { checkValues } from './argument-values.ts';
import { settleSerialization } from './argument-serialization.ts';
import { impliedTargets, resolveTarget, type Places } from './argument-target.ts';
import type { Report } from './report.ts';
import { define } from './schema-walk.ts';
import { sensitiveArguments } from './sensitive.ts';
import type { Binding, SensitivePath } from './table.ts';

/** Compiles the arguments; without any in the manifest, every parameter and body field becomes one of the same name. */
export function compileArguments(
  specs: { readonly [name: string]: ArgumentSpec } | undefined,
  places: Places,
  report: Report,
): { readonly bindings: Binding[]; readonly input: JsonSchema; readonly sensitive: readonly SensitivePath[] } {
  const placed = placeArguments(specs, places, report);
  const bindings = placed.map((argument) => {
    const binding = bindingOf(argument);
    checkArgument(argument, report);
    checkValues(argument, binding, report);
    return binding;
  });
  checkConflicts(placed, report);
  // An argument that has nowhere to go may be the one that is missing: told once, not twice.
  if (placed.length === Object.keys(specs ?? placed).length) checkCoverage(placed, places, report);
  const given = placed.filter(({ spec }) => spec.const === undefined);
  return { bindings, input: inputSchema(given), sensitive: sensitiveArguments(given, places.operation.body) };
}

/** Each argument, listed or implied, with the place that it fills; one that has none is left out and told to `report`. */
export function placeArguments(
  specs: { readonly [name: string]: ArgumentSpec } | undefined,
  places: Places,
  report: Report,
): readonly PlacedArgument[] {
  return specs === undefined ? impliedArguments(places) : listedArguments(specs, places, report);
}

function impliedArguments(places: Places): PlacedArgument[] {
  return impliedTargets(places).map(([name, target]) => ({ name, spec: {}, target, at: ['spec', 'endpoint'] }));
}

function listedArguments(
  specs: { readonly [name: string]: ArgumentSpec },
  places: Places,
  report: Report,
): readonly PlacedArgument[] {
  const taken = new Set(Object.values(specs).flatMap(({ to }) => to ?? []));
  return Object.entries(specs).flatMap(([name, spec]) => {
    const at = ['spec', 'arguments', name];
    const target = resolveTarget(name, spec.to, { ...places, taken }, at, report);
    const usable = checkOwnSchema(name, spec, at, report) ? spec : { ...spec, schema: {} };
    return target === null ? [] : [{ name, spec: usable, target, at }];
  });
}

function bindingOf({ name, spec, target }: PlacedArgument): Binding {
  const constant = spec.const !== undefined;
  return {
    argument: constant ? null : name,
    in: target.in,
    name: target.name,
    bodyPath: target.bodyPath,
    serialization: settleSerialization(spec, target),
    map: spec.map ?? null,
    as: spec.as ?? null,
    ...(spec.default !== undefined && !constant ? { default: spec.default } : {}),
    ...(constant ? { constant: spec.const as Json } : {}),
  };
}

function inputSchema(placed: readonly PlacedArgument[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const { name, spec, target } of placed) define(properties, name, publishedSchema(spec, target));
  const required = placed.filter(({ spec, target }) => settleRequired(spec, target).value).map(({ name }) => name);
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}
