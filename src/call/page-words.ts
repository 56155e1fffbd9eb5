/** Why a call gives fewer items than it was asked for, in words for whoever called. */
import { mostPages } from '../table/pagination.ts';
import { cursorArgument, nextCursorField } from '../table/pagination-schema.ts';
import type { MadeCursor } from './cursor-seal.ts';
import type { Refusal } from './reply.ts';

const readOn = `Read on with "${nextCursorField}".`;

/** The API gives small pages. */
export const pagesWords = `A call asks for ${mostPages} pages at most. ${readOn}`;
/** Another page would hardly have come in time. */
export const timeWords = `The time of the call was nearly over. ${readOn}`;
/** No more may be read from an API by one call. */
export const bytesWords = `The answers of the API came to as much as one call reads. ${readOn}`;
/** The API takes no notice of which page is asked for. */
export const repeatedWords =
  'The API gave the same items again for the next page, so there may be more that cannot be had: ask for less, or with narrower arguments.';

/** The request for a later page had no result. */
export function failedWords({ detail }: Refusal): string {
  return `What follows could not be had: ${ended(detail)} What was had before is here. To try again, read on with "${nextCursorField}".`;
}

/** What an API says of itself may end without a full stop. */
function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** What follows cannot be asked for. */
export function lostWords(why: string): string {
  return `${why} So there may be more that cannot be had.`;
}

/** There is more, and no cursor leads there. */
export function unsealedWords(kind: Exclude<MadeCursor['kind'], 'made'>): string {
  return kind === 'too-long'
    ? `There is more, and the place in the list is too long for a cursor. Call again with a larger "limit", without "${cursorArgument}".`
    : 'There is more, and the store that cursors are made with cannot be reached now. Call again later.';
}
