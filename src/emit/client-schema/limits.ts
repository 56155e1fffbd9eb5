/** Listed values and limits in a dialect; what it does not take becomes words, which models read as well. */
import type { Json, JsonSchema } from '../../schema.ts';
import type { Dialect } from '../dialect.ts';
import type { Core } from './core.ts';

/** Keywords, and what is said of those that are missing. */
export interface Written {
  readonly schema: JsonSchema;
  readonly words: readonly string[];
}

/** The values of a form that a dialect takes as such, or words that list them. */
export function writeEnum({ enum: values, types }: Core, { enums }: Dialect): Written {
  if (values === undefined || (types?.length === 1 && types[0] === 'null')) return { schema: {}, words: [] };
  const areTaken = enums === 'any' || values.every((value) => typeof value === 'string' && value !== '');
  if (areTaken) return { schema: { enum: values }, words: [] };
  const isWhole = types?.length === 1 && types[0] === 'boolean' && values.length === 2;
  return { schema: {}, words: isWhole ? [] : [`One of: ${values.map((value) => JSON.stringify(value)).join(', ')}.`] };
}

/** What most dialects take of each limit. */
const everywhere = new Set(['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems']);

/** Formats that say how a number is stored. */
const storage = new Set(['int32', 'int64', 'float', 'double']);

/** Limits as a dialect takes them. */
export function writeLimits(limits: NonNullable<Core['limits']>, types: Core['types'], dialect: Dialect): Written {
  const schema: Record<string, Json> = {};
  const words: string[] = [];
  for (const [keyword, value] of Object.entries(limits)) {
    if (everywhere.has(keyword) || takes(keyword, value, dialect)) schema[keyword] = value;
    else words.push(...wordsFor(keyword, value));
  }
  if (!dialect.exclusiveBounds) Object.assign(schema, inclusiveBounds(limits, types?.includes('number') === false));
  return { schema, words };
}

function takes(keyword: string, value: Json, { limits, formats, exclusiveBounds }: Dialect): boolean {
  if (keyword === 'exclusiveMinimum' || keyword === 'exclusiveMaximum') return exclusiveBounds;
  if (keyword === 'format') return typeof value === 'string' && !storage.has(value) && (formats?.has(value) ?? true);
  return limits.has(keyword);
}

function wordsFor(keyword: string, value: Json): string[] {
  if (keyword === 'format') return storage.has(String(value)) ? [] : [`Format: ${String(value)}.`];
  if (keyword === 'pattern') return [`Pattern: ${String(value)}`];
  if (keyword === 'multipleOf') return [`A multiple of ${String(value)}.`];
  if (keyword === 'uniqueItems') return ['No item twice.'];
  if (keyword === 'exclusiveMinimum') return [`More than ${String(value)}.`];
  if (keyword === 'exclusiveMaximum') return [`Less than ${String(value)}.`];
  return [];
}

/** For integers the next one; for numbers the bound itself, which is wider by one value. */
function inclusiveBounds(limits: NonNullable<Core['limits']>, areIntegers: boolean): JsonSchema {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  const above = bound(exclusiveMinimum, areIntegers ? 1 : 0);
  const under = bound(exclusiveMaximum, areIntegers ? -1 : 0);
  return {
    ...(above === undefined ? {} : { minimum: Math.max(above, typeof minimum === 'number' ? minimum : -Infinity) }),
    ...(under === undefined ? {} : { maximum: Math.min(under, typeof maximum === 'number' ? maximum : Infinity) }),
  };
}

function bound(exclusive: Json | undefined, step: number): number | undefined {
  if (typeof exclusive !== 'number') return undefined;
  return Number.isSafeInteger(exclusive) ? exclusive + step : exclusive;
}
