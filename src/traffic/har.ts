/**
 * HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), as browsers and proxies export it: contents in base64, bodies
 * left out, HTTP/2 pseudo headers, sizes of -1 and members of their own that begin with `_`.
 */
import { carriedText, lostBody } from './carried.ts';
import { type Carried, type Exchange, type NameValue, type Recording, bareExchange, headerOf } from './exchange.ts';
import { listMember, member, textMember } from './json.ts';
import { targetOf } from './target.ts';

const mostEntries = 50_000;
const mostHeaders = 200;

/** The exchanges of a HAR file; null when the value is none. */
export function readHar(root: unknown): Recording | null {
  const log = member(root, 'log');
  if (!Array.isArray(member(log, 'entries'))) return null;
  const version = textMember(log, 'version');
  const exchanges: Exchange[] = [];
  for (const entry of listMember(log, 'entries').slice(0, mostEntries)) {
    const exchange = exchangeOf(entry);
    if (exchange !== null) exchanges.push(exchange);
  }
  return {
    form: `HAR ${/^\d+\.\d+$/.test(version) ? version : '1.2'}`,
    title: '',
    description: '',
    exchanges,
    unreadable: [],
  };
}

function exchangeOf(entry: unknown): Exchange | null {
  const request = member(entry, 'request');
  const target = targetOf(textMember(request, 'url'));
  const method = textMember(request, 'method');
  if (target === null || method === '') return null;
  const headers = pairs(request, 'headers');
  return {
    ...bareExchange(method, target),
    headers,
    body: requestBody(member(request, 'postData'), headers),
    answer: answerOf(member(entry, 'response')),
    resourceType: textMember(entry, '_resourceType').toLowerCase(),
  };
}

/** Headers and query fields; pseudo headers of HTTP/2 and 3 repeat what the URL says. */
function pairs(owner: unknown, list: string): NameValue[] {
  return listMember(owner, list)
    .slice(0, mostHeaders)
    .map((each) => ({ name: textMember(each, 'name'), value: textMember(each, 'value') }))
    .filter(({ name }) => name !== '' && !name.startsWith(':'));
}

function requestBody(postData: unknown, headers: readonly NameValue[]): Carried | null {
  if (typeof postData !== 'object' || postData === null) return null;
  const contentType = textMember(postData, 'mimeType') || headerOf(headers, 'content-type');
  const text = textMember(postData, 'text');
  if (text !== '') return carriedText(contentType, plainText(text, postData));
  const params = listMember(postData, 'params');
  if (params.length === 0) return contentType === '' ? null : lostBody(contentType);
  const fields = params.slice(0, mostHeaders).map((each) => ({
    name: textMember(each, 'name'),
    value: textMember(each, 'value'),
    isFile: member(each, 'fileName') !== undefined,
  }));
  const isMultipart = contentType.toLowerCase().startsWith('multipart/');
  return isMultipart
    ? { contentType: 'multipart/form-data', as: 'multipart', fields }
    : { contentType: 'application/x-www-form-urlencoded', as: 'form', fields };
}

function answerOf(response: unknown): Exchange['answer'] {
  const status = member(response, 'status');
  // A request that was given up has the status 0.
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) return null;
  const content = member(response, 'content');
  const contentType = textMember(content, 'mimeType') || headerOf(pairs(response, 'headers'), 'content-type');
  const text = textMember(content, 'text');
  if (text !== '') return { status, content: carriedText(contentType, plainText(text, content)) };
  // Chrome says `x-unknown` of an answer without a body.
  return { status, content: contentType === '' || contentType === 'x-unknown' ? null : lostBody(contentType) };
}

function plainText(text: string, owner: unknown): string {
  return textMember(owner, 'encoding').toLowerCase() === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
}
