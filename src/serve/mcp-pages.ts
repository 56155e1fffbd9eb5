/** Lists by pages. A cursor says after which name a page begins, so nothing is kept for it and any version of the table goes on. */
import { ProtocolError } from '@modelcontextprotocol/server';

/** Most entries of a page. */
const pageSize = 100;

/** Entries of a list, and where the next page begins; absent on the last one. */
export interface Page<T> {
  readonly entries: readonly T[];
  readonly nextCursor?: string;
}

/**
 * A page of a list that is sorted by name, in code-unit order. Throws a `ProtocolError` for a cursor that no page gave: it is
 * text of the client, and says nothing but a place in what that client sees anyway.
 */
export function pageOf<T>(list: readonly T[], nameOf: (entry: T) => string, cursor: string | undefined): Page<T> {
  const after = cursor === undefined ? null : nameIn(cursor);
  const rest = after === null ? list : list.filter((entry) => nameOf(entry) > after);
  const entries = rest.slice(0, pageSize);
  const last = entries.at(-1);
  return last === undefined || rest.length === entries.length
    ? { entries }
    : { entries, nextCursor: cursorAt(nameOf(last)) };
}

const mark = 'after:';

function cursorAt(name: string): string {
  return Buffer.from(mark + name).toString('base64url');
}

function nameIn(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const name = text.slice(mark.length);
  if (text.startsWith(mark) && cursorAt(name) === cursor) return name;
  throw new ProtocolError(
    -32602,
    'Unknown cursor: send the nextCursor of the page before, or none for the first page.',
  );
}
