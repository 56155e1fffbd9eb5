/** Violations of a schema → findings in words. This file: which field there is; `value-words.ts`: what it holds. */
import type { JsonSchema, SchemaError } from '../schema.ts';
import { asYaml, exampleOf, fieldName, type Finding } from './finding.ts';
import type { FieldPath } from './locate.ts';
import { closest } from '../suggest.ts';
import { invalidName, invalidValue, type Place, unknownValue, wrongType } from './value-words.ts';

/** A list longer than this is no help. */
const longestList = 12;

/**
 * Words each violation, one for each cause: a misspelt field is not also reported as missing under its right name.
 *
 * @param root what was checked; `prefix` is its place in the document, `kind` names the document.
 */
export function wordErrors(errors: readonly SchemaError[], root: unknown, prefix: FieldPath, kind: string): Finding[] {
  const renamed = renamedFields(errors, root);
  return errors.flatMap((error) => {
    const path = [...prefix, ...error.path];
    const place = { path, name: fieldName(path) || kind, value: valueAt(root, error.path) };
    if (error.keyword === 'required' && renamed.missing.has(keyOf(error, 'missingProperty'))) return [];
    if (error.keyword === 'additionalProperties')
      return [unknownField(error, place, renamed.meant.get(keyOf(error, 'additionalProperty')))];
    const finding = wordError(error, place);
    return finding === null ? [] : [finding];
  });
}

function wordError(error: SchemaError, place: Place): Finding | null {
  switch (error.keyword) {
    case 'required':
      return missingField(error, place);
    case 'type':
      return wrongType(error, place);
    case 'enum':
    case 'const':
      return unknownValue(error, place);
    case 'propertyNames':
      return invalidName(error, place);
    default:
      return isAboutName(error, place) ? null : invalidValue(error, place);
  }
}

/** ajv reports a bad name twice: by the broken rule, at the mapping's place, and as `propertyNames`. */
function isAboutName(error: SchemaError, place: Place): boolean {
  return ['pattern', 'minLength', 'maxLength'].includes(error.keyword) && typeof place.value !== 'string';
}

interface Renamed {
  /** Place and name of an unknown field → the known name that was meant. */
  readonly meant: ReadonlyMap<string, string>;
  /** Places and names of required fields that an unknown field stands for. */
  readonly missing: ReadonlySet<string>;
}

function renamedFields(errors: readonly SchemaError[], root: unknown): Renamed {
  const meant = new Map<string, string>();
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
    const free = freeFields(here[0] as SchemaError, valueAt(root, here[0]?.path ?? []));
    for (const error of here) {
      const name = String(error.params['additionalProperty']);
      const onlyOne = here.length === 1 && absent.size === 1 ? [...absent][0] : undefined;
      const guess = closest(name, absent) ?? closest(name, free) ?? onlyOne;
      if (guess === undefined) continue;
      absent.delete(guess);
      meant.set(`${at} ${name}`, guess);
      missing.add(`${at} ${guess}`);
    }
  }
  return { meant, missing };
}

function placeOf(error: SchemaError): string {
  return JSON.stringify(error.path);
}

function keyOf(error: SchemaError, parameter: string): string {
  return `${placeOf(error)} ${String(error.params[parameter])}`;
}

function unknownField(error: SchemaError, place: Place, meant: string | undefined): Finding {
  const name = String(error.params['additionalProperty']);
  const free = freeFields(error, place.value);
  const list =
    free.length > 0 && free.length <= longestList ? `It may also have: ${free.join(', ')}.` : 'Leave it out.';
  return {
    code: 'unknown-field',
    message: `There is no field ${JSON.stringify(name)} in ${place.name}; nothing would act on it.`,
    hint: meant === undefined ? list : `Did you mean "${meant}"?`,
    path: [...place.path, name],
    part: 'key',
  };
}

/** Fields that the mapping may have and has not. */
function freeFields(error: SchemaError, value: unknown): string[] {
  const fields = Object.keys((error.parentSchema['properties'] ?? {}) as JsonSchema);
  return fields.filter((field) => !(isMapping(value) && Object.hasOwn(value, field)));
}

function missingField(error: SchemaError, place: Place): Finding {
  const name = String(error.params['missingProperty']);
  const field = ((error.parentSchema['properties'] ?? {}) as Record<string, JsonSchema>)[name] ?? {};
  const example = exampleOf(field);
  const meaning = typeof field['description'] === 'string' ? ` ${field['description']}` : '';
  return {
    code: 'missing-field',
    message: `The field "${name}" is missing in ${place.name}.${meaning}`,
    hint: example === undefined ? `Add ${name}.` : `Add it, for example: ${name}: ${asYaml(example)}`,
    path: place.path,
    part: 'key',
  };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    root,
  );
}
