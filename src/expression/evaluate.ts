/** Runs an expression over an answer, within bounds. */
import type { Json } from '../schema.ts';
import type jsonata from 'jsonata';
import { bounds, exceed, type Exceeded } from './bounds.ts';
import { guarded, guards, refusedFunctions } from './functions.ts';
import { loadJsonata } from './load.ts';
import { plain } from './plain.ts';
import { BoundedRegExp } from './regex.ts';

/** What came of it: a value, or why there is none, ending the sentence "… was given up, as". */
export type Evaluated = { readonly value: Json } | { readonly failed: string };

/** Evaluates one expression over an answer; never throws. */
export type Evaluator = (answer: Json) => Promise<Evaluated>;

/** Prepares an expression, which `expressionFaults` found nothing wrong with; it is parsed when the first answer comes. */
export function createEvaluator(source: string): Evaluator {
  let made: Promise<jsonata.Expression> | undefined;
  return async (answer) => {
    try {
      checkAnswer(answer);
      const expression = await (made ??= prepare(source));
      return { value: plain(await expression.evaluate(answer)) };
    } catch (error) {
      return { failed: reasonOf(error) };
    }
  };
}

const entry = Symbol.for('jsonata.__evaluate_entry') as unknown as string;
const exit = Symbol.for('jsonata.__evaluate_exit') as unknown as string;

async function prepare(source: string): Promise<jsonata.Expression> {
  const load = loadJsonata();
  const expression = load(source, {
    RegexEngine: BoundedRegExp as unknown as RegExpConstructor,
    timeout: bounds.timeMs,
    stack: bounds.depth,
    sequence: bounds.items,
  });
  for (const name of Object.keys(refusedFunctions)) expression.assign(name, undefined);
  for (const [name, guard] of Object.entries(guards)) {
    const definition = (await load(`$${name}`).evaluate(null)) as { implementation: Parameters<typeof guarded>[0] };
    expression.assign(name, { ...definition, implementation: guarded(definition.implementation, guard) });
  }
  expression.assign(entry, countSteps());
  expression.assign(exit, checkMade);
  return expression;
}

/** Counts the steps of each evaluation by itself, and gives other calls their turn: all evaluations under way go on in one. */
function countSteps() {
  const taken = new WeakMap<object, number>();
  return (_part: unknown, _input: unknown, { base }: { readonly base: object }): Promise<void> | undefined => {
    const steps = (taken.get(base) ?? 0) + 1;
    taken.set(base, steps);
    if (steps > bounds.steps) exceed(`it takes more than ${bounds.steps} steps`);
    return turnTaken();
  };
}

let turnBeganAt = 0;
let nextTurn: Promise<void> | undefined;

function turnTaken(): Promise<void> | undefined {
  if (nextTurn === undefined && performance.now() - turnBeganAt < bounds.turnMs) return undefined;
  return (nextTurn ??= new Promise((resolve) => {
    setImmediate(() => {
      nextTurn = undefined;
      turnBeganAt = performance.now();
      resolve();
    });
  }));
}

function checkMade(_part: unknown, _input: unknown, _environment: unknown, made: unknown): void {
  if (typeof made === 'string' && made.length > bounds.characters)
    exceed(`it makes a text of more than ${bounds.characters} characters`);
  if (Array.isArray(made) && made.length > bounds.items) exceed(`it makes a list of more than ${bounds.items} items`);
}

/** Names that would make data look like functions. */
const reserved = /^_jsonata_/;

function checkAnswer(answer: Json): void {
  const waiting: Json[] = [answer];
  while (waiting.length > 0) {
    const next = waiting.pop() as Json;
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next) && Object.keys(next).some((name) => reserved.test(name)))
      exceed('the answer has a field whose name begins with "_jsonata_"');
    for (const member of Object.values(next)) waiting.push(member as Json);
  }
}

const longestReason = 200;

/** What JSONata says of it, without what stands in the answer. */
function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'exceeded' in error) return (error as Exceeded).exceeded;
  if (error instanceof RangeError) return 'it nests too deeply, or makes too much';
  const { code } = error as { readonly code?: unknown };
  const words = typeof code === 'string' && Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return (words ?? `it fails${typeof code === 'string' ? ` (${code})` : ''}`).slice(0, longestReason);
}

const reasons: Readonly<Record<string, string>> = {
  D1011: `it nests more than ${bounds.depth} levels deep`,
  D1012: `it takes longer than ${bounds.timeMs} ms`,
  D2014: `it makes a list of more than ${bounds.items} items`,
  D2015: `it makes a list of more than ${bounds.items} items`,
  D3030: 'a text in the answer is no number ($number fails)',
  D3110: 'a text in the answer is no date ($toMillis fails)',
  D3137: 'the expression itself says so ($error)',
  D3141: 'the expression itself says so ($assert)',
  T0410: 'a function is given what it does not take',
  T2001: 'a calculation is made with what is no number',
  T2002: 'a calculation is made with what is no number',
};
