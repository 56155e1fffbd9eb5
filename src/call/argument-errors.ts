/** Schema violations → sentences that tell a person or a model what to send instead. */
import type { Json, JsonSchema, SchemaError } from '../schema.ts';
import { closest } from '../suggest.ts';
import { faultsOf } from './alternatives.ts';
import { redacted } from './marked.ts';
import type { ArgumentError } from './reply.ts';

/** How many violations are told at once: the first ones are what a caller can act on. */
const toldAtOnce = 10;

/**
 * Words each violation; `input` is the schema of all arguments, for naming what is accepted. What `args` have at a place is
 * repeated, so nothing secret may stand in them.
 */
export function argumentErrors(errors: readonly SchemaError[], input: JsonSchema, args: Json): ArgumentError[] {
  const known = Object.keys((input['properties'] ?? {}) as JsonSchema);
  return faultsOf(errors)
    .slice(0, toldAtOnce)
    .map(({ path, violations }) => {
      const told = violations.map((error) => word(error, known, args));
      return told.length === 1 ? (told[0] as ArgumentError) : { argument: nameOf(path), message: noneOf(told) };
    });
}

function noneOf(told: readonly ArgumentError[]): string {
  const each = new Set(
    told.slice(0, toldAtOnce).map(({ argument, message }) => `"${argument}" ${message.replace(/\.$/, '')}`),
  );
  return `has none of the forms that it may have: ${[...each].join('; ')}.`;
}

/** Puts all of them into one sentence for a problem's detail. */
export function sentence(errors: readonly ArgumentError[]): string {
  return errors
    .map((error) => (error.argument === '' ? error.message : `"${error.argument}" ${error.message}`))
    .join(' ');
}

function word(error: SchemaError, known: readonly string[], args: Json): ArgumentError {
  const argument = nameOf(error.path);
  switch (error.keyword) {
    case 'required':
      return { argument: join(argument, String(error.params['missingProperty'])), message: 'is required and missing.' };
    case 'additionalProperties':
      return unknownArgument(
        argument,
        String(error.params['additionalProperty']),
        argument === '' ? known : Object.keys((error.parentSchema['properties'] ?? {}) as JsonSchema),
      );
    case 'enum':
      return { argument, message: `must be one of ${list(error.params['allowedValues'])}${got(args, error.path)}.` };
    case 'const':
      return { argument, message: `must be ${JSON.stringify(error.params['allowedValue'])}${got(args, error.path)}.` };
    case 'type':
      return { argument, message: `must be ${typeName(error.params['type'])}${got(args, error.path)}.` };
    case 'format':
      return { argument, message: `must be a valid ${String(error.params['format'])}${got(args, error.path)}.` };
    case 'oneOf':
      return { argument, message: `has several of the forms of which it may have one${got(args, error.path)}.` };
    case 'pattern':
      return {
        argument,
        message: `must match the pattern ${String(error.params['pattern'])}${got(args, error.path)}.`,
      };
    default:
      return { argument, message: `${error.message}${got(args, error.path)}.` };
  }
}

function unknownArgument(parent: string, name: string, known: readonly string[]): ArgumentError {
  const similar = closest(name, known);
  const accepted = known.length === 0 ? 'None are accepted.' : `Accepted: ${known.slice(0, 20).join(', ')}.`;
  return {
    argument: join(parent, name),
    message: `does not exist. ${similar === null ? '' : `Did you mean "${similar}"? `}${accepted}`,
  };
}

/** A caller's own words go back shortened. */
function nameOf(path: readonly string[]): string {
  return path.map(shorten).join('/');
}

function join(parent: string, name: string): string {
  return parent === '' ? shorten(name) : `${parent}/${shorten(name)}`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80).toWellFormed()}…` : text;
}

function list(values: unknown): string {
  const all = Array.isArray(values) ? values : [];
  return `${all
    .slice(0, 20)
    .map((value) => JSON.stringify(value))
    .join(', ')}${all.length > 20 ? ', …' : ''}`;
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

function typeName(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((name) => typeNames[String(name)] ?? String(name)).join(' or ');
}

/** Shows what was sent, shortened: the caller's own value, never anybody else's. */
function got(args: Json, path: readonly string[]): string {
  let value: Json | undefined = args;
  for (const key of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, Json>)[key]
        : undefined;
  if (value === undefined || value === redacted) return '';
  const text = JSON.stringify(value);
  return `, not ${text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text}`;
}
