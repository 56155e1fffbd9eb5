/** The text of a prompt with places for arguments. It is parsed once; what people fill in is never looked through again. */
import type { Prompt } from './table.ts';

/** A text, parsed, or the brace in it that belongs to no place, with the words around it. */
export type ParsedText =
  | { readonly kind: 'text'; readonly parts: Prompt['text'] }
  | { readonly kind: 'stray'; readonly near: string };

/** `{{` and `}}` stand for a brace, `{name}` for an argument; any other brace is stray. */
const braces = /\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}|[{}]/g;

/** Parses a text as it stands in a manifest. */
export function parsePromptText(text: string): ParsedText {
  const parts: (string | { readonly argument: string })[] = [];
  let literal = '';
  let end = 0;
  for (const { 0: found, 1: argument, index } of text.matchAll(braces)) {
    if (found.length === 1) return { kind: 'stray', near: wordsAt(text, index) };
    literal += text.slice(end, index);
    end = index + found.length;
    if (argument === undefined) literal += found.charAt(0);
    else {
      if (literal !== '') parts.push(literal);
      parts.push({ argument });
      literal = '';
    }
  }
  literal += text.slice(end);
  if (literal !== '') parts.push(literal);
  return { kind: 'text', parts };
}

/** Puts what people filled in into a text; an argument that is left out stands for nothing. */
export function fillPromptText(text: Prompt['text'], values: ReadonlyMap<string, string>): string {
  return text.map((part) => (typeof part === 'string' ? part : (values.get(part.argument) ?? ''))).join('');
}

function wordsAt(text: string, index: number): string {
  return text
    .slice(Math.max(0, index - 20), index + 20)
    .toWellFormed()
    .replaceAll(/\s+/g, ' ')
    .trim();
}
