/** Schema violations → sentences that tell a person or a model what to send instead. */
import type { Json, JsonSchema, SchemaError } from '../schema.ts';
import { closest } from '../suggest.ts';
import { acceptedWords, sampleWords, typeWords, valueList } from './accepted.ts';
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
  const known = (input['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
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

type Known = Readonly<Record<string, JsonSchema>>;

function word(error: SchemaError, known: Known, args: Json): ArgumentError {
  const argument = nameOf(error.path);
  switch (error.keyword) {
    case 'required':
      return missing(argument, String(error.params['missingProperty']), error, known);
    case 'additionalProperties':
      return unknownArgument(
        argument,
        String(error.params['additionalProperty']),
        argument === '' ? Object.keys(known) : Object.keys((error.parentSchema['properties'] ?? {}) as JsonSchema),
      );
    case 'enum':
      return {
        argument,
        message: `must be one of ${valueList(error.params['allowedValues'])}${got(args, error.path)}.`,
      };
    case 'const':
      return { argument, message: `must be ${JSON.stringify(error.params['allowedValue'])}${got(args, error.path)}.` };
    case 'type':
      return { argument, message: `must be ${typeOf(error)}${got(args, error.path)}.` };
    case 'format':
      return { argument, message: `must be a valid ${formatOf(error)}${got(args, error.path)}.` };
    case 'oneOf':
      return { argument, message: `has several of the forms of which it may have one${got(args, error.path)}.` };
    case 'pattern':
      return {
        argument,
        message: `must match the pattern ${String(error.params['pattern'])}${exampleOf(error, known)}${got(args, error.path)}.`,
      };
    default:
      return { argument, message: `${error.message}${got(args, error.path)}.` };
  }
}

/** The words of an argument itself are its capability's own; of what is inside it the checker knows the rules alone. */
function missing(parent: string, name: string, { parentSchema }: SchemaError, known: Known): ArgumentError {
  const members = parent === '' ? known : ((parentSchema['properties'] ?? {}) as Known);
  const schema = Object.hasOwn(members, name) ? members[name] : undefined;
  const accepted = schema === undefined ? null : acceptedWords(schema);
  const example = parent === '' && schema !== undefined ? firstExample(schema) : '';
  return {
    argument: join(parent, name),
    message: `is required and missing.${accepted === null ? '' : ` It takes ${accepted}${example}.`}`,
  };
}

/** Its bounds too, when the value's type is all that the schema says. */
function typeOf({ params, parentSchema }: SchemaError): string {
  const { type } = params;
  const isWhole = typeof type === 'string' && parentSchema['type'] === type && parentSchema['enum'] === undefined;
  return (isWhole ? acceptedWords(parentSchema) : null) ?? typeWords(type);
}

function formatOf({ params }: SchemaError): string {
  return `${String(params['format'])}${sampleWords(params['format'])}`;
}

function exampleOf({ path }: SchemaError, known: Known): string {
  const [name, ...inside] = path;
  const schema = name !== undefined && inside.length === 0 && Object.hasOwn(known, name) ? known[name] : undefined;
  return schema === undefined ? '' : firstExample(schema);
}

function firstExample({ examples }: JsonSchema): string {
  const text = Array.isArray(examples) && examples.length > 0 ? JSON.stringify(examples[0]) : '';
  return text === '' || text.length > 80 ? '' : `, for example ${text}`;
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
