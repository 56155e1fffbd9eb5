/** What a model is told of a result that was cut: how much it has, and how it gets the rest. */
import type { MadeCursor } from '../call/cursor-seal.ts';
import type { JsonSchema } from '../schema.ts';
import { fieldsArgument } from '../table/selectable.ts';
import type { Operation } from '../table/table.ts';

/** Why there is no cursor for what is missing. */
export type NoCursor = 'writes' | 'approval' | Exclude<MadeCursor['kind'], 'made'>;

/** The next step where something is missing; `cursor` is why there is none, or null where there is one. */
export function nextWords(operation: Operation, cursor: NoCursor | null): string {
  return `${cursor === null ? 'Call read_more with this cursor for the next part.' : noCursorWords[cursor]}${lessWords(operation)}`;
}

/** The next step where the list is at its end, and only parts of it were shortened. */
export function shortenedWords(operation: Operation): string {
  return `Parts that are too long were shortened.${lessWords(operation)}`;
}

/** The end of what is read part by part. */
export const endWords = 'This is the last part.';

/** The list was another one when the first part was shown. */
export function changedWords(before: number, now: number): string {
  return `It had ${before} when the part before was shown and has ${now} now: something may be missing here or come twice.`;
}

const noCursorWords: Readonly<Record<NoCursor, string>> = {
  writes: 'There is no cursor for the rest, as reading on would make the same change again.',
  approval: 'There is no cursor for the rest, as each call of this capability has to be approved by itself.',
  'too-long': 'There is no cursor for the rest, as the arguments are too long for one.',
  unavailable: 'There is no cursor for the rest now, as the gateway’s store cannot be reached: try again later.',
};

/** Names that APIs give to the size and the number of a page. */
const paging = /^(limit|page|per_?page|page_?size|page_?number|size|first|top|take|max_?results|rows|offset|skip)$/i;

function lessWords({ input, fields }: Operation): string {
  const names = Object.keys((input['properties'] ?? {}) as JsonSchema).filter((name) => paging.test(name));
  const all = [...(fields === null ? [] : [fieldsArgument]), ...names];
  return all.length === 0 ? '' : ` To ask for less at once, give ${all.map((name) => `"${name}"`).join(' or ')}.`;
}
