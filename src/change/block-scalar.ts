/** Texts that begin with `|` or `>`. */
import { type CST, isScalar, type Node, type Scalar } from 'yaml';

/** A block scalar, apart. */
export interface BlockScalar {
  /** `|`, `>-`, `|2+` …, without a comment. */
  readonly indicators: string;
  /** The content at the left edge. Blank lines at its end are there only where they are a part of the text (`+`). */
  readonly lines: readonly string[];
  /** How many lines of the source it takes. */
  readonly height: number;
}

/** True for a text that begins with `|` or `>`. */
export function isBlockScalar(node: Node): node is Scalar {
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

/** Takes a block scalar apart. An indentation that its header says is given as 2, that of the house form. */
export function blockScalarOf(node: Scalar, text: string): BlockScalar {
  const [start, end] = node.range as [number, number, number];
  const source = text.slice(start, end);
  const [header = '', ...content] = source.replace(/\n$/, '').split('\n');
  const indicators = /^[|>][-+\d]*/.exec(header)?.[0] ?? header;
  const said = /\d/.exec(indicators)?.[0];
  const parent = Math.max((node.srcToken as CST.BlockScalar | undefined)?.indent ?? 0, 0);
  const depth = said === undefined ? depthOf(content) : parent + Number(said);
  // Beyond the indentation, white space is text.
  const lines = content.map((line) => line.slice(depth));
  // White space at the very end of a file is no line.
  if (!source.endsWith('\n') && lines.at(-1) === '') lines.pop();
  if (!indicators.includes('+')) while (lines.at(-1) === '') lines.pop();
  return { indicators: indicators.replace(/\d/, '2'), lines, height: lines.length + 1 };
}

/** How far the first line that is not blank is indented. */
export function depthOf(lines: readonly string[]): number {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return first.length - first.trimStart().length;
}
