/** A result that is too large for a model → as many items of its list as there is room for. */
import { compact } from './compact.ts';
import { estimateTokens } from './estimate.ts';
import { shorten } from './shorten.ts';
import { elementsOf, isList, isObject, membersOf, type Span } from './spans.ts';

/** Which part of a result is asked for. */
export interface JsonWindow {
  /** Most tokens, as `estimateTokens` counts them. */
  readonly budget: number;
  /** Of these, so many are for the word of what was cut. */
  readonly reserve?: number;
  /** How many items of the list were shown before. */
  readonly offset: number;
  /** The list by its path, when that is settled: the one of the window before. */
  readonly list: string | null;
  /** Members of the object that are of use only whole: shown as they are, whatever is cut. */
  readonly whole?: readonly string[];
}

/** What is shown of a result. */
export interface FittedJson {
  /** JSON of the same shape. */
  readonly text: string;
  /** Null when nothing is missing. */
  readonly cut: JsonCut | null;
}

/** What is missing. */
export interface JsonCut {
  /** The list that was cut, and which of its items are shown; null when there is none to go on with. */
  readonly list: { readonly path: string; readonly from: number; readonly shown: number; readonly of: number } | null;
  /** Parts that are not whole, each with how much of it there is. */
  readonly shortened: readonly string[];
}

/** The list that is taken where it is there, by the name that normalised results give it. */
const usualList = 'items';
/** What stands around the list may take this part of the room; when it is more, it is shortened. */
const frameShare = 0.5;
/** How deep a list is looked for. */
const deepestList = 4;

/**
 * Fits JSON, an object, to its window: whole items, the same object around them. At least one item is shown where there
 * is one left; one that is too large by itself is shortened. Small results come back as they are, others without layout.
 */
export function fitJson(json: string, window: JsonWindow): FittedJson {
  const { offset } = window;
  if (offset === 0 && fits(json, window.budget)) return { text: json, cut: null };
  const text = compact(json);
  if (offset === 0 && text !== json && fits(text, window.budget)) return { text, cut: null };
  const { rest, apart } = setApart(text, window.whole ?? []);
  const budget = window.budget - (window.reserve ?? 0) - estimateTokens(apart);
  const { text: shown, cut } = fitRest(rest, window, budget);
  return { text: apart === '' ? shown : withMembers(shown, apart), cut };
}

function fitRest(text: string, window: JsonWindow, budget: number): FittedJson {
  const { offset } = window;
  const list = chooseList(text, window);
  if (list === null) return shortenedWhole(text, budget);
  const frame = frameOf(text, list, budget * frameShare);
  if (frame === null) return shortenedWhole(text, budget);
  const elements = elementsOf(text, list.start);
  const taken = takeItems(text, elements, offset, budget - estimateTokens(frame.head) - estimateTokens(frame.tail) - 2);
  const shortened = [...frame.parts, ...taken.parts.map((part) => `${list.path}[${offset}].${part}`)];
  const shown = { path: list.path, from: offset, shown: taken.count, of: elements.length };
  return { text: `${frame.head}[${taken.text}]${frame.tail}`, cut: { list: shown, shortened } };
}

/** True when a text surely has no more tokens: no token is shorter than a byte, and most are some bytes long. */
export function fits(text: string, budget: number): boolean {
  if (text.length * 3 <= budget || Buffer.byteLength(text) <= budget) return true;
  return estimateTokens(text, 0, text.length, budget) <= budget;
}

/** The object without members of these names, and the text of those. */
function setApart(text: string, names: readonly string[]): { readonly rest: string; readonly apart: string } {
  if (names.length === 0) return { rest: text, apart: '' };
  const members = membersOf(text, 0).map(({ key, value }) => ({
    name: text.slice(key.start + 1, key.end - 1),
    text: text.slice(key.start, value.end),
  }));
  const joined = (isApart: boolean): string =>
    members
      .filter(({ name }) => names.includes(name) === isApart)
      .map((member) => member.text)
      .join(',');
  return { rest: `{${joined(false)}}`, apart: joined(true) };
}

function withMembers(text: string, members: string): string {
  return text === '{}' ? `{${members}}` : `${text.slice(0, -1)},${members}}`;
}

function shortenedWhole(text: string, budget: number): FittedJson {
  const { text: shown, parts } = shorten(text, budget);
  return { text: shown, cut: parts.length === 0 ? null : { list: null, shortened: parts } };
}

// ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface FoundList extends Span {
  readonly path: string;
}

/** The one that is settled, or the usual one, as long as what stands around it is small; else the longest. */
function chooseList(text: string, { list, budget }: JsonWindow): FoundList | null {
  const found: FoundList[] = [];
  collectLists(text, 0, '', 1, found);
  const settled = list === null ? undefined : found.find(({ path }) => path === list);
  if (settled !== undefined) return settled;
  const longest = found.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0] ?? null;
  const usual = found.find(({ path }) => path === usualList);
  const isSmall = (one: FoundList) => fits(text.slice(0, one.start) + text.slice(one.end), budget * frameShare);
  return usual !== undefined && isSmall(usual) ? usual : longest;
}

/** Lists of the object that begins at `at`, and of objects in it. */
function collectLists(text: string, at: number, path: string, depth: number, found: FoundList[]): void {
  for (const { key, value } of membersOf(text, at)) {
    const name = path + pathPart(text.slice(key.start, key.end));
    if (isList(text, value.start)) found.push({ ...value, path: name });
    else if (isObject(text, value.start) && depth < deepestList)
      collectLists(text, value.start, `${name}.`, depth + 1, found);
  }
}

/** A key with dots keeps its quotation marks: no two lists have one path. */
function pathPart(key: string): string {
  return key.includes('.') ? key : key.slice(1, -1);
}

/** What stands before and after the list's items; null when the list is lost because all around it is too large. */
function frameOf(
  text: string,
  list: FoundList,
  room: number,
): { readonly head: string; readonly tail: string; readonly parts: readonly string[] } | null {
  const [head, tail] = [text.slice(0, list.start), text.slice(list.end)];
  if (fits(head + tail, room)) return { head, tail, parts: [] };
  const { text: frame, parts } = shorten(`${head}[]${tail}`, room);
  const found: FoundList[] = [];
  collectLists(frame, 0, '', 1, found);
  const place = found.find(({ path }) => path === list.path);
  return place === undefined ? null : { head: frame.slice(0, place.start), tail: frame.slice(place.end), parts };
}

// ── its items ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Taken {
  readonly text: string;
  readonly count: number;
  readonly parts: readonly string[];
}

function takeItems(text: string, elements: readonly Span[], offset: number, room: number): Taken {
  const first = elements[offset];
  if (first === undefined) return { text: '', count: 0, parts: [] };
  let left = room;
  let next = offset;
  for (; next < elements.length; next++) {
    const { start, end } = elements[next] as Span;
    left -= estimateTokens(text, start, end, left) + 1;
    if (left < 0) break;
  }
  if (next === offset) return { count: 1, ...shorten(text.slice(first.start, first.end), Math.max(room, 0)) };
  return { text: text.slice(first.start, (elements[next - 1] as Span).end), count: next - offset, parts: [] };
}
