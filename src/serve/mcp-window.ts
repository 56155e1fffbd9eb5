/**
 * A reply, as much of it as its caller's model can take: `content` and `structuredContent` hold the same part, and both
 * tell what is missing and how to get it.
 */
import { cursorOutdated } from '../call/cursor-refusals.ts';
import type { MadeCursor } from '../call/cursor-seal.ts';
import type { Reply } from '../call/reply.ts';
import { estimateTokens } from '../fit/estimate.ts';
import { fitJson, type FittedJson, type JsonCut } from '../fit/json.ts';
import { fitLines, type FittedText, type TextCut } from '../fit/lines.ts';
import { noteName, withNote } from '../fit/note.ts';
import { membersOf } from '../fit/spans.ts';
import type { JsonSchema } from '../schema.ts';
import { nextCursorField } from '../table/pagination-schema.ts';
import type { Operation } from '../table/table.ts';
import { changedWords, endWords, nextWords, shortenedWords, type NoCursor } from './mcp-cut-words.ts';
import type { ToolResult } from './mcp-port.ts';
import { jsonMembers, structuredText, textMembers, textOfReply, toolResult, toolResultMeta } from './mcp-result.ts';
import type { ToolCalled } from './mcp-result.ts';

/** Where in a result its reader is. */
export interface ResultPlace {
  /** Items, or characters of a text, that were shown before. */
  readonly offset: number;
  /** How many there were then; null at the beginning. */
  readonly of: number | null;
  /** The list by its path; null at the beginning, and for a text. */
  readonly list: string | null;
}

/** Before anything was shown. */
export const beginning: ResultPlace = { offset: 0, of: null, list: null };

/** Who reads a result, and how. */
export interface ResultReader {
  readonly operation: Operation;
  /** Most tokens. */
  readonly tokens: number;
  readonly place: ResultPlace;
  /** Makes the cursor to a later place. */
  cursorTo(place: { readonly offset: number; readonly of: number; readonly list: string | null }): Promise<MadeCursor>;
}

/** What the word of what was cut costs, in tokens; the cursor of few arguments is most of it. */
const noteTokens = 400;
/** The same without a cursor. */
const wordTokens = 80;

/** The word of what was cut. */
interface Note {
  readonly cursor?: string;
  readonly [member: string]: unknown;
}

/** The result of a call as its reader gets it. What fits is passed on as it is, at once. */
export function shownResult(called: ToolCalled, reader: ResultReader): ToolResult | Promise<ToolResult> {
  const { reply } = called;
  if (reply.kind === 'json') return shownJson(called, reply.text, reader);
  const text = reply.kind === 'bytes' ? textOfReply(reply) : null;
  return text === null ? toolResult(called, reader.operation) : shownText(called, text, reader);
}

// ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function shownJson(called: ToolCalled, reply: string, reader: ResultReader): ToolResult | Promise<ToolResult> {
  const { tokens, place } = reader;
  const text = structuredText(reply);
  const meta = toolResultMeta(called);
  const whole = reader.operation.paging === null ? [] : [nextCursorField];
  const fit = (reserve: number) => fitJson(text, { budget: tokens, reserve, whole, ...place });
  const fitted = fit(reserveOf(tokens, 0));
  if (fitted.cut === null) return { members: jsonMembers(fitted.text), meta };
  if (place.offset > 0 && fitted.cut.list?.path !== place.list) return outdated(reader);
  return noted(fitted, fit, reader, jsonNote).then(({ text: shown, note }) => {
    const name = noteName((one) => isMember(one, shown, reader.operation));
    return { members: jsonMembers(withNote(shown, name, note)), meta };
  });
}

/** The word of what was cut, and less of the result where a long cursor takes more room than was kept for it. */
async function noted<Fitted extends FittedJson | FittedText>(
  fitted: Fitted,
  fit: (reserve: number) => Fitted,
  reader: ResultReader,
  noteOf: (cut: NonNullable<Fitted['cut']>, reader: ResultReader) => Promise<Note>,
): Promise<{ readonly text: string; readonly note: object }> {
  const { text, cut } = fitted;
  const note = await noteOf(cut as NonNullable<Fitted['cut']>, reader);
  const [kept, needed] = [0, tokensOf(note.cursor)].map((cursor) => reserveOf(reader.tokens, cursor));
  if (kept === needed) return { text, note };
  const again = fit(needed as number);
  return { text: again.text, note: await noteOf(again.cut as NonNullable<Fitted['cut']>, reader) };
}

