/** Unknown fields that are slips of known ones: told once, and not as missing under their right name too. */
import { checkerOf, type Json, type JsonSchema, type SchemaError } from '../schema.ts';
import { closest, onlyNear } from '../suggest.ts';
import { fieldFor } from './other-words.ts';

/** Unknown fields of one checked value, each with what it was probably meant for. */
export interface Slips {
  /** Place and name of an unknown field → the known name that was meant, and whether nothing else can be. */
  readonly meant: ReadonlyMap<string, Meant>;
  /** Places and names of required fields that an unknown field stands for. */
  readonly missing: ReadonlySet<string>;
}

/** A known field that an unknown one stands for. */
export interface Meant {
  readonly name: string;
  readonly isCertain: boolean;
}

/** Pairs unknown fields with known ones, by place. */
export function misspeltFields(errors: readonly SchemaError[], root: unknown): Slips {
  const meant = new Map<string, Meant>();
  const missing = new Set<string>();
  const unknown = Map.groupBy(
    errors.filter((error) => error.keyword === 'additionalProperties'),
    placeOf,
  );
  const required = Map.groupBy(
    errors.filter((error) => error.keyword === 'required'),
    placeOf,
  );
  for (const [at, here] of unknown) {
    const absent = new Set((required.get(at) ?? []).map((error) => String(error.params['missingProperty'])));
    const value = valueAt(root, here[0]?.path ?? []);
    const free = freeFields(here[0] as SchemaError, value);
    for (const error of here) {
      const name = String(error.params['additionalProperty']);
      const onlyOne = here.length === 1 && absent.size === 1 ? [...absent][0] : undefined;
      const guess = closest(name, absent) ?? closest(name, free) ?? fieldFor(name, free) ?? onlyOne;
      if (guess === undefined) continue;
      absent.delete(guess);
      meant.set(`${at} ${name}`, { name: guess, isCertain: isCertain(error, guess, free, here, value) });
      missing.add(`${at} ${guess}`);
    }
  }
  return { meant, missing };
}

/** One field alone is near, it is near to no other unknown field, and what stands there has its type. */
function isCertain(
  error: SchemaError,
  guess: string,
  free: readonly string[],
  here: readonly SchemaError[],
  value: unknown,
): boolean {
  const name = String(error.params['additionalProperty']);
  const claims = here.filter((other) => closest(String(other.params['additionalProperty']), [guess]) !== null);
  const field = ((error.parentSchema['properties'] ?? {}) as Record<string, JsonSchema>)[guess] ?? {};
  const held = asFields(value)?.[name];
  return onlyNear(name, free) === guess && claims.length === 1 && hasTypeOf(field, held) && sharesFields(field, held);
}

/** By the type alone, and true where the schema names none. */
function hasTypeOf({ type }: JsonSchema, value: unknown): boolean {
  const types = [type ?? []].flat();
  return types.length === 0 || checkerOf({ type: type as Json })(value) === null;
}

/** OpenAPI's `responses` holds nothing that `response` takes: renamed, it would be the next mistake. */
function sharesFields({ properties }: JsonSchema, value: unknown): boolean {
  const names = Object.keys(asFields(value) ?? {});
  return (
    properties === undefined || names.length === 0 || names.some((name) => Object.hasOwn(properties as object, name))
  );
}

/** The place of an error, to compare it with others'. */
export function placeOf(error: SchemaError): string {
  return JSON.stringify(error.path);
}

/** Fields that the mapping may have and has not. */
export function freeFields(error: SchemaError, value: unknown): string[] {
  const fields = Object.keys((error.parentSchema['properties'] ?? {}) as JsonSchema);
  const present = asFields(value) ?? {};
  return fields.filter((field) => !Object.hasOwn(present, field));
}

function asFields(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** What stands at a path; undefined when nothing does. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    root,
  );
}
