/** A mistake in one document, by its field: what becomes a `Problem` once the field's place is looked up. */
import { bounded, type Fix, type Problem, type ProblemCode, type Severity } from '../problem.ts';
import type { JsonSchema } from '../schema.ts';
import type { FieldFix } from './field-fix.ts';
import { type FieldPart, type FieldPath, locate, sourceOf, writtenAt } from './locate.ts';
import type { SourceText } from './source.ts';

/** See `Problem`. A hint may need the text as it is written, which the parsed value no longer shows. */
export interface Finding {
  readonly code: ProblemCode;
  readonly severity?: Severity;
  readonly message: string;
  readonly hint?: string | ((source: string) => string);
  readonly path: FieldPath;
  readonly part: FieldPart;
  /** A second place in the same document, by its field. */
  readonly related?: { readonly message: string; readonly path: FieldPath; readonly part: FieldPart };
  /** How the key or value at the place is corrected, where that is certain. */
  readonly fix?: FieldFix;
  /** Where the file belongs, where that is certain from this document alone. */
  readonly move?: string;
}

/** Looks the field's place up. Costs reading the file once more, for the first finding of each file. */
export function problemOf(finding: Finding, file: SourceText, document: number): Problem {
  const { code, severity = 'error', message, hint, path, part, related } = finding;
  const text = typeof hint === 'function' ? hint(sourceOf(file, document, path)) : hint;
  const fix = fixOf(finding, file, document);
  return {
    code,
    severity,
    message: bounded(message),
    ...(text === undefined ? {} : { hint: bounded(text) }),
    span: locate(file, document, path, part),
    ...(related === undefined
      ? {}
      : { related: { message: related.message, span: locate(file, document, related.path, related.part) } }),
    ...(fix === null ? {} : { fix }),
  };
}

function fixOf({ fix, move, path, part }: Finding, file: SourceText, document: number): Fix | null {
  if (move !== undefined) return { title: `Move the file to ${move}`, edits: [], move: { to: move } };
  const place = fix === undefined ? null : writtenAt(file, document, path, part);
  const made = place === null ? null : (fix?.(place.text) ?? null);
  return made === null || place === null ? null : { title: made.title, edits: [{ span: place.span, text: made.text }] };
}

/** Keeps the first finding of each place: one cause, one problem. */
export function onePerPlace(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, part, code }) => {
    // Several required fields may be missing at one place; each is a cause of its own.
    if (code === 'missing-field') return true;
    // A schema's violations have their indexes as text.
    const place = JSON.stringify([path.map(String), part]);
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

/** `spec.keys[0].sha256`, for messages. */
export function fieldName(path: FieldPath): string {
  return path.reduce<string>((name, step) => {
    if (/^\d+$/.test(String(step))) return `${name}[${step}]`;
    return name === '' ? String(step) : `${name}.${step}`;
  }, '');
}

/** A value as it would be written in YAML on one line, cut where it gets long. */
export function asYaml(value: unknown): string {
  const text = flow(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function flow(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, entry]) => `${key}: ${flow(entry)}`)
    .join(', ')} }`;
}

function isPlain(text: string): boolean {
  return (
    /^[A-Za-z$/][\w$./@-]*$|^https:[\w./-]*$|^[\w.]+-\w$/.test(text) &&
    !/^(true|false|null|y|n|yes|no|on|off)$/i.test(text)
  );
}

/** The first of the examples that every field of our schemas has. */
export function exampleOf(schema: JsonSchema): unknown {
  const examples = schema['examples'];
  return Array.isArray(examples) ? examples[0] : undefined;
}
