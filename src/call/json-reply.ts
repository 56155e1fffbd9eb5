/** A JSON answer → the reply: shaped where a shape is declared, else as it came. */
import type { Json } from '../schema.ts';
import { operators } from './answer-words.ts';
import type { ResultEvaluator } from './evaluated.ts';
import type { Prepared } from './prepare.ts';
import { refuse } from './refuse.ts';
import type { Reply } from './reply.ts';

/** A JSON answer that is no failure: read, and not shaped yet. */
export interface JsonAnswer {
  readonly kind: 'value';
  readonly value: Json;
  /** As it came, so that numbers keep every digit. */
  readonly text: string;
  /** The status that it came with. */
  readonly status: number;
}

/** The reply that such an answer is. */
export function shapeReply({ value, text, status }: JsonAnswer, prepared: Prepared): Reply | Promise<Reply> {
  if (prepared.evaluate !== null) return evaluatedReply(value, status, prepared, prepared.evaluate);
  if (prepared.shape === null) return { kind: 'json', text };
  const shaped = prepared.shape(value);
  if ('missing' in shaped)
    return refuse(
      'upstream-invalid-json',
      `"${prepared.upstream.name}" answered without the list that the capability's result is made of. An empty answer would be a lie, so there is none. ${operators}`,
      { upstream: { status, message: null } },
    );
  const shapedText = stringify(shaped.value);
  return shapedText === null ? brokenJson(prepared, status) : { kind: 'json', text: shapedText };
}

async function evaluatedReply(
  value: Json,
  status: number,
  prepared: Prepared,
  evaluate: ResultEvaluator,
): Promise<Reply> {
  const made = await evaluate(value);
  if ('value' in made) return { kind: 'json', text: JSON.stringify(made.value) };
  return refuse(
    'upstream-invalid-json',
    `"${prepared.upstream.name}" gave an answer of which no result can be made: ${made.failed}. ${operators}`,
    { upstream: { status, message: null } },
  );
}

/** For what says to be JSON and is none. */
export function brokenJson(prepared: Prepared, status: number): Reply {
  return refuse(
    'upstream-invalid-json',
    `"${prepared.upstream.name}" answered with text that says to be JSON and cannot be read as such. Its people have to mend that; trying again rarely helps.`,
    { upstream: { status, message: null } },
  );
}

/** Null for what nests so deep that writing it would overflow the stack; reading it does not. */
function stringify(value: Json): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}
