/** What is told of requests that are no calls of an API. */
import type { SetAsideOperation } from '../introspect/introspection.ts';
import type { LeftOut } from './relevance.ts';

const reasons: Readonly<Record<LeftOut, string>> = {
  preflight: 'asked a browser’s question about origins (OPTIONS)',
  page: 'got a page (HTML)',
  file: 'got a file of a site: an image, a script, a font',
  beacon: 'told a service for analytics what somebody did',
  stream: 'opened a stream or a socket',
  'not found': 'got 404, 405 or 501: there is nothing',
  method: 'used a method that endpoints cannot have',
  graphql:
    'asked by GraphQL, which is not supported: write an Endpoint manifest with the query as a constant of its body',
  redirect: 'got a redirect: what it leads to counts',
  token: 'asked for a token: the provider’s auth does that (type oauth2)',
};

/** All requests that were left out for one reason. */
export function leftOut(reason: LeftOut, count: number): SetAsideOperation {
  return { name: reason, method: '', path: '', reason: `${counted(count, 'request')} ${reasons[reason]}.` };
}

/** `1 call`, `2 calls`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
