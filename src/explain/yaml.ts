/** A rendered resource as YAML that may be read again, each value with a comment that says where it comes from. */
import type { Json } from '../schema.ts';
import type { Node } from './node.ts';
import type { Placer, Source } from './place.ts';

/** The document's text; places in `file` are written as their line alone. */
export function renderYaml(node: Node, file: string, placer: Placer): string {
  const comment = (source: Source) => {
    if ('rule' in source) return source.rule;
    return source.file === file ? `line ${source.line}` : `${source.file}:${source.line}`;
  };
  return `${linesOf(node, (from) => comment(placer(from))).join('\n')}\n`;
}

type Words = (from: Parameters<Placer>[0]) => string;

/** The lines of a mapping or list, without indentation. */
function linesOf(node: Node, words: Words): string[] {
  switch (node.kind) {
    case 'fields':
      return node.fields.flatMap(([name, child]) => entryLines(keyText(name), child, words));
    case 'items':
      return node.items.flatMap((child) => itemLines(child, words));
    case 'value':
      return [`${flowText(node.value)} # ${words(node.from)}`];
    case 'none':
      return [`# none: ${words(node.from)}`];
  }
}

function entryLines(key: string, node: Node, words: Words): string[] {
  if (node.kind === 'none') return [`# ${key}: none # ${words(node.from)}`];
  if (node.kind === 'value') return [`${key}: ${flowText(node.value)} # ${words(node.from)}`];
  const inside = linesOf(node, words);
  if (inside.every((line) => line.trimStart().startsWith('#')))
    return [`${key}: ${node.kind === 'items' ? '[]' : '{}'}`, ...indented(inside)];
  return [`${key}:`, ...indented(inside)];
}

function itemLines(node: Node, words: Words): string[] {
  const [first = '', ...others] = linesOf(node, words);
  return [`- ${first}`, ...indented(others)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** A value on one line: what JSON can say, with the quotes left out where YAML needs none. */
function flowText(value: Json): string {
  if (typeof value === 'string') return scalarText(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${keyText(key)}: ${flowText(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function keyText(key: string): string {
  return scalarText(key);
}

/** Words that YAML 1.1 readers take for something else are quoted too. */
const otherTypes = /^(true|false|null|yes|no|on|off|y|n)$/i;

function scalarText(text: string): string {
  const isPlain =
    /^[A-Za-z_$/][\w$./@-]*( [\w$./@-]+)*$/.test(text) || /^https?:\/\/[\w./-]+(:\d+)?[\w./-]*$/.test(text);
  return isPlain && !otherTypes.test(text) ? text : escaped(text);
}

/** JSON's escapes are YAML's; characters that no YAML may hold as they are get one as well. */
function escaped(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
