/**
 * Corrections of one field, made from the text that stands there. A correction is made only where nobody could mean
 * anything else; each maker here says why it may be.
 */
import type { JsonSchema } from '../schema.ts';
import { checkerOf } from '../schema.ts';

/** What is written now, quotes and all → what to write instead; null when that is not certain after all. */
export type FieldFix = (written: string) => { readonly title: string; readonly text: string } | null;

/** Another name for a key: it exists nowhere here, and exactly one field that is still free is near it. */
export function renamed(from: string, to: string): FieldFix {
  return (written) => titled(`Rename "${from}" to "${to}"`, inItsQuotes(written, from, to));
}

/** Another text for a value: it is not in the list, and exactly one entry of the list is near it. */
export function replaced(from: string, to: string): FieldFix {
  return (written) => titled(`Replace "${from}" by "${to}"`, inItsQuotes(written, from, to));
}

/** A number or a word such as `true` where text is wanted: the text is what is written, so `0123` stays `0123`. */
export function quoted(schema: JsonSchema): FieldFix {
  return (written) => titled(`Put ${written} in quotes`, accepts(schema, written) ? `"${written}"` : null);
}

/** Text in quotes that is a plain JSON number or `true` or `false`, where one of these is wanted. */
export function unquoted(value: string, schema: JsonSchema): FieldFix {
  return (written) => {
    const isQuoted = written === `"${value}"` || written === `'${value}'`;
    return titled(`Write ${value} without quotes`, isQuoted && accepts(schema, JSON.parse(value)) ? value : null);
  };
}

/** `yes` and `off`, as YAML 1.1 had them, where only true or false can be meant. */
export function asBoolean(value: string, schema: JsonSchema): FieldFix | undefined {
  const meant = booleanWords.get(value.toLowerCase());
  if (meant === undefined) return undefined;
  return (written) =>
    titled(
      `Replace ${value} by ${meant}`,
      accepts(schema, meant) && unquotedForm(written) === value ? String(meant) : null,
    );
}

const booleanWords: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['on', true],
  ['true', true],
  ['no', false],
  ['off', false],
  ['false', false],
]);

function titled(title: string, text: string | null): { title: string; text: string } | null {
  return text === null ? null : { title, text };
}

/** A value of the right type that its field refuses for another reason would only be the next mistake. */
function accepts(schema: JsonSchema, value: unknown): boolean {
  // A `$ref` beside it leads into a whole that is not at hand here.
  return !('$ref' in schema) && checkerOf(schema)(value) === null;
}

/** The new text in the quotes of the old one; null where what is written is not simply the old text. */
function inItsQuotes(written: string, from: string, to: string): string | null {
  if (written === from) return isPlainText(to) ? to : null;
  if (/["'\\\p{Cc}]/u.test(to) || unquotedForm(written) !== from) return null;
  return `${written[0]}${to}${written[0]}`;
}

function unquotedForm(written: string): string {
  const quote = written[0];
  const isQuoted = written.length > 1 && (quote === '"' || quote === "'") && written.endsWith(quote);
  return isQuoted && !/["'\\]/.test(written.slice(1, -1)) ? written.slice(1, -1) : written;
}

/** True when YAML reads the text as that text, without quotes, in a block as well as between braces. */
export function isPlainText(text: string): boolean {
  return /^[A-Za-z$](?:[\w$./ -]*[\w$./-])?$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text);
}
