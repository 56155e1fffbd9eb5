/** Which parts of a tool are worth trimming, by what they cost. */
import { describeTool } from '../emit/tool.ts';
import { toolCost } from '../emit/tool-cost.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import { countTokens } from '../tokens.ts';

/** One part, with its tokens and what to do about it: `take fewer fields into its result`. */
export interface Trim {
  readonly part: 'description' | 'argument descriptions' | 'values' | 'examples' | 'arguments' | 'result';
  readonly tokens: number;
  readonly advice: string;
}

const advice: Readonly<Record<Trim['part'], string>> = {
  description: 'shorten its description',
  'argument descriptions': 'shorten the descriptions of its arguments',
  values: 'shorten the lists of values of its arguments',
  examples: 'leave out examples and defaults of its arguments',
  arguments: 'take fewer or flatter arguments',
  result: 'take fewer fields into its result',
};

/** Parts below this are not worth a reader's time. */
const leastTokens = 40;

/** The parts of a tool that are worth trimming, the most expensive first; parts do not overlap. */
export function trimsOf(operation: Operation): Trim[] {
  const tool = describeTool(operation);
  if (tool === null) return [];
  const cost = toolCost(operation);
  const inside = partsOf(tool.inputSchema);
  const parts: readonly (readonly [Trim['part'], number])[] = [
    ['description', cost.description],
    ['argument descriptions', inside.descriptions],
    ['values', inside.values],
    ['examples', inside.examples],
    ['arguments', Math.max(0, cost.inputSchema - inside.descriptions - inside.values - inside.examples)],
    ['result', cost.outputSchema],
  ];
  return parts
    .filter(([, tokens]) => tokens >= leastTokens)
    .toSorted((a, b) => b[1] - a[1])
    .map(([part, tokens]) => ({ part, tokens, advice: advice[part] }));
}

function partsOf(schema: Json): { descriptions: number; values: number; examples: number } {
  const texts = { descriptions: '', values: '', examples: '' };
  gather(schema, texts);
  return {
    descriptions: countTokens(texts.descriptions),
    values: countTokens(texts.values),
    examples: countTokens(texts.examples),
  };
}

const textOf: Readonly<Record<string, 'descriptions' | 'values' | 'examples'>> = {
  title: 'descriptions',
  description: 'descriptions',
  enum: 'values',
  examples: 'examples',
  default: 'examples',
};

function gather(schema: Json, texts: Record<'descriptions' | 'values' | 'examples', string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  if (Array.isArray(schema)) {
    schema.forEach((item: Json) => gather(item, texts));
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = textOf[keyword];
    // Under `properties`, such names are those of properties.
    if (kind !== undefined && (keyword !== 'title' || typeof value === 'string') && !isSchema(keyword, value))
      texts[kind] += `"${keyword}":${JSON.stringify(value)},`;
    else gather(value, texts);
  }
}

function isSchema(keyword: string, value: Json): boolean {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && keyword !== 'default';
}
