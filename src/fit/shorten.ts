/** One value that is too large by itself → the same value in less, with a word of each part that is not whole. */
import { estimateTokens } from './estimate.ts';
import { elementsOf, isList, isObject, membersOf, type Span } from './spans.ts';

/** A value in less: valid JSON of the same type, unless nothing at all was to be had for the tokens. */
export interface Shortened {
  readonly text: string;
  /** What is not whole, each with how much of it there is: `lines: 5 of 200`. Empty when all is there. */
  readonly parts: readonly string[];
}

/** How much of each kind of value is kept: characters of a string, elements of a list, members of an object. */
interface Measure {
  readonly characters: number;
  readonly elements: number;
  readonly members: number;
}

/** From the mildest to the hardest. Members go last: their names are what a result promises. */
const measures: readonly Measure[] = [
  { characters: 2000, elements: 100, members: Infinity },
  { characters: 500, elements: 20, members: Infinity },
  { characters: 120, elements: 5, members: Infinity },
  { characters: 40, elements: 2, members: Infinity },
  { characters: 20, elements: 1, members: 50 },
  { characters: 10, elements: 0, members: 10 },
  { characters: 0, elements: 0, members: 0 },
];
/** What nests deeper is left out: it is no place that a reader finds. */
const deepest = 40;
/** No text of so many characters has only one token for each: what is written goes no further, and a harder measure is tried. */
const charactersPerToken = 16;
/** A number with more digits is left out where strings are cut to their first words. */
const longestNumber = 60;

/** Shortens a value of compact JSON until it is estimated at `budget` tokens or less; the hardest measure is the last word. */
export function shorten(value: string, budget: number): Shortened {
  for (const measure of measures) {
    const walk: Walk = { text: value, measure, parts: [], room: Math.max(1, budget) * charactersPerToken };
    const text = write(walk, { start: 0, end: value.length }, '', 0);
    const fits = walk.room > 0 && estimateTokens(text, 0, text.length, budget) <= budget;
    if (measure.members === 0 || fits) return { text, parts: walk.parts };
  }
  return { text: 'null', parts: ['all of it'] };
}

interface Walk {
  readonly text: string;
  readonly measure: Measure;
  readonly parts: string[];
  /** Characters that may still be written; what is written after them counts no more. */
  room: number;
}

function write(walk: Walk, span: Span, path: string, depth: number): string {
  const { text } = walk;
  if (walk.room <= 0) return 'null';
  if (isList(text, span.start)) return writeList(walk, span, path, depth);
  if (isObject(text, span.start)) return writeObject(walk, span, path, depth);
  const written = text.charAt(span.start) === '"' ? writeString(walk, span, path) : writePlain(walk, span, path);
  walk.room -= written.length;
  return written;
}

function writeList(walk: Walk, span: Span, path: string, depth: number): string {
  const elements = elementsOf(walk.text, span.start);
  const kept = depth >= deepest ? 0 : Math.min(elements.length, walk.measure.elements);
  if (kept < elements.length) walk.parts.push(`${nameOf(path)}: ${kept} of ${elements.length}`);
  const written = elements.slice(0, kept).map((element, index) => write(walk, element, `${path}[${index}]`, depth + 1));
  return `[${written.join(',')}]`;
}

function writeObject(walk: Walk, span: Span, path: string, depth: number): string {
  const { text, measure, parts } = walk;
  const members = membersOf(text, span.start);
  const kept = depth >= deepest ? 0 : Math.min(members.length, measure.members);
  if (kept < members.length) parts.push(`${nameOf(path)}: ${kept} of ${members.length} fields`);
  const written = members.slice(0, kept).map(({ key, value }) => {
    const name = text.slice(key.start + 1, key.end - 1);
    walk.room -= name.length;
    return `"${name}":${write(walk, value, path === '' ? name : `${path}.${name}`, depth + 1)}`;
  });
  return `{${written.join(',')}}`;
}

function writeString({ text, measure, parts }: Walk, { start, end }: Span, path: string): string {
  const raw = text.slice(start, end);
  // The word of how long it was has to be worth it.
  if (raw.length <= measure.characters + 40) return raw;
  const value = JSON.parse(raw) as string;
  parts.push(`${nameOf(path)}: ${measure.characters} of ${value.length} characters`);
  return JSON.stringify(`${value.slice(0, measure.characters).toWellFormed()}… (${value.length} characters)`);
}

function writePlain({ text, measure, parts }: Walk, { start, end }: Span, path: string): string {
  if (end - start <= longestNumber || measure.characters > 20) return text.slice(start, end);
  parts.push(`${nameOf(path)}: a number of ${end - start} digits`);
  return 'null';
}

function nameOf(path: string): string {
  return path === '' ? 'this' : path.length > 80 ? `${path.slice(0, 80).toWellFormed()}…` : path;
}
