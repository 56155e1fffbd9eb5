/** Results that an expression makes: evaluated, and held to the schema that callers were told. */
import { createEvaluator } from '../expression/evaluate.ts';
import type { Json } from '../schema.ts';
import { createHolder } from '../table/held.ts';
import type { ResultShape } from '../table/table.ts';

/** Makes a result of an answer, or says why there is none, as a sentence without its full stop. */
export type ResultEvaluator = (answer: Json) => Promise<{ readonly value: Json } | { readonly failed: string }>;

/** Prepares an expression and the schema of what it makes. */
export function createResultEvaluator({ source, schema }: NonNullable<ResultShape['expression']>): ResultEvaluator {
  const evaluate = createEvaluator(source);
  const hold = createHolder(schema);
  return async (answer) => {
    const made = await evaluate(answer);
    if ('failed' in made) return { failed: `the expression that makes the result was given up, as ${made.failed}` };
    const held = hold(made.value);
    return 'value' in held ? held : { failed: `${placeWords(held.misfit)} is not what the capability's schema says` };
  };
}

function placeWords(path: readonly string[]): string {
  const text = path.reduce(
    (known, step) => (step === '[]' ? `${known}[]` : known === '' ? step : `${known}.${step}`),
    '',
  );
  return text === '' ? 'what the expression makes of it' : `"${text}" of the result`;
}
