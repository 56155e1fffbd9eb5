/** Value conversions, the same for arguments on their way out and results on their way in. */
import type { Json } from '../schema.ts';
import type { Conversion, JsonType } from './table.ts';

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

/** Makes a test: is the value of one of the JSON types, and as exact as the type says? */
export function typeTest(types: readonly JsonType[]): (value: Json) => boolean {
  const [first, ...others] = types.map((type) => tests[type]);
  if (first === undefined) return () => false;
  return others.length === 0 ? first : (value) => first(value) || others.some((test) => test(value));
}

const tests: Readonly<Record<JsonType, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/**
 * True for a whole number past 2^53: reading JSON has turned it into a near one already, so that as an id or an amount
 * it is a wrong one.
 */
export function isInexact(value: Json): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

function toText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) && !isInexact(value) ? String(value) : undefined;
  return typeof value === 'boolean' ? String(value) : undefined;
}

const decimal = /^[+-]?(?=\.?\d)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?$/;

/** Up to 15 digits a double tells every decimal from its neighbours, so nothing has to be looked at twice. */
const shortDecimal = /^-?(?:\d{1,15}|\d{1,10}\.\d{1,5})$/;

/** Nearest number to a decimal text; none where a whole number would become another one, or a small one zero. */
function toNumber(value: Json): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string' && shortDecimal.test(value)) return Number(value);
  const parts = typeof value === 'string' ? decimal.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const number = Number(parts[0]);
  if (!Number.isFinite(number) || isInexact(number)) return undefined;
  if (number === 0 && /[1-9]/.test(`${parts[1]}${parts[2]}`)) return undefined;
  return Number.isInteger(number) && !isWhole(parts) ? undefined : number;
}

/** True when the digits after the decimal point are zeros: rounding has made nothing whole that was not. */
function isWhole([, before = '', after = '', exponent = '0']: readonly (string | undefined)[]): boolean {
  const significant = `${before}${after}`.replace(/0+$/, '');
  return significant.length <= before.length + Number(exponent) || !/[1-9]/.test(significant);
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

const isoDate =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)([Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/;
/** Unix times above this are milliseconds: as seconds it would be the year 5138. */
const millisecondsFrom = 1e11;

/** RFC 3339 in UTC. A time without a zone is taken as UTC, a number as Unix time in seconds or milliseconds. */
function toInstant(value: Json): string | undefined {
  if (typeof value === 'number') return fromMilliseconds(Math.abs(value) < millisecondsFrom ? value * 1000 : value);
  if (typeof value === 'string' && isPlainInstant(value)) return `${value.slice(0, 19)}.000Z`;
  const parts = typeof value === 'string' ? isoDate.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const [, day = '', time = '00:00', zone = 'Z'] = parts;
  // `Date.parse` rolls 30 February over to March: a date that does not exist is no date.
  if (fromMilliseconds(Date.parse(`${day}T00:00:00Z`))?.slice(0, 10) !== day) return undefined;
  return time.startsWith('24') ? undefined : fromMilliseconds(Date.parse(`${day}T${time}${withColon(zone)}`));
}

const plainInstant = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?$/;

/** True for what most APIs send, in UTC and to the second, on a day that every month has: it is its own answer. */
function isPlainInstant(text: string): boolean {
  return (text.length === 19 || text.length === 20) && plainInstant.test(text);
}

function withColon(zone: string): string {
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
}

/** RFC 3339 has years of four digits only. */
function fromMilliseconds(milliseconds: number): string | undefined {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return undefined;
  const text = new Date(milliseconds).toISOString();
  return text.length === 24 ? text : undefined;
}
