/** A document from a file or a URL, with the files beside it. Sizes and times are bounded; strangers wrote what is read. */
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Net, NetAnswer } from '../net/net.ts';
import type { ReadFile } from './bundle-files.ts';
import { otherDocument } from './other-document.ts';

/** A text that may be a document, and what `bundleDocument` needs to put its files together. */
export interface LoadedDocument {
  readonly ok: true;
  /** The last part of its path or URL, for people. */
  readonly name: string;
  readonly text: string;
  /** Absolute; of a URL one that no file has. */
  readonly path: string;
  /** Files outside of this folder are not read: the one above the document's. */
  readonly folder: string;
  readonly readFile: ReadFile;
}

/** Why there is none: whole sentences, and what to do instead. */
export interface NotLoaded {
  readonly ok: false;
  readonly message: string;
  readonly hint: string;
}

/** How a URL is asked. */
export interface LoadOptions {
  readonly network: 'public' | 'private';
  /** Lower-case names; a document behind a key is asked for with it. Never sent to another origin. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A document, and each file of one, in bytes once unpacked. */
const largestDocument = 20 * 1024 * 1024;
const timeoutMs = 30_000;

/** Where servers keep their documents. */
const usualPlaces = 'Documents are often at /openapi.json, /swagger.json or /v3/api-docs.';

/** True for what is asked of a server instead of the disk. */
export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** Reads a document from a path or, by the network guard, from a URL. Never rejects. */
export function loadDocument(source: string, net: Net, options: LoadOptions): Promise<LoadedDocument | NotLoaded> {
  return isUrl(source) ? fromUrl(source, net, options) : fromFile(source);
}

async function fromFile(source: string): Promise<LoadedDocument | NotLoaded> {
  const path = resolve(source);
  const read = await textAt(path);
  if ('reason' in read)
    return refused(`${source} cannot be read: ${read.reason}.`, 'Give the path of one OpenAPI document, or its URL.');
  const above = dirname(dirname(path));
  const folder = above === dirname(above) ? dirname(path) : above;
  return { ok: true, name: basename(path), text: read.text, path, folder, readFile: readWithin(folder) };
}

/** Reads the files of a document; links that lead outside of its folder are not followed. */
function readWithin(folder: string): ReadFile {
  return async (path) => {
    const read = await textAt(path);
    if ('reason' in read) return read;
    const inside = relative(await realpath(folder), await realpath(path));
    return inside.startsWith('..') || isAbsolute(inside)
      ? { reason: `it is a link that leads out of ${folder}` }
      : read;
  };
}

async function textAt(path: string): Promise<{ readonly text: string } | { readonly reason: string }> {
  try {
    const { size, ...kind } = await statOf(path);
    if (!kind.isFile) return { reason: kind.isFolder ? 'it is a folder' : 'it is no file' };
    if (size > largestDocument) return { reason: tooLarge };
    const file = await open(path);
    try {
      return textOf(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      reason: code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file' : (code ?? 'it cannot be opened'),
    };
  }
}

async function statOf(path: string): Promise<{ size: number; isFile: boolean; isFolder: boolean }> {
  const found = await stat(path);
  return { size: found.size, isFile: found.isFile(), isFolder: found.isDirectory() };
}

const tooLarge = `it has more than ${largestDocument / 1024 / 1024} MB`;

/** Bytes as text: UTF-8, or UTF-16 where they begin with its mark; what gzip packed is unpacked. */
function textOf(bytes: Buffer): { readonly text: string } | { readonly reason: string } {
  try {
    const plain =
      bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: largestDocument }) : bytes;
    if (plain.byteLength > largestDocument) return { reason: tooLarge };
    const isUtf16 = plain[0] === 0xff && plain[1] === 0xfe;
    return { text: new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true, ignoreBOM: true }).decode(plain) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { reason: code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : 'it is no text in UTF-8' };
  }
}

async function fromUrl(source: string, net: Net, options: LoadOptions): Promise<LoadedDocument | NotLoaded> {
  if (!URL.canParse(source)) return refused(`"${source}" is no URL.`, 'Write it with its scheme and host: https://…');
  const url = new URL(source);
  if (url.username !== '' || url.password !== '')
    return refused(
      'The URL holds a user and a password.',
      'Send them as a header instead: it would stand in files and logs.',
    );
  const where = `${url.origin}${url.pathname}`;
  const answer = await net.send({
    origin: url.origin,
    network: options.network,
    method: 'GET',
    path: `${url.pathname}${url.search}`,
    headers: {
      accept: 'application/json, application/yaml;q=0.9, */*;q=0.5',
      'user-agent': 'smarteros',
      ...options.headers,
    },
    body: null,
    timeoutMs,
    redirects: { origins: [] },
    answerBytes: largestDocument,
  });
  if (!answer.ok) return unanswered(where, answer);
  if (answer.status !== 200) return notThere(where, answer.status, answer.location, url);
  const read = textOf(answer.body);
  if ('reason' in read) return refused(`What ${where} answers cannot be read: ${read.reason}.`, usualPlaces);
  const other = otherDocument(read.text);
  if (other?.isWebPage === true) return refused(`${where} is a web page, not a document.`, usualPlaces);
  const readFile: ReadFile = () => Promise.resolve({ reason: `it would have to be fetched from ${url.origin}` });
  const name = basename(url.pathname) || 'openapi.json';
  return { ok: true, name, text: read.text, path: `/${name}`, folder: '/', readFile };
}

function unanswered(where: string, answer: Extract<NetAnswer, { ok: false }>): NotLoaded {
  switch (answer.reason) {
    case 'forbidden-address':
      return refused(
        `${where} is on a private network or on this machine, which is reached only when that is said.`,
        'Say --private if that is meant, or save the document and give the file.',
      );
    case 'too-large':
      return refused(`${where} is larger than 20 MB.`, 'Save the part that is needed, and give the file.');
    case 'timeout':
      return refused(
        `${where} did not answer whole within 30 s.`,
        'Try again, or save the document and give the file.',
      );
    default:
      return refused(
        `${where} cannot be reached: ${answer.detail}`,
        'Check the address; a document can also be given as a file.',
      );
  }
}

function notThere(where: string, status: number, location: string | undefined, url: URL): NotLoaded {
  if (status === 401 || status === 403)
    return refused(
      `${where} asks for a credential (${status}).`,
      "Give one that it takes by --header 'Name: value', or save the document and give the file.",
    );
  if (status === 404 || status === 410) return refused(`There is nothing at ${where} (${status}).`, usualPlaces);
  if (location === undefined || !URL.canParse(location, url.href))
    return refused(`${where} answers ${status}.`, usualPlaces);
  const { origin, pathname } = new URL(location, url);
  return refused(
    `${where} leads on to ${origin}${pathname}, which is another server.`,
    'Give that address if it is meant.',
  );
}

function refused(message: string, hint: string): NotLoaded {
  return { ok: false, message, hint };
}
