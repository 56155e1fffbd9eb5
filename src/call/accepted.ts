/** What a schema takes, in a few words that a person or a model can act on. */
import type { Json, JsonSchema } from '../schema.ts';

/** How many values are named. */
const namedValues = 20;

/** For example "a whole number from 1 to 100"; null for a schema that takes anything, or says it in ways that no few words can. */
export function acceptedWords(schema: JsonSchema): string | null {
  const { const: only, enum: values, type } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return values.length === 1 ? JSON.stringify(values[0]) : `one of ${valueList(values)}`;
  if (type === undefined) return null;
  return `${typeWords(type)}${formatWords(schema)}${boundWords(schema)}`;
}

/** Values as JSON, the first of them when there are many. */
export function valueList(values: unknown): string {
  const all = Array.isArray(values) ? values : [];
  const named = all.slice(0, namedValues).map((value) => JSON.stringify(value));
  return `${named.join(', ')}${all.length > namedValues ? ', …' : ''}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

/** The types of a schema, in words. */
export function typeWords(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((name) => typeNames[String(name)] ?? String(name)).join(' or ');
}

/** Formats whose name alone does not say how they are written. */
const samples: Readonly<Record<string, string>> = {
  date: '2026-11-23',
  'date-time': '2026-11-23T09:30:00Z',
  time: '09:30:00Z',
  duration: 'P1D',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  uri: 'https://example.com/a',
};

/** A value of a format, with the words before it; empty for one that needs none. */
export function sampleWords(format: unknown): string {
  const sample = samples[String(format)];
  return sample === undefined ? '' : ` such as "${sample}"`;
}

function formatWords({ format }: JsonSchema): string {
  return format === undefined ? '' : ` (${String(format)}${sampleWords(format)})`;
}

function boundWords({ minimum, maximum, minLength, maxLength, minItems, maxItems }: JsonSchema): string {
  return (
    rangeWords(minimum, maximum, '') +
    rangeWords(minLength, maxLength, ' characters') +
    rangeWords(minItems, maxItems, ' items')
  );
}

function rangeWords(least: Json | undefined, most: Json | undefined, unit: string): string {
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return ` of at least ${String(least)}${unit}`;
  if (least === undefined) return ` of at most ${String(most)}${unit}`;
  return unit === '' ? ` from ${String(least)} to ${String(most)}` : ` of ${String(least)} to ${String(most)}${unit}`;
}
