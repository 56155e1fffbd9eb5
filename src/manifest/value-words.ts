/** Violations about a value, in words: its type, the list that it comes from, its rules. */
import type { JsonSchema, SchemaError } from '../schema.ts';
import { asYaml, exampleOf, type Finding } from './finding.ts';
import type { FieldPath } from './locate.ts';
import { nearWords, onlyNear } from '../suggest.ts';
import { asBoolean, quoted, replaced, unquoted, type FieldFix } from './field-fix.ts';

/** The checked value, its place in the document, and the name of that place in messages. */
export interface Place {
  readonly path: FieldPath;
  readonly name: string;
  readonly value: unknown;
}

/** A value of another JSON type. Its own text is never repeated: it may be a secret in the wrong place. */
export function wrongType(error: SchemaError, place: Place): Finding {
  const wanted = [error.params['type']].flat().map(String);
  const message = `${place.name} is ${foundWord(place.value)}, but takes ${wanted.map(typeWord).join(' or ')}.`;
  return {
    code: 'wrong-type',
    message,
    hint: (source) => typeHint(error, wanted, place.value, source),
    path: place.path,
    part: 'value',
    ...fixed(typeFix(error.parentSchema, wanted, place.value)),
  };
}

function typeFix(schema: JsonSchema, wanted: readonly string[], value: unknown): FieldFix | undefined {
  if (wanted.includes('string')) return isNumberOrBoolean(value) ? quoted(schema) : undefined;
  if (typeof value !== 'string') return undefined;
  if (isOf(wanted, value)) return unquoted(value, schema);
  return wanted.includes('boolean') ? asBoolean(value, schema) : undefined;
}

/** The property, only where there is one: nothing optional is ever undefined here. */
function fixed(fix: FieldFix | undefined): { readonly fix?: FieldFix } {
  return fix === undefined ? {} : { fix };
}

function foundWord(value: unknown): string {
  if (value === null) return 'empty';
  return typeof value === 'boolean' ? String(value) : typeWord(Array.isArray(value) ? 'array' : typeof value);
}

function typeHint(error: SchemaError, wanted: readonly string[], value: unknown, source: string): string {
  if (wanted.includes('string') && isNumberOrBoolean(value) && quoted(error.parentSchema)(source) !== null)
    return `Write it in quotes: "${source}".`;
  if (typeof value === 'string' && isOf(wanted, value)) return `Write it without quotes: ${value}.`;
  if (wanted.includes('boolean') && /^(yes|no|on|off)$/i.test(String(value))) return 'Write true or false.';
  const example = exampleOf(error.parentSchema);
  if (typeof value === 'string' && isSecret(example))
    return `A secret’s value stands in no manifest; name the secret: ${asYaml(example)}`;
  return example === undefined ? 'Write such a value, or leave the field out.' : `For example: ${asYaml(example)}`;
}

function isNumberOrBoolean(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isSecret(example: unknown): boolean {
  return typeof example === 'object' && example !== null && 'secret' in example;
}

function isOf(wanted: readonly string[], text: string): boolean {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
  if (wanted.includes('number')) return isNumber;
  if (wanted.includes('integer')) return isNumber && Number.isInteger(Number(text));
  return wanted.includes('boolean') && (text === 'true' || text === 'false');
}

/** A value that is not in the list. */
export function unknownValue(error: SchemaError, place: Place): Finding {
  const allowed = (error.params['allowedValues'] ?? [error.params['allowedValue']]) as readonly unknown[];
  const words = allowed.map(String);
  const value = typeof place.value === 'string' ? place.value : null;
  const certain = value === null ? null : onlyNear(value, words);
  return {
    code: 'unknown-value',
    message: `${place.name} cannot be ${shown(place.value)}.`,
    hint: listHint(words, value),
    path: place.path,
    part: 'value',
    ...fixed(value === null || certain === null ? undefined : replaced(value, certain)),
  };
}

function listHint(words: readonly string[], value: string | null): string {
  if (words.length === 1) return `Write ${words[0]}.`;
  const list = `The values are: ${words.join(', ')}.`;
  const near = value === null ? [] : nearWords(value, words);
  const nearest = near.filter(({ distance }) => distance === near[0]?.distance).map(({ word }) => word);
  const best = (nearest.length > 0 ? nearest : words.filter((word) => isShortFor(value, word))).map(
    (word) => `"${word}"`,
  );
  return best.length === 0 ? list : `Did you mean ${best.join(' or ')}? ${list}`;
}

/** `int` and `bool`, as other languages have them. */
function isShortFor(value: string | null, word: string): boolean {
  return value !== null && value.length >= 3 && word.startsWith(value.toLowerCase());
}

/** A name that the author chose for a field, in a mapping with free names. */
export function invalidName(error: SchemaError, place: Place): Finding {
  const name = String(error.params['propertyName']);
  const rule = (error.parentSchema['propertyNames'] ?? {}) as JsonSchema;
  const length = typeof rule['maxLength'] === 'number' ? ` At most ${rule['maxLength']} characters.` : '';
  return {
    code: 'invalid-value',
    message: `${place.name} cannot have a field named ${shown(name)}.`,
    hint: `${String(rule['patternErrorMessage'] ?? '')}${length}`.trim(),
    path: [...place.path, name],
    part: 'key',
  };
}

/** A value that breaks a rule: length, pattern, range, format. */
export function invalidValue(error: SchemaError, place: Place): Finding {
  const example = exampleOf(error.parentSchema);
  const rule = ruleInWords(error);
  return {
    code: 'invalid-value',
    message: `${place.name} cannot be ${sizeOrValue(error, place.value)}.`,
    hint: example === undefined ? rule : `${rule} For example: ${asYaml(example)}`,
    path: place.path,
    part: 'value',
  };
}

function sizeOrValue(error: SchemaError, value: unknown): string {
  if (typeof value === 'string' && error.keyword === 'maxLength') return `${value.length} characters long`;
  if (Array.isArray(value))
    return error.keyword === 'uniqueItems' ? 'a list with the same value twice' : `a list of ${value.length}`;
  return typeof value === 'object' && value !== null
    ? `a mapping of ${Object.keys(value).length} fields`
    : shown(value);
}

function ruleInWords(error: SchemaError): string {
  const limit = String(error.params['limit']);
  switch (error.keyword) {
    case 'pattern':
      return String(error.parentSchema['patternErrorMessage'] ?? `It has to match ${String(error.params['pattern'])}.`);
    case 'format':
      return formatWords[String(error.params['format'])] ?? `It has to be a ${String(error.params['format'])}.`;
    case 'minLength':
      return limit === '1' ? 'It cannot be empty.' : `At least ${limit} characters.`;
    case 'maxLength':
      return `At most ${limit} characters.`;
    case 'minimum':
    case 'minItems':
    case 'minProperties':
      return `At least ${limit}.`;
    case 'maximum':
    case 'maxItems':
    case 'maxProperties':
      return `At most ${limit}.`;
    default:
      return `It ${error.message}.`;
  }
}

const formatWords: Readonly<Record<string, string>> = {
  email: 'Write an e-mail address.',
  uuid: 'Write a UUID.',
  'date-time': 'Write date, time and offset (RFC 3339).',
};

function typeWord(type: string): string {
  return typeWords[type] ?? type;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
