/** Keywords that each bound a value by themselves: ranges, lengths, patterns, formats. */
import type { Json, JsonSchema } from '../schema.ts';
import { same } from './canonical.ts';
import type { Emit } from './delta.ts';
import type { TypeName } from './facts.ts';

type Effect = { readonly narrowed: boolean; readonly widened: boolean };

/** Keyword by keyword, for the types that both sides take. */
export function compareKeywords(
  before: JsonSchema,
  after: JsonSchema,
  types: ReadonlySet<TypeName>,
  path: readonly string[],
  emit: Emit,
): void {
  const tell = (keywords: readonly string[], effect: Effect): void => {
    if (!effect.narrowed && !effect.widened) return;
    emit({ kind: 'rule', path, ...effect, before: pick(before, keywords), after: pick(after, keywords) });
  };
  const isNumber = types.has('number') || types.has('integer');
  if (isNumber) {
    tell(['minimum', 'exclusiveMinimum'], lower(before, after));
    tell(['maximum', 'exclusiveMaximum'], upper(before, after));
    tell(['multipleOf'], multiples(before['multipleOf'], after['multipleOf']));
  }
  if (types.has('string')) tell(['pattern'], condition(before['pattern'], after['pattern']));
  if (types.has('string') || isNumber) tell(['format'], formats(before['format'], after['format']));
  if (types.has('array'))
    tell(['uniqueItems'], condition(before['uniqueItems'] || undefined, after['uniqueItems'] || undefined));
  for (const [type, noun] of sized) {
    if (!types.has(type)) continue;
    tell([`min${noun}`], atLeast(numberOr(before[`min${noun}`], 0), numberOr(after[`min${noun}`], 0)));
    tell([`max${noun}`], atMost(numberOr(before[`max${noun}`], Infinity), numberOr(after[`max${noun}`], Infinity)));
  }
}

const sized = [
  ['string', 'Length'],
  ['array', 'Items'],
  ['object', 'Properties'],
] as const;

/** What is only on one side narrows or widens; two different conditions do both, for all that is known. */
export function condition(before: Json | undefined, after: Json | undefined): Effect {
  const isSame = same(before, after);
  return { narrowed: !isSame && after !== undefined, widened: !isSame && before !== undefined };
}

function pick(schema: JsonSchema, keywords: readonly string[]): Json {
  const found = keywords.filter((keyword) => schema[keyword] !== undefined);
  return found.length === 0 ? null : Object.fromEntries(found.map((keyword) => [keyword, schema[keyword] as Json]));
}

function numberOr(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function atLeast(before: number, after: number): Effect {
  return { narrowed: after > before, widened: after < before };
}

function atMost(before: number, after: number): Effect {
  return atLeast(-before, -after);
}

/** The two keywords of one bound: the stricter one holds, and an exclusive one is stricter than an equal inclusive one. */
function lower(before: JsonSchema, after: JsonSchema): Effect {
  return compareBounds(bound(before, 'minimum', 'exclusiveMinimum', 1), bound(after, 'minimum', 'exclusiveMinimum', 1));
}

function upper(before: JsonSchema, after: JsonSchema): Effect {
  return compareBounds(
    bound(before, 'maximum', 'exclusiveMaximum', -1),
    bound(after, 'maximum', 'exclusiveMaximum', -1),
  );
}

type Bound = readonly [value: number, isExclusive: boolean];

function bound(schema: JsonSchema, inclusive: string, exclusive: string, sign: 1 | -1): Bound {
  const from = sign * numberOr(schema[inclusive], sign * -Infinity);
  const above = sign * numberOr(schema[exclusive], sign * -Infinity);
  return above >= from && above !== -Infinity ? [above, true] : [from, false];
}

function compareBounds(before: Bound, after: Bound): Effect {
  if (before[0] !== after[0]) return atLeast(before[0], after[0]);
  return { narrowed: after[1] && !before[1], widened: before[1] && !after[1] };
}

function multiples(before: Json | undefined, after: Json | undefined): Effect {
  if (typeof before !== 'number' || typeof after !== 'number') return condition(before, after);
  return { narrowed: !Number.isInteger(before / after), widened: !Number.isInteger(after / before) };
}

function formats(before: Json | undefined, after: Json | undefined): Effect {
  if (before === 'int32' && after === 'int64') return { narrowed: false, widened: true };
  if (before === 'int64' && after === 'int32') return { narrowed: true, widened: false };
  return condition(before, after);
}
