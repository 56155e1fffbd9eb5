/** Violations of a schema → findings in words. This file: which field there is; `value-words.ts`: what it holds. */
import type { JsonSchema, SchemaError } from '../schema.ts';
import { asYaml, exampleOf, fieldName, type Finding } from './finding.ts';
import type { FieldPath } from './locate.ts';
import { closest } from '../suggest.ts';
import { freeFields, type Meant, misspeltFields, placeOf, valueAt } from './misspelt.ts';
import { renamed } from './field-fix.ts';
import { invalidName, invalidValue, type Place, unknownValue, wrongType } from './value-words.ts';

/** A list longer than this is no help. */
const longestList = 12;

/**
 * Words each violation, one for each cause: a misspelt field is not also reported as missing under its right name.
 *
 * @param root what was checked; `prefix` is its place in the document, `kind` names the document.
 */
export function wordErrors(errors: readonly SchemaError[], root: unknown, prefix: FieldPath, kind: string): Finding[] {
  const slips = misspeltFields(errors, root);
  return errors.flatMap((error) => {
    const path = [...prefix, ...error.path];
    const place = { path, name: fieldName(path) || kind, value: valueAt(root, error.path) };
    if (error.keyword === 'required' && slips.missing.has(keyOf(error, 'missingProperty'))) return [];
    if (error.keyword === 'additionalProperties')
      return [unknownField(error, place, slips.meant.get(keyOf(error, 'additionalProperty')))];
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

function keyOf(error: SchemaError, parameter: string): string {
  return `${placeOf(error)} ${String(error.params[parameter])}`;
}

function unknownField(error: SchemaError, place: Place, meant: Meant | undefined): Finding {
  const name = String(error.params['additionalProperty']);
  const taken = meant === undefined ? takenField(error, place, name) : null;
  return {
    code: 'unknown-field',
    message: `There is no field ${JSON.stringify(name)} in ${place.name}; nothing would act on it.`,
    hint: meant === undefined ? (taken?.hint ?? freeHint(error, place, name)) : meantHint(error, name, meant.name),
    path: [...place.path, name],
    part: 'key',
    ...(taken === null ? {} : { related: taken.related }),
    ...(meant?.isCertain === true ? { fix: renamed(name, meant.name) } : {}),
  };
}

/** `bearer: …` where `type: bearer` is wanted. */
function meantHint(error: SchemaError, name: string, meant: string): string {
  const field = ((error.parentSchema['properties'] ?? {}) as Record<string, JsonSchema>)[meant] ?? {};
  const isValue = ((field['enum'] ?? []) as readonly unknown[]).includes(name);
  return `Did you mean "${isValue ? `${meant}: ${name}` : meant}"?`;
}

/** What people write beside a schema because OpenAPI or Swagger has it there. */
const schemaWords: readonly string[] = [
  'type',
  'enum',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'items',
  'properties',
];

function freeHint(error: SchemaError, place: Place, name: string): string {
  const free = freeFields(error, place.value);
  if (free.includes('schema') && schemaWords.includes(name)) return `It belongs in its schema: { ${name}: … }.`;
  return free.length > 0 && free.length <= longestList ? `It may also have: ${free.join(', ')}.` : 'Leave it out.';
}

/** A slip of a field that is there already: one of the two is too many. */
function takenField(error: SchemaError, place: Place, name: string) {
  const free = freeFields(error, place.value);
  const taken = Object.keys((error.parentSchema['properties'] ?? {}) as JsonSchema).filter(
    (key) => !free.includes(key),
  );
  const near = closest(name, taken);
  if (near === null) return null;
  const related = { message: `"${near}" stands here already`, path: [...place.path, near], part: 'key' } as const;
  return { hint: `Did you mean "${near}"? It is there already: keep one of the two.`, related };
}

function missingField(error: SchemaError, place: Place): Finding {
  const name = String(error.params['missingProperty']);
  const field = ((error.parentSchema['properties'] ?? {}) as Record<string, JsonSchema>)[name] ?? {};
  const example = exampleOf(field) ?? exampleOf(referredTo(error, field));
  const meaning = typeof field['description'] === 'string' ? ` ${field['description']}` : '';
  return {
    code: 'missing-field',
    message: `The field "${name}" is missing in ${place.name}.${meaning}`,
    hint: example === undefined ? `Add ${name}.` : `Add it, for example: ${name}: ${asYaml(example)}`,
    path: place.path,
    part: 'key',
  };
}

/** What a field's `$ref` leads to, where that is at hand. */
function referredTo({ parentSchema }: SchemaError, field: JsonSchema): JsonSchema {
  const name = /^#\/\$defs\/(\w+)$/.exec(String(field['$ref']))?.[1] ?? '';
  return ((parentSchema['$defs'] ?? {}) as Record<string, JsonSchema>)[name] ?? {};
}
