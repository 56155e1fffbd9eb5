/**
 * Takes secrets out of answers that are passed on: an API that repeats its caller's credential in a successful answer
 * would else hand it to whoever called. Looking costs a fraction of a microsecond for a kilobyte; only a find costs more.
 */
import { isUtf8 } from 'node:buffer';
import { createOctetRedactor, createRedactor } from './redact.ts';

/** A shorter value may be an ordinary word of an ordinary answer. */
const shortestSecret = 8;

/** Gives the body as it is, or one without the secrets where it holds one. */
export type Scrubber = (body: Buffer, contentType: string) => Buffer;

/**
 * Makes a function that looks for values of at least eight characters as they are, JSON-escaped and URL-encoded, and for
 * the `exact` texts (an encoded credential). A body that holds one is redacted in every encoding that `createRedactor`
 * knows: within the strings of JSON, so that it stays JSON, and anywhere else in other bodies.
 */
export function createScrubber(values: readonly string[], exact: readonly string[] = []): Scrubber {
  const long = values.filter((value) => value.length >= shortestSecret);
  const searches = [...new Set([...long.flatMap(plainForms), ...exact])].map(searchOf);
  if (searches.length === 0) return (body) => body;
  const holds = (body: Buffer) => searches.some((search) => search(body));
  let clean: Scrubber | null = null;
  return (body, contentType) => {
    if (!holds(body)) return body;
    clean ??= createCleaner([...values, ...exact], holds);
    return clean(body, contentType);
  };
}

/** Made only when something was found: few upstreams ever repeat a credential. */
function createCleaner(values: readonly string[], holds: (body: Buffer) => boolean): Scrubber {
  const redact = createRedactor(values);
  const redactOctets = createOctetRedactor(values);
  return (body, contentType) => {
    const clean = /json/i.test(contentType) || contentType === '' ? cleanJson(body, redact) : null;
    if (clean !== null && !holds(clean)) return clean;
    if (isUtf8(body)) return Buffer.from(redact(body.toString('utf8')));
    return Buffer.from(redactOctets(body.toString('latin1')), 'latin1');
  };
}

/** What an API writes when it repeats a value without a thought; some of them escape slashes in JSON. */
function plainForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [value, json, json.replaceAll('/', String.raw`\/`), encodeURIComponent(value.toWellFormed())];
}

/** Null for a text that is no JSON after all, or nests too deep to be walked. */
function cleanJson(body: Buffer, redact: (text: string) => string): Buffer | null {
  const clean = (_key: string, value: unknown): unknown => {
    if (typeof value === 'string') return redact(value);
    if (typeof value === 'number') return redact(String(value)) === String(value) ? value : redact(String(value));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? withCleanNames(value, redact) : value;
  };
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8'), clean)));
  } catch {
    return null;
  }
}

function withCleanNames(value: object, redact: (text: string) => string): object {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [redact(name), member]));
}

/** Of the octets that answers are made of, the commonest first. What is not here is rarer. */
const byFrequency = Buffer.from('"e,:0ta1inrso2d{}lc3u5-4m6789p.fgh[]bTZ_vyA');

/**
 * Looks for a text by the part of it that begins with its rarest octet, as a search stops at each place where the first
 * one stands; at least eight are left of it.
 */
function searchOf(text: string): (body: Buffer) => boolean {
  const whole = Buffer.from(text);
  const starts = Math.max(0, whole.length - shortestSecret) + 1;
  const ranks = Array.from(whole.subarray(0, starts), (octet) => {
    const rank = byFrequency.indexOf(octet);
    return rank === -1 ? Infinity : rank;
  });
  const part = whole.subarray(ranks.indexOf(Math.max(...ranks)));
  return (body) => body.includes(part) && body.includes(whole);
}
