/** Characters in a manifest that its reviewers do not see, as they are or as escapes in quotes. */
import { hiddenCharacters, type HiddenCharacters } from '../hidden-characters.ts';
import type { Problem } from '../problem.ts';
import { type FieldPath, locate, writtenAt } from './locate.ts';
import { type SourceText, spanOf } from './source.ts';

/** At most so many are told one by one; a text made of them has one cause. */
const mostTold = 20;

type Told = Pick<Problem, 'code' | 'severity' | 'message' | 'hint'>;

/** An escape of YAML that may stand for one (YAML 1.2.2, section 5.7). */
const escapes = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[NLP_e0abvf])/;
const named: Readonly<Record<string, string>> = {
  N: '\u0085',
  L: '\u2028',
  P: '\u2029',
  _: '\u00A0',
  e: '\u001B',
  0: '\0',
  a: '\u0007',
  b: '\b',
  v: '\v',
  f: '\f',
};

/** Tells them: those of the text, comments too, and those that the values of its documents get by escapes. */
export function hiddenProblems(file: SourceText, documents: readonly { readonly value: unknown }[]): Problem[] {
  const written = hiddenCharacters(file.text).slice(0, mostTold);
  const escaped = escapes.test(file.text)
    ? documents.flatMap(({ value }, index) => escapedIn(file, value, index, [])).slice(0, mostTold)
    : [];
  return [...written.map((found) => problemAt(file, found)), ...escaped];
}

function problemAt(file: SourceText, { index, length, name, kind, instead }: HiddenCharacters): Problem {
  const span = spanOf(file, index, index + length);
  const told = name.endsWith('control character') ? forbidden(name) : words(name, kind);
  if (instead === null) return { ...told, span };
  return { ...told, span, fix: { title: title(name, instead), edits: [{ span, text: instead }] } };
}

function title(name: string, instead: string): string {
  return instead === '' ? `Remove ${name}` : `Replace ${name} by a space`;
}

/** YAML 1.2.2, section 5.1: control characters stand in no document, except as escapes. */
function forbidden(name: string): Told {
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: `Here stands ${name}, which YAML allows nowhere; readers do not see it.`,
    hint: 'Remove it.',
  };
}

function words(name: string, kind: HiddenCharacters['kind']): Told {
  if (kind === 'space')
    return {
      code: 'hidden-characters',
      severity: 'warning',
      message: `Here stands ${name}, which looks like a space and is none: words around it are not found, and YAML takes it for a letter.`,
      hint: 'Write an ordinary space.',
    };
  if (kind === 'look-alike')
    return {
      code: 'hidden-characters',
      severity: 'warning',
      message: `This word mixes Latin letters with ${name}: it is another word than the one that it looks like.`,
      hint: 'Write the word in letters of one alphabet.',
    };
  return {
    code: 'hidden-characters',
    severity: 'error',
    message: `Here stands ${name}, which readers do not see: what they review is not what agents and programs read.`,
    hint: 'Remove it.',
  };
}

// ── escapes ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function escapedIn(file: SourceText, value: unknown, document: number, path: FieldPath): Problem[] {
  if (typeof value === 'string') return escapedAt(file, value, document, path, 'value');
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, entry]: [string | number, unknown]) => [
    ...(typeof key === 'string' ? escapedAt(file, key, document, [...path, key], 'key') : []),
    ...escapedIn(file, entry, document, [...path, key]),
  ]);
}

/** Only double quotes know escapes; a text over several lines is pointed at as a whole. */
function escapedAt(
  file: SourceText,
  text: string,
  document: number,
  path: FieldPath,
  part: 'key' | 'value',
): Problem[] {
  const hidden = hiddenCharacters(text);
  if (hidden.length === 0) return [];
  const written = writtenAt(file, document, path, part);
  const known = written === null ? [] : escapesOf(written.text);
  return hidden.flatMap((found) => {
    const character = String.fromCodePoint(text.codePointAt(found.index) ?? 0);
    const escape = known.find(({ stands }) => stands === character);
    const told = words(found.name, found.kind);
    if (written === null || escape === undefined)
      // Standing there as it is, it has been told already.
      return file.text.includes(character) ? [] : [{ ...told, span: locate(file, document, path, part) }];
    const column = written.span.column + escape.index;
    const span = { ...written.span, column, endColumn: column + escape.length };
    if (found.instead === null) return [{ ...told, span }];
    return [
      { ...told, span, fix: { title: title(found.name, found.instead), edits: [{ span, text: found.instead }] } },
    ];
  });
}

/** The escapes of a text in double quotes with what they stand for; two halves of one character are one. */
function escapesOf(quoted: string): { readonly index: number; readonly length: number; readonly stands: string }[] {
  const every =
    /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g;
  return [...quoted.matchAll(every)].map(({ index, 0: escape }) => ({
    index,
    length: escape.length,
    stands: meant(escape),
  }));
}

function meant(escape: string): string {
  const digits = [...escape.matchAll(/\\[xuU]([0-9a-fA-F]+)/g)].map((match) => Number.parseInt(match[1] ?? '', 16));
  if (digits.length === 0) return named[escape.charAt(1)] ?? '';
  return digits.length === 1 && (digits[0] ?? 0) > 0xffff
    ? String.fromCodePoint(Math.min(digits[0] ?? 0, 0x10ffff))
    : String.fromCharCode(...digits);
}
