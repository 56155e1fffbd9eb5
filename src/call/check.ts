/** Whether a call's arguments fit the capability; a misfit is told argument by argument. */
import { recordedArguments } from '../audit/redact.ts';
import type { Json } from '../schema.ts';
import { isSchema } from '../table/schema-walk.ts';
import type { Operation } from '../table/table.ts';
import { argumentErrors, sentence } from './argument-errors.ts';
import { nestsDeeperThan } from './nesting.ts';
import type { Prepared } from './prepare.ts';
import { refuse } from './refuse.ts';
import type { ArgumentError, Refused } from './reply.ts';

/** Nobody's orders are deeper, and a stack that overflows would be our failure instead of the caller's. */
const deepestArguments = 64;

/** Null when the arguments can be used. */
export function checkArguments(prepared: Prepared, operation: Operation, args: Json): Refused | null {
  if (!isSchema(args))
    return refuse(
      'invalid-arguments',
      'Arguments are a JSON object, for example {}. Nothing was sent; call again with one.',
      {
        errors: [{ argument: '', message: 'must be a JSON object.' }],
      },
    );
  if (nestsDeeperThan(args, deepestArguments))
    return refuse(
      'invalid-arguments',
      `Arguments may nest ${deepestArguments} levels deep, and these are deeper. Nothing was sent; call again with flatter ones.`,
      {
        errors: [{ argument: '', message: `must not nest deeper than ${deepestArguments} levels.` }],
      },
    );
  const errors = prepared.check(args);
  return errors === null
    ? null
    : invalidArguments(argumentErrors(errors, operation.input, repeatable(args, operation)), operation);
}

/** What may be told of arguments: a refusal is recorded, and may not hold what the record of the arguments leaves out. */
function repeatable(args: Json, { sensitive }: Operation): Json {
  return JSON.parse(recordedArguments(args, null, { marks: sensitive.arguments, bytes: Infinity })) as Json;
}

/** The refusal that names each argument that does not fit, with an example of the capability that does, and what to do. */
export function invalidArguments(errors: readonly ArgumentError[], operation: Operation | null = null): Refused {
  const next = `Nothing was sent; correct ${errors.length === 1 ? 'it' : 'them'} and call again.`;
  const detail = [sentence(errors), exampleWords(operation), next].filter((part) => part !== '').join(' ');
  return refuse('invalid-arguments', detail, { errors });
}

/** Longer examples are for the capability's description. */
const longestExample = 400;

function exampleWords(operation: Operation | null): string {
  const example = operation?.examples.find((one) => Object.keys(one.arguments).length > 0);
  const text = example === undefined ? '' : JSON.stringify(example.arguments);
  return text === '' || text.length > longestExample ? '' : `Arguments that fit: ${text}.`;
}
