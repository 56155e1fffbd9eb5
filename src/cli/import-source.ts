/** What `smarteros import` reads: a file, standard input or a URL, by what is in it. */
import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { introspectDocument } from '../introspect/from-document.ts';
import type { Introspection } from '../introspect/introspection.ts';
import { createNet } from '../net/undici.ts';
import { bundleDocument } from '../openapi/bundle.ts';
import { isUrl, loadDocument, type LoadedDocument } from '../openapi/load-document.ts';
import { otherDocument } from '../openapi/other-document.ts';
import { readTraffic, trafficBytes } from '../traffic/read-traffic.ts';
import { Misuse } from './exit.ts';

/** A source that was read. */
export interface ImportSource {
  readonly introspection: Introspection;
  /** Where it was fetched from; null for a file. */
  readonly url: string | null;
  /** Its name, for people: a file's, or a URL. */
  readonly name: string;
}

/** How a source is read. */
export interface SourceOptions {
  /** Of recorded traffic: whose calls count; null for the host with most of them. */
  readonly host: string | null;
  /** A URL may lead to this machine or a private network. */
  readonly isPrivate: boolean;
  /** For the URL of a document behind a key, lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads the source; throws `Misuse` for what is none. */
export async function readSource(given: string, options: SourceOptions): Promise<ImportSource> {
  const loaded = isLargeFile(given) ? alone(basename(given), readFileSync(given, 'utf8')) : await load(given, options);
  const url = isUrl(given) ? given : null;
  const text = loaded.text.replace(/^\uFEFF/, '');
  if (looksLikeDocument(text)) return { introspection: await introspect(loaded, text), url, name: loaded.name };
  const traffic = readTraffic(text, { host: options.host });
  if (traffic !== null) return { introspection: traffic, url, name: loaded.name };
  const other = otherDocument(text);
  throw new Misuse(
    text.trim() === ''
      ? `${loaded.name} is empty.`
      : `${loaded.name} is ${other === null ? 'nothing that can be imported' : other.what}. ${other === null ? 'Give an OpenAPI document (it says "openapi:" or "swagger:"), a HAR file, a Postman collection of version 2.1, or cURL commands.' : other.hint}`,
  );
}

/** Several files become one, which is kept as JSON. */
async function introspect({ path, folder, readFile }: LoadedDocument, text: string): Promise<Introspection> {
  const whole = await bundleDocument({ path, text }, folder, readFile);
  const isJson = whole.text !== text || /^\s*\{/.test(text);
  const introspection = introspectDocument({ name: isJson ? 'openapi.json' : 'openapi.yaml', text: whole.text });
  return { ...introspection, problems: [...whole.problems, ...introspection.problems] };
}

async function load(given: string, { isPrivate, headers = {} }: SourceOptions): Promise<LoadedDocument> {
  if (given === '-') return alone('Standard input', await standardInput());
  const net = createNet();
  try {
    const loaded = await loadDocument(given, net, { network: isPrivate ? 'private' : 'public', headers });
    if (loaded.ok) return loaded;
    throw new Misuse(`${loaded.message} ${loaded.hint}`);
  } finally {
    await net.close();
  }
}

/** A text that has no files beside it. */
function alone(name: string, text: string): LoadedDocument {
  const path = resolve(name);
  const readFile = () => Promise.resolve({ reason: 'nothing beside the document is read here' });
  return { ok: true, name, text, path, folder: path, readFile };
}

/** Too large for a document, not for what a browser recorded. */
function isLargeFile(given: string): boolean {
  if (given === '-' || isUrl(given)) return false;
  const facts = statSync(given, { throwIfNoEntry: false });
  return facts !== undefined && facts.isFile() && facts.size > 20 * 1024 * 1024 && facts.size <= trafficBytes;
}

/** The key may stand anywhere, in JSON at the very end of many megabytes. */
function looksLikeDocument(text: string): boolean {
  if (/"log"\s*:\s*\{|schema\.(get)?postman\.com/.test(text.slice(0, 5_000))) return false;
  return /(?:^|[{,\n])[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:/.test(text);
}

async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > trafficBytes) throw new Misuse(`Standard input is larger than ${trafficBytes >> 20} MB.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
