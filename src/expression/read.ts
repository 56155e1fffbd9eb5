/** An expression as people write it → what is wrong with it, if anything is. */
import { knownFunctions, refusedFunctions } from './functions.ts';
import { loadJsonata } from './load.ts';
import { patternFault } from './regex.ts';

/** What is wrong with an expression, and where in it: line and column count from 1. */
export interface ExpressionFault {
  readonly line: number;
  readonly column: number;
  /** A sentence without its full stop. */
  readonly message: string;
  readonly hint: string | null;
  /** A name that is not known, and the names there are. */
  readonly unknown?: { readonly name: string; readonly known: readonly string[] };
}

/** Everything that keeps an expression from being evaluated; empty when it can be. */
export function expressionFaults(text: string): readonly ExpressionFault[] {
  let tree: unknown;
  try {
    tree = loadJsonata()(text).ast();
  } catch (error) {
    return [syntaxFault(text, error)];
  }
  const parts = partsOf(tree);
  const bound = boundNames(parts);
  return parts.flatMap((part) => faultOf(part, bound, text) ?? []);
}

function syntaxFault(text: string, error: unknown): ExpressionFault {
  const { message, position, token } = error as { message?: string; position?: number; token?: unknown };
  if (typeof position !== 'number') {
    const isDeep = error instanceof RangeError;
    return { line: 1, column: 1, message: isDeep ? 'it nests too deeply' : 'it cannot be read', hint: null };
  }
  const length = typeof token === 'string' && token !== '(end)' ? token.length : 0;
  const words = (message ?? 'it cannot be read').replace(/\.$/, '');
  return { ...placeAt(text, position - length), message: words, hint: hintOf(text, words) };
}

/** What people bring along from other languages. */
function hintOf(text: string, message: string): string | null {
  if (/[=!]==?/.test(text) && /"="|"!"/.test(message)) return 'Equal is "=", and unequal "!=".';
  if (/&&|\|\|/.test(text)) return 'Write "and" and "or".';
  if (/"\?"|"\?\?"/.test(message)) return 'A choice is written: condition ? one : other.';
  if (/\$\.|=>/.test(text)) return 'A function is written: function($x) { … }; a list is mapped by "list.{ … }".';
  return null;
}

function placeAt(text: string, offset: number): Pick<ExpressionFault, 'line' | 'column'> {
  const before = text.slice(0, Math.max(0, offset));
  const line = before.split('\n').length;
  return { line, column: before.length - before.lastIndexOf('\n') };
}

type Part = Readonly<Record<string, unknown>>;

/** All parts of a parsed expression. */
function partsOf(tree: unknown): Part[] {
  const found: Part[] = [];
  const seen = new Set<unknown>();
  const waiting = [tree];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (typeof part !== 'object' || part === null || part instanceof RegExp || seen.has(part)) continue;
    seen.add(part);
    if (!Array.isArray(part)) found.push(part as Part);
    waiting.push(...Object.values(part).toReversed());
  }
  return found;
}

/** Names that the expression gives values to: `$x := …` and the parameters of its functions, and `@$x`, `#$i`. */
function boundNames(parts: readonly Part[]): ReadonlySet<string> {
  const names = parts.flatMap((part) => {
    if (part['type'] === 'bind') return [valueOf(part['lhs'])];
    if (part['type'] === 'lambda') return (part['arguments'] as readonly unknown[]).map(valueOf);
    return [part['focus'], part['index']].filter((name) => typeof name === 'string');
  });
  return new Set(names.map(String));
}

function valueOf(part: unknown): unknown {
  return (part as Part)['value'];
}

function faultOf(part: Part, bound: ReadonlySet<string>, text: string): ExpressionFault | null {
  const { type, value, position } = part;
  const end = typeof position === 'number' ? position : 0;
  if (type === 'regex' && value instanceof RegExp) {
    const fault = patternFault(value.source);
    // JSONata adds a "g" to the flags.
    const written = value.source.length + value.flags.replace('g', '').length + '//'.length;
    const place = placeAt(text, end - written);
    return fault === null ? null : { ...place, message: `the regular expression ${fault}`, hint: regexHint };
  }
  if (type !== 'variable' || typeof value !== 'string' || value === '' || value === '$' || bound.has(value))
    return null;
  const place = placeAt(text, end - `$${value}`.length);
  const refused = Object.hasOwn(refusedFunctions, value) ? refusedFunctions[value] : undefined;
  if (refused !== undefined) return { ...place, message: `$${value} cannot be used here`, hint: refused };
  if (knownFunctions.has(value)) return null;
  const known = [...bound, ...knownFunctions];
  return {
    ...place,
    message: `there is neither a function nor a variable $${value}`,
    hint: null,
    unknown: { name: value, known },
  };
}

const regexHint =
  'What a search costs has to be known before: write a pattern without repeated groups, such as /[0-9]+-[0-9Kk]/, or use $contains, $split and $substringBefore with plain texts.';
