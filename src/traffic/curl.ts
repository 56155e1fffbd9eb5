/** cURL commands, as people paste them and browsers copy them. No file that a command names is read. */
import { carriedText, lostBody } from './carried.ts';
import { type CurlOption, curlOptions } from './curl-options.ts';
import { curlTarget } from './curl-target.ts';
import {
  bareExchange,
  type Carried,
  type Credential,
  type Exchange,
  type FormField,
  headerOf,
  type NameValue,
  type Recording,
  type Target,
} from './exchange.ts';
import { curlCommands } from './shell-commands.ts';
import { queryOf } from './target.ts';

const longestText = 5_000_000;

/** The requests of all commands in a text; null when there is none. */
export function readCurl(text: string): Recording | null {
  if (text.length > longestText) return null;
  const commands = curlCommands(text).flatMap((words) => separated(curlOptions(words)));
  const exchanges = commands.flatMap(exchangesOf);
  return exchanges.length === 0 ? null : { form: 'cURL', title: '', description: '', exchanges, unreadable: [] };
}

/** `--next` begins another request in the same command. */
function separated(options: readonly CurlOption[]): CurlOption[][] {
  const groups: CurlOption[][] = [[]];
  for (const option of options) {
    if (option.name === 'next') groups.push([]);
    else groups.at(-1)?.push(option);
  }
  return groups;
}

function exchangesOf(options: readonly CurlOption[]): Exchange[] {
  const valuesOf = (name: string): string[] =>
    options.filter((option) => option.name === name).map(({ value }) => value);
  const has = (name: string): boolean => options.some((option) => option.name === name);
  const headers = headersOf(options);
  const data = options.filter(({ name }) => /^(?:data(?:-.*)?|json)$/.test(name));
  const body = has('get') ? null : bodyOf(options, data, headerOf(headers, 'content-type'));
  const method =
    valuesOf('request').at(-1) ?? (has('head') ? 'HEAD' : has('upload-file') ? 'PUT' : body === null ? 'GET' : 'POST');
  const fields = [
    ...valuesOf('url-query').flatMap(queryOf),
    ...(has('get') ? data.flatMap(({ value }) => queryOf(value)) : []),
  ];
  return valuesOf('url').flatMap((url): Exchange[] => {
    const target = curlTarget(url);
    if (target === null || !/^[A-Za-z]{1,20}$/.test(method)) return [];
    const whole: Target = { ...target, query: [...target.query, ...fields] };
    return [{ ...bareExchange(method, whole), headers, body, credential: credentialOf(options) }];
  });
}

function headersOf(options: readonly CurlOption[]): NameValue[] {
  return options.flatMap(({ name, value }): NameValue[] => {
    if (name === 'cookie') return value.includes('=') ? [{ name: 'cookie', value }] : [];
    if (name !== 'header') return [];
    const at = value.indexOf(':');
    // `Name;` is an empty header, `Name:` takes one away, `@file` is not read.
    return at < 1 || value.slice(at + 1).trim() === ''
      ? []
      : [{ name: value.slice(0, at).trim(), value: value.slice(at + 1).trim() }];
  });
}

function credentialOf(options: readonly CurlOption[]): Credential | null {
  const has = (name: string): boolean => options.some((option) => option.name === name);
  if (has('aws-sigv4')) return { type: 'other', name: 'aws4-hmac-sha256' };
  const scheme = ['digest', 'ntlm', 'negotiate'].find(has);
  if (scheme !== undefined) return { type: 'other', name: scheme };
  if (has('oauth2-bearer')) return { type: 'bearer' };
  return has('user') ? { type: 'basic' } : null;
}

function bodyOf(options: readonly CurlOption[], data: readonly CurlOption[], contentType: string): Carried | null {
  const form = options.filter(({ name }) => name === 'form' || name === 'form-string');
  if (form.length > 0) return { contentType: 'multipart/form-data', as: 'multipart', fields: form.flatMap(formField) };
  if (options.some(({ name }) => name === 'upload-file'))
    return {
      contentType: contentType === '' ? 'application/octet-stream' : lostBody(contentType).contentType,
      as: 'binary',
    };
  if (data.length === 0) return null;
  const isJson = data.some(({ name }) => name === 'json');
  const text = isJson ? data.map(({ value }) => value).join('') : data.map(encoded).join('&');
  const isFile = data.some(({ name, value }) => name !== 'data-raw' && value.startsWith('@'));
  const declared =
    contentType || (isJson || /^\s*[[{]/.test(text) ? 'application/json' : 'application/x-www-form-urlencoded');
  return isFile ? lostBody(declared) : carriedText(declared, text);
}

/** `--data-urlencode` takes `content`, `=content`, `name=content`, `@file` and `name@file`. */
function encoded({ name, value }: CurlOption): string {
  if (name !== 'data-urlencode') return value;
  const at = value.search(/[=@]/);
  if (at === -1) return encodeURIComponent(wellFormed(value));
  const content = value[at] === '=' ? encodeURIComponent(wellFormed(value.slice(at + 1))) : '';
  return at === 0 ? content : `${value.slice(0, at)}=${content}`;
}

/** Half a character cannot be encoded. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** `name=value`, `name=@file`, `name=<file`, each with `;type=…` behind it. */
function formField({ name: option, value }: CurlOption): FormField[] {
  const at = value.indexOf('=');
  if (at < 1) return [];
  const content = value.slice(at + 1);
  const isFile = option === 'form' && content.startsWith('@');
  const isKnown = !isFile && !(option === 'form' && content.startsWith('<'));
  return [{ name: value.slice(0, at), isFile, value: isKnown ? content.replace(/;type=[^;]*$/, '') : null }];
}
