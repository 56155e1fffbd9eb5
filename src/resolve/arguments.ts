/** What a caller would have to give. */
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';

/** An argument in words. */
export interface NeededArgument {
  readonly name: string;
  readonly required: boolean;
  /** For example `text`, `whole number`, `one of: open, done`, `list of text`. */
  readonly type: string;
  readonly description: string;
}

/** A capability's arguments: the required ones first, each group as declared. */
export function neededArguments({ input }: Operation): readonly NeededArgument[] {
  const required = new Set(Array.isArray(input['required']) ? (input['required'] as readonly Json[]) : []);
  const properties = isObject(input['properties']) ? input['properties'] : {};
  const all = Object.entries(properties).map(([name, schema]) => ({
    name,
    required: required.has(name),
    type: typeWords(schema),
    description: isObject(schema) && typeof schema['description'] === 'string' ? schema['description'] : '',
  }));
  return [...all.filter((argument) => argument.required), ...all.filter((argument) => !argument.required)];
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  array: 'list',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  date: 'date, as 2026-03-31',
  'date-time': 'date and time, as 2026-03-31T12:00:00Z',
  email: 'email address',
  uri: 'URL',
  uuid: 'UUID',
};

/** More accepted values than this are told by `describe`. */
const toldValues = 20;

function typeWords(schema: Json, depth = 0): string {
  if (!isObject(schema) || depth > 3) return 'any value';
  const { enum: values, const: only, type, items, format } = schema;
  if (only !== undefined) return `only ${shown(only)}`;
  if (Array.isArray(values)) {
    const told = (values as readonly Json[]).slice(0, toldValues).map(shown).join(', ');
    return `one of: ${told}${values.length > toldValues ? ', …' : ''}`;
  }
  if (type === 'array') return isObject(items) ? `list of ${typeWords(items, depth + 1)}` : 'list';
  if (type === 'string' && typeof format === 'string' && Object.hasOwn(formats, format))
    return formats[format] ?? 'text';
  if (Array.isArray(type))
    return (type as readonly Json[]).map((one) => words[String(one)] ?? String(one)).join(' or ');
  const branches = schema['anyOf'] ?? schema['oneOf'];
  if (type === undefined && Array.isArray(branches))
    return [...new Set((branches as readonly Json[]).map((branch) => typeWords(branch, depth + 1)))].join(' or ');
  return typeof type === 'string' ? (words[type] ?? type) : 'any value';
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
