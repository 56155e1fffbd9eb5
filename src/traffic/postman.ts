/**
 * Postman collections, v2.1 and v2.0 (https://schema.postman.com/json/collection/v2.1.0/collection.json): folders, what
 * requests inherit, variables, and saved answers as samples.
 */
import { carriedText } from './carried.ts';
import { type Credential, type Exchange, type Recording, bareExchange, headerOf } from './exchange.ts';
import { listMember, member, textMember } from './json.ts';
import { postmanBody } from './postman-body.ts';
import { postmanCredential } from './postman-credential.ts';
import { postmanHeaders } from './postman-headers.ts';
import { postmanTarget } from './postman-target.ts';
import { type Variables, postmanVariables } from './postman-variables.ts';

const deepestFolder = 20;
const mostRequests = 5_000;
const mostSamples = 50;

/** What holds for a request by where it stands. */
interface Place {
  readonly variables: Variables;
  readonly folders: readonly string[];
  /** Of the nearest folder that says something; undefined where none does. */
  readonly credential: Credential | null | undefined;
}

/** The exchanges of a collection; null when the value is none. */
export function readPostman(root: unknown): Recording | null {
  const collection = member(root, 'info') === undefined ? member(root, 'collection') : root;
  const version = /collection\/v(2\.[01])/.exec(textMember(member(collection, 'info'), 'schema'))?.[1];
  if (version === undefined || !Array.isArray(member(collection, 'item'))) return null;
  const found: Found = { exchanges: [], unreadable: [] };
  const place = {
    variables: postmanVariables(listMember(collection, 'variable')),
    folders: [],
    credential: postmanCredential(member(collection, 'auth')),
  };
  readItems(listMember(collection, 'item'), place, found);
  return {
    form: `Postman ${version}.0`,
    title: textMember(member(collection, 'info'), 'name'),
    description: descriptionOf(member(collection, 'info')),
    ...found,
  };
}

interface Found {
  readonly exchanges: Exchange[];
  readonly unreadable: Recording['unreadable'][number][];
}

function readItems(items: readonly unknown[], place: Place, found: Found): void {
  for (const item of items) {
    if (found.exchanges.length >= mostRequests) return;
    if (Array.isArray(member(item, 'item'))) {
      if (place.folders.length < deepestFolder) readItems(listMember(item, 'item'), inside(item, place), found);
    } else if (member(item, 'request') !== undefined) readRequest(item, place, found);
  }
}

function inside(folder: unknown, place: Place): Place {
  const own = postmanCredential(member(folder, 'auth'));
  return {
    variables: place.variables,
    folders: [...place.folders, textMember(folder, 'name')],
    credential: own === undefined ? place.credential : own,
  };
}

function readRequest(item: unknown, place: Place, found: Found): void {
  const request = member(item, 'request');
  const name = textMember(item, 'name');
  const exchange = exchangeOf(request, name, place);
  if (exchange === null) {
    found.unreadable.push({ name, method: methodOf(request), path: '', reason: 'Its URL cannot be read.' });
    return;
  }
  const samples = listMember(item, 'response').slice(0, mostSamples);
  if (samples.length === 0) found.exchanges.push(exchange);
  for (const sample of samples) found.exchanges.push(sampleOf(sample, exchange, name, place));
}

/** A saved answer, with the request that it is of. */
function sampleOf(sample: unknown, exchange: Exchange, name: string, place: Place): Exchange {
  const asked = exchangeOf(member(sample, 'originalRequest'), name, place);
  const code = member(sample, 'code');
  const status = typeof code === 'number' && Number.isInteger(code) && code >= 100 && code <= 599 ? code : 200;
  const text = textMember(sample, 'body');
  const contentType = headerOf(postmanHeaders(sample, place.variables), 'content-type');
  const answer = { status, content: text === '' ? null : carriedText(contentType, text) };
  // An original request of another path or method would be taken for another endpoint.
  const isSame =
    asked !== null && asked.method === exchange.method && asked.target.path.length === exchange.target.path.length;
  return { ...(isSame ? { ...asked, credential: asked.credential ?? exchange.credential } : exchange), answer };
}

function exchangeOf(request: unknown, name: string, place: Place): Exchange | null {
  const target = postmanTarget(typeof request === 'string' ? request : member(request, 'url'), place.variables);
  if (target === null) return null;
  const own = postmanCredential(member(request, 'auth'));
  const headers = postmanHeaders(request, place.variables);
  return {
    ...bareExchange(methodOf(request), target),
    headers,
    body: postmanBody(member(request, 'body'), headerOf(headers, 'content-type'), place.variables),
    summary: name,
    description: descriptionOf(request),
    tags: place.folders.filter((folder) => folder !== '').slice(0, 1),
    credential: (own === undefined ? place.credential : own) ?? null,
  };
}

function methodOf(request: unknown): string {
  return textMember(request, 'method') || 'GET';
}

/** A text, or an object with the text in it. */
function descriptionOf(owner: unknown): string {
  return textMember(owner, 'description') || textMember(member(owner, 'description'), 'content');
}
