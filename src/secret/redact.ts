/** Removes secrets from text that leaves the house: an upstream's error message, a log line. */

/** A shorter value would blank out ordinary words, and protects nothing. */
const shortestSecret = 4;
const mark = '[redacted]';

/**
 * Makes a function that puts `[redacted]` in the place of every value of at least four characters: as it is, within
 * JSON, in base64 (at any place of a longer encoded text, such as Basic credentials) and URL-encoded. Its cost grows
 * with the text and not with the number of values.
 */
export function createRedactor(values: Iterable<string>): (text: string) => string {
  const formsByStart = new Map<number, string[]>();
  for (const form of new Set(formsOfAll(values))) {
    const start = startAt(form, 0);
    const forms = formsByStart.get(start);
    if (forms === undefined) formsByStart.set(start, [form]);
    else forms.push(form);
  }
  if (formsByStart.size === 0) return (text) => text;
  return (text) => redact(text, formsByStart);
}

/** Walks once over the text; forms that overlap are removed together, so that no tail of one is left standing. */
function redact(text: string, formsByStart: ReadonlyMap<number, readonly string[]>): string {
  let result = '';
  let kept = 0;
  let secretEnd = -1;
  for (let at = 0; at + shortestSecret <= text.length; at++) {
    const end = matchEnd(text, at, formsByStart);
    if (end === -1) continue;
    if (at >= secretEnd) {
      result += text.slice(kept, at) + mark;
    }
    secretEnd = Math.max(secretEnd, end);
    kept = secretEnd;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

function matchEnd(text: string, at: number, formsByStart: ReadonlyMap<number, readonly string[]>): number {
  let end = -1;
  for (const form of formsByStart.get(startAt(text, at)) ?? []) {
    if (at + form.length > end && text.startsWith(form, at)) end = at + form.length;
  }
  return end;
}

/** Four characters as one small integer: looked up at every place of a text, it must not make a string each time. */
function startAt(text: string, at: number): number {
  let start = 0;
  for (let next = at; next < at + shortestSecret; next++) start = (start * 61 + text.charCodeAt(next)) & 0x3fffffff;
  return start;
}

function* formsOfAll(values: Iterable<string>): Generator<string> {
  for (const value of values) {
    if (value.length < shortestSecret) continue;
    for (const form of formsOf(value)) if (form.length >= shortestSecret) yield form;
  }
}

function* formsOf(value: string): Generator<string> {
  yield value;
  yield JSON.stringify(value).slice(1, -1);
  const utf8 = Buffer.from(value);
  for (const base64 of base64Forms(utf8)) {
    yield base64;
    yield base64.replaceAll('+', '-').replaceAll('/', '_');
  }
  for (const encoded of urlForms(value)) {
    yield encoded;
    yield encoded.replaceAll(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
  }
}

/**
 * In base64 three bytes share four characters: a value inside a longer text looks different at each of three offsets.
 * The characters at its ends that also hold bits of its neighbours are left out.
 */
function* base64Forms(utf8: Buffer): Generator<string> {
  yield utf8.toString('base64');
  for (const offset of [0, 1, 2]) {
    const wholeCharacters = Math.floor(((offset + utf8.length) * 8) / 6);
    const encoded = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64');
    yield encoded.slice(Math.ceil((offset * 8) / 6), wholeCharacters);
  }
}

function* urlForms(value: string): Generator<string> {
  const wellFormed = value.toWellFormed();
  yield encodeURIComponent(wellFormed);
  yield new URLSearchParams({ v: wellFormed }).toString().slice(2);
}
