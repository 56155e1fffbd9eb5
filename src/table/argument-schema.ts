/** What callers see of an argument. */
import { schemaFaults } from '../link/schema-faults.ts';
import type { Json, JsonSchema } from '../schema.ts';
import type { Target } from './argument-target.ts';
import type { ManifestPath, Report } from './report.ts';
import type { Conversion } from './table.ts';

/** One entry of `spec.arguments` as people write it. */
export interface ArgumentSpec {
  readonly to?: string;
  readonly title?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
  readonly map?: { readonly [value: string]: Json };
  readonly as?: Conversion;
  readonly default?: Json;
  readonly const?: Json;
  readonly examples?: readonly Json[];
  /** The value is never recorded. */
  readonly sensitive?: true;
}

/** An argument with the place that it goes to. */
export interface PlacedArgument {
  readonly name: string;
  readonly spec: ArgumentSpec;
  readonly target: Target;
  /** Where to point when something is wrong with it. */
  readonly at: ManifestPath;
}

/** A field of an argument and who decided it: the argument itself, its map or default, or the place that it fills. */
export interface Settled<T> {
  readonly value: T;
  readonly by: 'argument' | 'map' | 'default' | 'target';
}

/** The schema of the values that callers may give: the argument's own, its map's keys, or its target's. */
export function settleSchema(spec: ArgumentSpec, target: Target): Settled<JsonSchema> {
  if (spec.schema !== undefined) return { value: spec.schema, by: 'argument' };
  if (spec.map !== undefined) return { value: { type: 'string', enum: Object.keys(spec.map) }, by: 'map' };
  return { value: target.schema, by: 'target' };
}

/** What callers read about it; undefined when nobody says anything. */
export function settleDescription(spec: ArgumentSpec, target: Target): Settled<string | undefined> {
  if (spec.description !== undefined) return { value: spec.description, by: 'argument' };
  return { value: target.description || undefined, by: 'target' };
}

/** Whether callers have to give it: never where something is sent without them. */
export function settleRequired(spec: ArgumentSpec, target: Target): Settled<boolean> {
  if (spec.default !== undefined) return { value: false, by: 'default' };
  if (spec.required !== undefined) return { value: spec.required, by: 'argument' };
  return { value: target.required, by: 'target' };
}

/** See `settleSchema`. */
export function acceptedSchema(spec: ArgumentSpec, target: Target): JsonSchema {
  return settleSchema(spec, target).value;
}

/** The same with the words that callers read. */
export function publishedSchema(spec: ArgumentSpec, target: Target): JsonSchema {
  const description = settleDescription(spec, target).value;
  return {
    ...acceptedSchema(spec, target),
    ...(spec.title === undefined ? {} : { title: spec.title }),
    ...(description === undefined ? {} : { description }),
    ...(spec.default === undefined ? {} : { default: spec.default }),
    ...(spec.examples === undefined ? {} : { examples: spec.examples }),
  };
}

/** True when the argument's own schema, if it has one, can be used. */
export function checkOwnSchema(name: string, spec: ArgumentSpec, at: ManifestPath, report: Report): boolean {
  const faults = spec.schema === undefined ? [] : schemaFaults(spec.schema);
  for (const fault of faults)
    report({
      code: 'invalid-schema',
      at: [...at, 'schema', ...fault.path],
      key: fault.part === 'key',
      message: `The schema of argument "${name}" cannot be used: ${fault.message}.`,
      hint: fault.hint,
      ...(fault.meant === undefined ? {} : { meant: fault.meant }),
    });
  return faults.length === 0;
}
