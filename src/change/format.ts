/**
 * A manifest's text → the same manifest in the house form: fields in the order of their schema, two spaces of
 * indentation, one line end. Words stay as they are: quotes, line breaks inside texts, comments, single blank lines.
 */
import { isDeepStrictEqual } from 'node:util';
import { isMap } from 'yaml';
import { readYaml, type YamlDocument } from '../manifest/yaml.ts';
import { commentTexts, compose } from './compose.ts';
import { type Entry, rootOf, UnknownLayout } from './entries.ts';
import { rootLines } from './layout.ts';
import { withoutRuns } from './lines.ts';
import { modeline, modelineSchema, withoutModeline } from './modeline.ts';
import { placeOf } from './order.ts';
import { placeTrivia } from './trivia.ts';

/** The text in the house form, or why it stays as it is: it is no YAML of manifests (`check` tells where), or its layout is one that cannot be kept. */
export type Formatted = { readonly text: string } | { readonly reason: 'yaml' | 'layout' };

/**
 * Formats a text without a byte order mark. What it gives reads as the same values and has the same comments; that is
 * looked at before it is given. `schema` is the path from the file to the schema for editors, which the first line then
 * names; null where there is none.
 */
export function format(text: string, schema: string | null = null): Formatted {
  const plain = text.replaceAll('\r\n', '\n');
  // Alone it is text to YAML, and before a line break it would become a part of that.
  if (plain.includes('\r')) return { reason: readYaml(text).some(hasIssues) ? 'yaml' : 'layout' };
  const before = readYaml(plain);
  if (before.some(hasIssues)) return { reason: 'yaml' };
  const { schema: named, text: body } = withoutModeline(plain);
  try {
    const formatted = written(body);
    if (!isSame(body, formatted)) return { reason: 'layout' };
    const wanted = modelineSchema(named, schema);
    const whole = wanted === null ? formatted : `${modeline(wanted)}\n${formatted}`;
    return { text: isWindows(text) ? whole.replaceAll('\n', '\r\n') : whole };
  } catch (error) {
    if (error instanceof UnknownLayout) return { reason: 'layout' };
    throw error;
  }
}

function hasIssues({ issues }: YamlDocument): boolean {
  return issues.length > 0;
}

function isSame(before: string, after: string): boolean {
  return (
    isDeepStrictEqual(valuesOf(before), valuesOf(after)) &&
    isDeepStrictEqual(commentTexts(before).toSorted(), commentTexts(after).toSorted())
  );
}

function valuesOf(text: string): unknown[] {
  return readYaml(text).map(({ value, issues }) => (issues.length > 0 ? issues : value));
}

/** A file with both kinds of line ends gets those that most of its lines have. */
function isWindows(text: string): boolean {
  const both = text.split('\r\n').length - 1;
  return both * 2 > text.split('\n').length - 1;
}

function written(text: string): string {
  const composed = compose(text);
  const roots = composed.documents.map((document) => rootOf(document, text));
  const trivia = placeTrivia(composed, roots);
  const sheet = { text, trivia };
  const filled = roots.filter((root): root is Entry => root !== null);
  const lines = filled.flatMap((root, index) => [
    ...withoutRuns(trivia.separators[index] ?? []),
    ...rootLines(sheet, root, placeOf(kindOf(root))),
  ]);
  const last = withoutRuns(trivia.separators.at(-1) ?? []);
  if (last.at(-1) === '') last.pop();
  return `${[...lines, ...last].join('\n')}\n`;
}

function kindOf(root: Entry): string | null {
  const kind = isMap(root.value) ? root.value.get('kind') : null;
  return typeof kind === 'string' ? kind : null;
}
