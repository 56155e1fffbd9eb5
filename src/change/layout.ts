/** Entries → lines in the house form. */
import { type Block, type Entry, keyName, typeOf } from './entries.ts';
import { leafLines, type Own } from './leaf.ts';
import { indented, spaced, withoutRuns } from './lines.ts';
import { childPlace, orderOf, type Place } from './order.ts';
import type { Sheet } from './value-parts.ts';

/** A root's lines. What stands above its first entry stays at the top of the document. */
export function rootLines(sheet: Sheet, root: Entry, place: Place | null): string[] {
  if (root.block === null) return entryLines(sheet, root, place, 0);
  const first = root.block.entries[0] as Entry;
  const { header, own } = headerOf(first);
  first.lead.splice(0, first.lead.length, ...own);
  return [...header, ...blockLines(sheet, root, root.block, place, 0)];
}

/** Above `kind`, everything is about the document. Above a field that will move down, its own comment is what no blank line separates from it. */
function headerOf(first: Entry): { header: string[]; own: string[] } {
  const lead = withoutRuns(first.lead);
  const end = first.key === 'apiVersion' || first.key === 'kind' ? lead.length : lead.lastIndexOf('') + 1;
  return { header: lead.slice(0, end), own: lead.slice(end) };
}

function blockLines(sheet: Sheet, entry: Entry, block: Block, place: Place | null, indent: number): string[] {
  const keys = block.entries.map(({ key }) => (key === null ? null : keyName(key)));
  const type = typeOf(entry.value);
  const order = block.kind === 'map' ? orderOf(place, keys, type) : keys.map((_key, index) => index);
  const lines = order.flatMap((index, position) => {
    const child = block.entries[index] as Entry;
    const below = childPlace(place, block.kind === 'map' ? (keys[index] ?? '') : null, type);
    const own = entryLines(sheet, child, below, indent);
    return position === 0 && own[0] === '' ? own.slice(1) : own;
  });
  return [...lines, ...withoutRuns(block.tail)];
}

/** The lines of an entry with what is above it, as if it stood at the left edge; `indent` is how far from it. */
function entryLines(sheet: Sheet, entry: Entry, place: Place | null, indent: number): string[] {
  const { body, hoisted } =
    entry.block === null
      ? leafLines(sheet, entry, place, indent)
      : branchLines(sheet, entry, entry.block, place, indent);
  return [...withoutRuns([...entry.lead, ...hoisted]), ...body];
}

function branchLines(sheet: Sheet, entry: Entry, block: Block, place: Place | null, indent: number): Own {
  const below = blockLines(sheet, entry, block, place, indent + 2);
  const { lines, behind } = sheet.trivia;
  const headLine = lines.at(entry.start);
  const isShared = lines.at((block.entries[0] as Entry).start) === headLine;
  const comment = isShared ? undefined : behind.get(headLine);
  if (entry.key !== null) return { body: [`${entry.key}:${spaced(comment)}`, ...indented(below)], hoisted: [] };
  if (comment !== undefined) return { body: [`-${spaced(comment)}`, ...indented(below)], hoisted: [] };
  const isAbove = below.findIndex((line) => line !== '' && !line.startsWith('#'));
  const [first = '', ...rest] = below.slice(isAbove);
  return { body: [`- ${first}`, ...indented(rest)], hoisted: below.slice(0, isAbove) };
}
