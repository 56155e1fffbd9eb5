/** Value conversions, the same for arguments on their way out and results on their way in. */
import type { Json } from '../schema.ts';
import type { Conversion, JsonType } from './table.ts';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Converts a value, or answers undefined when that is not possible without inventing something. */
export function convert(value: Json, to: Conversion): Json | undefined {
  switch (to) {
    case 'string':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'integer':
      return toInteger(value);
    case 'boolean':
      return toBoolean(value);
    case 'date-time':
      return toInstant(value);
    case 'date':
      return toInstant(value)?.slice(0, 10);
  }
}

/** True when the value is of one of the JSON types. */
export function isOfType(value: Json, types: readonly JsonType[]): boolean {
  return types.some((type) => hasType(value, type));
}

function hasType(value: Json, type: JsonType): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function toText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function toNumber(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!decimal.test(text)) return undefined;
  const number = Number(text);
  // Past 2^53 a whole number would silently become another one: better none than a wrong id or amount.
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : undefined;
}

function toInteger(value: Json): number | undefined {
  const number = toNumber(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

function toBoolean(value: Json): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true') return true;
  if (value === 0 || value === '0' || value === 'false') return false;
  return undefined;
}

const isoWithoutZone = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?$/;
const isoWithZone = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;
/** Unix times above this are milliseconds: as seconds it would be the year 5138. */
const millisecondsFrom = 1e11;

/** RFC 3339 in UTC. A time without a zone is taken as UTC, a number as Unix time in seconds or milliseconds. */
function toInstant(value: Json): string | undefined {
  if (typeof value === 'number') return fromMilliseconds(Math.abs(value) < millisecondsFrom ? value * 1000 : value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const local = isoWithoutZone.exec(text);
  if (local !== null) return fromText(`${local[1]}T${local[2] ?? '00:00:00'}Z`);
  return isoWithZone.test(text) ? fromText(text.replace(' ', 'T')) : undefined;
}

function fromText(text: string): string | undefined {
  const instant = fromMilliseconds(Date.parse(text));
  // `Date.parse` rolls 30 February over to March: a date that does not exist is no date.
  return instant !== undefined && (!text.endsWith('Z') || instant.slice(0, 10) === text.slice(0, 10))
    ? instant
    : undefined;
}

function fromMilliseconds(milliseconds: number): string | undefined {
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) <= 8.64e15
    ? new Date(milliseconds).toISOString()
    : undefined;
}
