/** Descriptions: what an author wrote, with what a dialect could not say otherwise. */
import type { JsonSchema } from '../../schema.ts';
import type { Dialect } from '../dialect.ts';
import type { Notes } from './core.ts';

/** Longer examples and defaults are left out where they are told in words. */
const longestExample = 60;

/** A schema with words before those that it has. */
export function describe(schema: JsonSchema, words: readonly string[], { longestText }: Dialect): JsonSchema {
  const { type, description, ...rest } = schema;
  const all = [...words, ...(typeof description === 'string' ? [description] : [])].filter((text) => text !== '');
  return {
    ...(type === undefined ? {} : { type }),
    ...(all.length === 0 ? {} : { description: joined(all, longestText) }),
    ...rest,
  };
}

/** The first text gives way to those after it, which are rules. */
function joined(texts: readonly string[], longest: number): string {
  const [first = '', ...rules] = texts;
  const room = longest - rules.join(' ').length - 1;
  return rules.length === 0 || room < longest / 2
    ? clip(texts.join(' '), longest)
    : [clip(first, room), ...rules].join(' ');
}

/** A text of at most so many characters (UTF-16 units), cut between words. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1).toWellFormed();
  const space = cut.lastIndexOf(' ');
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** What is told in words of a schema's annotations, its description first. */
export function noteWords(notes: Notes | undefined, { annotations }: Dialect): string[] {
  if (notes === undefined) return [];
  const { description, examples, deprecated, content } = notes;
  const words = description === undefined ? [] : [description.trim()];
  if (content !== undefined) words.push(`Encoding: ${content}.`);
  if (annotations) return words;
  if (deprecated) words.push('Deprecated.');
  const example = examples === undefined ? undefined : JSON.stringify(examples[0]);
  if (example !== undefined && example.length <= longestExample) words.push(`Example: ${example}.`);
  return words;
}

/** Annotations that stand as such. */
export function writeNotes(notes: Notes | undefined, { annotations }: Dialect): JsonSchema {
  if (notes === undefined) return {};
  const { default: fallback, examples, deprecated } = notes;
  return {
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(annotations && examples !== undefined ? { examples } : {}),
    ...(annotations && deprecated === true ? { deprecated } : {}),
  };
}
