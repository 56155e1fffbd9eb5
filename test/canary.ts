/** Looks for secrets in everything that a gateway gives away, in every encoding in which one may have been written down. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret that was found where it must not be. */
export interface Found {
  /** The canary's name, never its value: a failing test must not print it either. */
  readonly name: string;
  readonly encoding: string;
  readonly where: string;
}

/** Makes a search for these values, by name. It takes texts and bytes. */
export function createSearch(
  canaries: Readonly<Record<string, string>>,
): (where: string, what: string | Buffer) => Found[] {
  const forms = Object.entries(canaries).flatMap(([name, value]) =>
    encodings(value).map(([encoding, form]) => ({ name, encoding, bytes: Buffer.from(form) })),
  );
  return (where, what) => {
    const bytes = typeof what === 'string' ? Buffer.from(what) : what;
    return forms.filter((form) => bytes.includes(form.bytes)).map(({ name, encoding }) => ({ name, encoding, where }));
  };
}

/** All files below a folder but those named, each with its content. */
export function filesBelow(folder: string, except: readonly string[] = []): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !except.includes(path) && lstatSync(join(folder, path)).isFile())
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
}

/** Each form is at least eight characters of what an encoder writes for the value, wherever in a longer text the value stands. */
function encodings(value: string): [encoding: string, form: string][] {
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value);
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  const hex = Buffer.from(value).toString('hex');
  const all: [string, string][] = [
    ['plain', value],
    ['JSON', json],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['JSON, slashes escaped', json.replaceAll('/', '\\/')],
    [
      'JSON in ASCII',
      json.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['URL', url],
    ['URL, lower case', url.replaceAll(/%../g, (octet) => octet.toLowerCase())],
    ['form', form],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ...base64('base64', value),
    ...base64('base64 of URL', url),
    ...base64('base64 of form', form),
  ];
  return all.filter(([, text]) => text.length >= 8);
}

/** Of each of the three places within a group that a value may begin at: the characters that hold its bits alone. */
function base64(name: string, value: string): [string, string][] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const inside = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    const url = inside.replaceAll('+', '-').replaceAll('/', '_');
    return [
      [`${name} +${offset}`, inside],
      [`${name}url +${offset}`, url],
      [`${name} +${offset} in a URL`, encodeURIComponent(inside)],
    ] as [string, string][];
  });
}
