/** Removes secrets from text that leaves the house: an upstream's error message, a log line. */

/** A shorter value would blank out ordinary words, and protects nothing. */
const shortestSecret = 4;
const mark = '[redacted]';

/**
 * Makes a function that puts `[redacted]` in the place of every value of at least four characters: as it is, within
 * JSON, in hex, in base64 (at any place of a longer encoded text, such as Basic credentials), URL-encoded, and in the
 * last two one over the other. Its cost grows with the text and not with the number of values.
 */
export function createRedactor(values: Iterable<string>): (text: string) => string {
  return redactorOf(new Set(formsOfAll(values)));
}

/** The same for texts that hold one octet a character (`latin1`): bytes of which nobody knows the encoding. */
export function createOctetRedactor(values: Iterable<string>): (octets: string) => string {
  return redactorOf(new Set([...formsOfAll(values)].map((form) => Buffer.from(form).toString('latin1'))));
}

function redactorOf(forms: Iterable<string>): (text: string) => string {
  const formsByStart = new Map<number, string[]>();
  for (const form of forms) {
    const start = startAt(form, 0);
    const known = formsByStart.get(start);
    if (known === undefined) formsByStart.set(start, [form]);
    else known.push(form);
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
  const json = JSON.stringify(value).slice(1, -1);
  for (const written of [json, inAscii(json)]) {
    yield written;
    yield written.replaceAll('/', String.raw`\/`);
    // A document within a document's string.
    yield JSON.stringify(written).slice(1, -1);
  }
  yield* hexForms(Buffer.from(value));
  yield* base64FormsOf(value);
  for (const encoded of urlForms(value)) {
    yield encoded;
    yield lowerOctets(encoded);
    // Twice encoded, as a value of a query that is sent on within Basic credentials or a token is.
    if (encoded !== value) yield* base64FormsOf(encoded);
  }
}

/** As programs write JSON that keep to ASCII. */
function inAscii(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function* hexForms(utf8: Buffer): Generator<string> {
  const hex = utf8.toString('hex');
  yield hex;
  yield hex.toUpperCase();
}

/** Both alphabets, and the first one as it stands in a URL. */
function* base64FormsOf(value: string): Generator<string> {
  for (const base64 of base64Forms(Buffer.from(value))) {
    yield base64;
    yield base64.replaceAll('+', '-').replaceAll('/', '_');
    const encoded = encodeURIComponent(base64);
    yield encoded;
    yield lowerOctets(encoded);
  }
}

function lowerOctets(encoded: string): string {
  return encoded.replaceAll(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
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