async function jsonNote(cut: JsonCut, reader: ResultReader): Promise<Note> {
  const { list } = cut;
  const shortened = cut.shortened.length === 0 ? {} : { shortened: told(cut.shortened) };
  if (list === null) return { ...shortened, next: shortenedWords(reader.operation) };
  const to = list.from + list.shown;
  const rest = await restOf({ offset: to, of: list.of, list: list.path }, reader);
  const end = list.shown === list.of ? shortenedWords(reader.operation) : endWords;
  return {
    ...(list.path === 'items' ? {} : { list: list.path }),
    ...(list.from === 0 ? {} : { from: list.from }),
    shown: list.shown,
    of: list.of,
    ...shortened,
    ...(rest ?? { next: end }),
    ...changed(list.of, reader),
  };
}

/** Names of members of a made result are known before, so that its schema can tell of this one. */
function isMember(name: string, text: string, { result, output }: Operation): boolean {
  if (result !== null && output !== null) return Object.hasOwn((output['properties'] ?? {}) as JsonSchema, name);
  return membersOf(text, 0).some(({ key }) => JSON.parse(text.slice(key.start, key.end)) === name);
}

/** How many shortened parts are named. */
const toldParts = 5;

function told(parts: readonly string[]): readonly string[] {
  const rest = parts.length - toldParts;
  return rest <= 0 ? parts : [...parts.slice(0, toldParts), `and ${rest} more`];
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function shownText(called: ToolCalled, text: string, reader: ResultReader): ToolResult | Promise<ToolResult> {
  const { tokens, place } = reader;
  if (place.list !== null) return outdated(reader);
  const fit = (reserve: number) => fitLines(text, { budget: tokens, reserve, offset: place.offset });
  const fitted = fit(reserveOf(tokens, 0));
  const meta = toolResultMeta(called);
  if (fitted.cut === null) return { members: textMembers([fitted.text]), meta };
  return noted(fitted, fit, reader, textNote).then(({ text: shown, note }) => ({
    members: textMembers([shown, JSON.stringify({ more: note })]),
    meta,
  }));
}

async function textNote({ to, of, lines }: TextCut, reader: ResultReader): Promise<Note> {
  const rest = await restOf({ offset: to, of, list: null }, reader);
  const shown = lines.first > lines.last ? 'none' : `${lines.first}-${lines.last}`;
  return { lines: shown, of: lines.of, ...(rest ?? { next: endWords }), ...changed(of, reader) };
}

// ── the rest ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Rest {
  readonly cursor?: string;
  readonly next: string;
}

/** How to get what comes after a place; null when nothing does. */
async function restOf(
  place: { readonly offset: number; readonly of: number; readonly list: string | null },
  { operation, cursorTo, tokens }: ResultReader,
): Promise<Rest | null> {
  if (place.offset >= place.of) return null;
  const never = neverOf(operation);
  if (never !== null) return { next: nextWords(operation, never) };
  const made = await cursorTo(place);
  if (made.kind !== 'made') return { next: nextWords(operation, made.kind) };
  const isAffordable = tokensOf(made.text) + wordTokens <= tokens / 2;
  return isAffordable
    ? { cursor: made.text, next: nextWords(operation, null) }
    : { next: nextWords(operation, 'too-long') };
}

function neverOf({ hints, needsApproval }: Operation): NoCursor | null {
  if (!hints.readOnly) return 'writes';
  return needsApproval ? 'approval' : null;
}

function changed(now: number, { place }: ResultReader): { readonly changed?: string } {
  return place.of === null || place.of === now ? {} : { changed: changedWords(place.of, now) };
}

/** What is kept for the word of what was cut, with a cursor of so many tokens in it. */
function reserveOf(tokens: number, cursor: number): number {
  return Math.min(Math.max(noteTokens, cursor + wordTokens), tokens / 2);
}

function tokensOf(cursor: string | undefined): number {
  return cursor === undefined ? 0 : estimateTokens(cursor);
}

/** What was a list is none any more. */
function outdated({ operation }: ResultReader): ToolResult {
  const reply: Reply = cursorOutdated(operation.capability);
  return toolResult({ reply, replayed: false }, operation);
}
