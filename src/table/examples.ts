/** `spec.examples` against the schema that was derived for the arguments. */
import { checkerOf, type JsonSchema, type SchemaError } from '../schema.ts';
import { closest } from '../suggest.ts';
import type { Finding, Report } from './report.ts';
import { didYouMean } from './result-value.ts';
import type { Operation } from './table.ts';

/** Tells which examples a call would be refused with. The operation's schema must be one that a checker can be made of. */
export function checkExamples(operation: Operation, report: Report): void {
  operation.examples.forEach((example, index) => {
    const errors = checkerOf(operation.input)(example.arguments);
    if (errors === null) return;
    // A misspelt argument is also missing under its right name: the slip is what to tell.
    const first = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
    if (first !== undefined) report(invalidExample(index, first, operation.input, example.arguments));
  });
}

function invalidExample(
  index: number,
  error: SchemaError,
  input: JsonSchema,
  example: Operation['examples'][number]['arguments'],
): Finding {
  const names = Object.keys((input['properties'] ?? {}) as JsonSchema);
  const unknown = error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : null;
  const at = ['spec', 'examples', index, 'arguments', ...error.path];
  const allowed = error.params['allowedValues'];
  const values = Array.isArray(allowed) ? ` It takes ${allowed.map((value) => JSON.stringify(value)).join(', ')}.` : '';
  const what = [error.path.join('.'), error.message].filter((part) => part !== '').join(' ');
  return {
    code: 'invalid-example',
    at: unknown === null ? at : [...at, unknown],
    key: unknown !== null,
    message:
      unknown === null
        ? `This example's arguments would be refused: ${what}.${values}`
        : `This example's arguments would be refused: there is no argument "${unknown}".`,
    hint: `${didYouMean(unknown === null ? nearValue(error, example) : closest(unknown, names))}Arguments are ${names.join(', ') || 'none'}.`,
  };
}

function nearValue(error: SchemaError, example: Operation['examples'][number]['arguments']): string | null {
  const allowed = error.params['allowedValues'];
  const value = error.path.length === 1 ? example[error.path[0] as string] : undefined;
  return Array.isArray(allowed) && typeof value === 'string' ? closest(value, allowed.map(String)) : null;
}
