/** Arguments as they may be shown: what a manifest marks as sensitive is left out, as it is in the audit. */
import type { Json } from '../schema.ts';
import { isSchema } from '../table/schema-walk.ts';
import type { Operation, SensitivePath } from '../table/table.ts';

/** Stands where a marked value was. */
export const redacted = '[redacted]';

/** The arguments with `[redacted]` in every marked place; the very same ones where nothing is marked. They nest no deeper than calls may. */
export function withoutMarked(args: Json, marks: readonly SensitivePath[]): Json {
  if (marks.length === 0) return args;
  if (marks.some((path) => path.length === 0)) return redacted;
  const below = (name: string): SensitivePath[] =>
    marks.filter(([first]) => first === '*' || first === name).map((path) => path.slice(1));
  if (Array.isArray(args)) return args.map((item: Json, index) => withoutMarked(item, below(String(index))));
  if (!isSchema(args)) return args;
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, withoutMarked(value as Json, below(name))]),
  ) as Json;
}

/** The operation as it takes them: what translates a marked argument could not translate what stands in its place. */
export function takingMarked(operation: Operation): Operation {
  const marked = new Set(operation.sensitive.arguments.filter((path) => path.length === 1).map(([name]) => name));
  if (marked.size === 0) return operation;
  const bindings = operation.bindings.map((binding) =>
    marked.has('*') || (binding.argument !== null && marked.has(binding.argument))
      ? { ...binding, map: null, as: null }
      : binding,
  );
  return { ...operation, bindings };
}
