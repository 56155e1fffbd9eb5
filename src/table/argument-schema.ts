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
}

/** An argument with the place that it goes to. */
export interface PlacedArgument {
  readonly name: string;
  readonly spec: ArgumentSpec;
  readonly target: Target;
  /** Where to point when something is wrong with it. */
  readonly at: ManifestPath;
}

/** The schema of the values that callers may give: the argument's own, its map's keys, or its target's. */
export function acceptedSchema(spec: ArgumentSpec, target: Target): JsonSchema {
  return spec.schema ?? (spec.map === undefined ? target.schema : { type: 'string', enum: Object.keys(spec.map) });
}

/** The same with the words that callers read. */
export function publishedSchema(spec: ArgumentSpec, target: Target): JsonSchema {
  const description = spec.description ?? (target.description || undefined);
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
    });
  return faults.length === 0;
}
