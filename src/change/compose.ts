/** A manifest's text → its tokens and nodes, with what a layout needs to know of them. */
import { Composer, type CST, type Document, Parser } from 'yaml';

/** A comment, and where its `#` stands. */
export interface Comment {
  readonly offset: number;
  /** With its `#`, without white space at its end. */
  readonly text: string;
}

/** A text with what was read of it. */
export interface Composed {
  readonly text: string;
  readonly documents: readonly Document.Parsed[];
  /** All of the text, in order. */
  readonly comments: readonly Comment[];
}

/** The options of `manifest/yaml.ts`, and tokens kept: they hold the places of dashes, which no node has. */
const options = {
  version: '1.2',
  strict: true,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  keepSourceTokens: true,
} as const;

/** Composes a text that `readYaml` found no fault with. */
export function compose(text: string): Composed {
  const tokens = [...new Parser().parse(text)];
  const documents = [...new Composer(options).compose(tokens, false, text.length)];
  return { text, documents, comments: commentsOf(tokens) };
}

/** The comments of a text, for comparing what was there before and after. */
export function commentTexts(text: string): string[] {
  return commentsOf([...new Parser().parse(text)]).map((comment) => comment.text);
}

function commentsOf(tokens: readonly CST.Token[]): Comment[] {
  const found: Comment[] = [];
  for (const token of tokens) gather(token, found);
  return found.toSorted((a, b) => a.offset - b.offset);
}

/** Tokens hold others in fields of several names, which no two kinds share. */
function gather(part: unknown, found: Comment[]): void {
  if (Array.isArray(part)) for (const each of part) gather(each, found);
  else if (isComment(part)) found.push({ offset: part.offset, text: part.source.trimEnd() });
  else if (typeof part === 'object' && part !== null)
    for (const field of ['start', 'key', 'sep', 'value', 'items', 'props', 'end'])
      gather((part as Record<string, unknown>)[field], found);
}

function isComment(part: unknown): part is CST.SourceToken {
  return (part as CST.Token | null | undefined)?.type === 'comment';
}
