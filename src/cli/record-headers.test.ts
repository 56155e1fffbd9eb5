/** Headers that end with the proxy, and those that go on as they are. */
import { expect, test } from 'vitest';
import { answerHeaders, requestHeaders } from './record-headers.ts';

const ends = { own: 'http://127.0.0.1:8123', target: 'https://api.example' };

test('requests lose what is of one connection, and keep their credentials', () => {
  const headers = {
    host: '127.0.0.1:8123',
    connection: 'keep-alive, X-Hop',
    'x-hop': 'a',
    'keep-alive': 'timeout=5',
    te: 'trailers',
    'proxy-authorization': 'Basic abc',
    'transfer-encoding': 'chunked',
    'accept-encoding': 'gzip',
    authorization: 'Bearer abc',
    cookie: 'sid=abc',
    origin: 'http://127.0.0.1:8123',
    referer: 'http://127.0.0.1:8123/a?b',
  };
  expect(requestHeaders(headers, ends)).toEqual({
    authorization: 'Bearer abc',
    cookie: 'sid=abc',
    origin: 'https://api.example',
    referer: 'https://api.example/a?b',
  });
  expect(requestHeaders({ origin: 'http://127.0.0.1:81234' }, ends)).toEqual({ origin: 'http://127.0.0.1:81234' });
});

test.each([
  ['https://api.example/b?c', 'http://127.0.0.1:8123/b?c'],
  ['https://api.example.evil/b', 'https://api.example.evil/b'],
  ['/b', '/b'],
])('a redirect to %s leads to %s', (location, expected) => {
  expect(answerHeaders({ location }, ends, { method: 'GET', length: 0 })).toEqual({ location: expected });
});

test('answers have the length that they are sent with', () => {
  const headers = {
    'content-encoding': 'gzip',
    'content-length': '20',
    'transfer-encoding': 'chunked',
    'set-cookie': ['a=1', 'b=2'],
    'alt-svc': 'h3',
  };
  expect(answerHeaders(headers, ends, { method: 'GET', length: 55 })).toEqual({
    'set-cookie': ['a=1', 'b=2'],
    'content-length': '55',
  });
  expect(answerHeaders(headers, ends, { method: 'HEAD', length: 0 })).toMatchObject({ 'content-length': '20' });
});
