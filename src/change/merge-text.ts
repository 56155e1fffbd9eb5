/** A manifest's text, merged with what is drafted of it now. */
import { isDeepStrictEqual } from 'node:util';
import { readYaml } from '../manifest/yaml.ts';
import type { Json } from '../schema.ts';
import { commentTexts } from './compose.ts';
import { UnknownLayout } from './entries.ts';
import { editField, type EditedDocument } from './field-edit.ts';
import { format } from './format.ts';
import { type FieldConflict, type FieldEdit, type FieldPath, threeWay } from './three-way.ts';

/** What was drafted before, as a value, and the text of what would be drafted now. */
export interface Drafts {
  readonly base: Json;
  readonly theirs: string;
}

/** How a merge is bound. */
export interface MergeOptions {
  /** Fields that stay as people have them, whatever is drafted, such as the name. */
  readonly pinned: readonly FieldPath[];
  /** Fields that follow the draft, whatever people have made of them: what they name is gone. */
  readonly followed?: readonly FieldPath[];
}

/** What came of it. */
export interface MergedText {
  readonly text: string;
  /** Fields that follow the draft, in the order of the text. */
  readonly edits: readonly FieldEdit[];
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Merges one document of a file. What cannot be written without touching what people wrote is a conflict, too, and stays. The new text
 * has the merged values and all comments; that is looked at before it is given.
 */
export function mergeText(ours: EditedDocument, drafts: Drafts, { pinned, followed = [] }: MergeOptions): MergedText {
  const value = readYaml(ours.text)[ours.document]?.value as Json | undefined;
  if (value === undefined || hasIssues(ours.text)) return { text: ours.text, edits: [], conflicts: [] };
  const base = followed.reduce((draft, path) => taken(draft, value, path), drafts.base);
  const theirs = pinned.reduce((draft, path) => taken(draft, base, path), manifestValue(drafts.theirs));
  const { edits, conflicts } = threeWay(base, value, theirs);
  const plain = ours.text.replaceAll('\r\n', '\n');
  let text = plain;
  const made: FieldEdit[] = [];
  const failed: FieldConflict[] = [];
  for (const edit of edits) {
    const next = attempt({ text, document: ours.document }, edit, drafts.theirs);
    if (next === null) failed.push(conflictOf(edit, value));
    else {
      text = next;
      made.push(edit);
    }
  }
  if (made.length > 0 && !isTidy(text) && isTidy(plain)) text = tidied(text);
  const written = plain === ours.text ? text : text.replaceAll('\n', '\r\n');
  return { text: made.length === 0 ? ours.text : written, edits: made, conflicts: [...conflicts, ...failed] };
}

/** The value of one of a text's documents, as it is merged. */
export function manifestValue(text: string, document = 0): Json {
  return (readYaml(text)[document]?.value ?? null) as Json;
}

function hasIssues(text: string): boolean {
  return readYaml(text).some(({ issues }) => issues.length > 0);
}

/** A draft with one field as another has it, or without it where that has none. */
function taken(draft: Json, from: Json, [key, ...rest]: FieldPath): Json {
  if (key === undefined) return from;
  if (!isMapping(draft) || !isMapping(from)) return draft;
  if (!Object.hasOwn(from, key)) return Object.fromEntries(Object.entries(draft).filter(([name]) => name !== key));
  const now = Object.hasOwn(draft, key) ? (draft[key] as Json) : (from[key] as Json);
  return { ...draft, [key]: taken(now, from[key] as Json, rest) };
}

/** The text after one edit, if it reads as it should and every comment is still there; else null. */
function attempt(target: EditedDocument, edit: FieldEdit, source: string): string | null {
  try {
    const text = editField(target, edit, { text: source });
    return isAsMeant(target, edit, text) ? text : null;
  } catch (error) {
    if (error instanceof UnknownLayout) return null;
    throw error;
  }
}

function isAsMeant(target: EditedDocument, edit: FieldEdit, text: string): boolean {
  if (hasIssues(text)) return false;
  const before = readYaml(target.text).map(({ value }) => value as Json);
  const after = readYaml(text).map(({ value }) => value as Json);
  const meant = before.map((value, index) => (index === target.document ? edited(value, edit.path, edit) : value));
  return isDeepStrictEqual(after, meant) && keepsComments(target.text, text);
}

function keepsComments(before: string, after: string): boolean {
  const left = new Map<string, number>();
  for (const comment of commentTexts(after)) left.set(comment, (left.get(comment) ?? 0) + 1);
  return commentTexts(before).every((comment) => {
    const count = left.get(comment) ?? 0;
    left.set(comment, count - 1);
    return count > 0;
  });
}

function edited(value: Json, [key, ...rest]: FieldPath, edit: FieldEdit): Json {
  if (key === undefined) return edit.kind === 'remove' ? null : edit.value;
  const mapping = isMapping(value) ? value : {};
  if (rest.length === 0 && edit.kind === 'remove')
    return Object.fromEntries(Object.entries(mapping).filter(([name]) => name !== key));
  const inside = Object.hasOwn(mapping, key) ? (mapping[key] as Json) : {};
  return { ...mapping, [key]: edited(inside, rest, edit) };
}

function conflictOf(edit: FieldEdit, ours: Json): FieldConflict {
  let value: Json = ours;
  for (const key of edit.path) value = isMapping(value) && Object.hasOwn(value, key) ? (value[key] as Json) : null;
  return { path: edit.path, ours: value, theirs: edit.kind === 'remove' ? undefined : edit.value };
}

function isMapping(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Who keeps the house form gets it back. */
function isTidy(text: string): boolean {
  const formatted = format(text);
  return 'text' in formatted && formatted.text === text;
}

function tidied(text: string): string {
  const formatted = format(text);
  return 'text' in formatted ? formatted.text : text;
}
