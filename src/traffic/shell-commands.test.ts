/** Words of commands, as the shells that they were written for read them. */
import { expect, test } from 'vitest';
import { curlOptions } from './curl-options.ts';
import { curlCommands } from './shell-commands.ts';

test.each([
  ['quotes of three kinds', `curl 'a b' "c \\"d\\" $E" f\\ g`, [['a b', 'c "d" $E', 'f g']]],
  ['a quote inside of quotes', `curl 'it'\\''s'`, [["it's"]]],
  ['what browsers write for other letters', `curl $'a\\u00f1o \\'x\\' \\n\\x41'`, [["año 'x' \nA"]]],
  ['continued lines', 'curl a \\\n  -H b \\\n  c', [['a', '-H', 'b', 'c']]],
  [
    'Windows',
    'curl ^"https://a.example/^?x=1^&y=2^" ^\r\n  -H ^"a: ^\\^"b^\\^"^"',
    [['https://a.example/?x=1&y=2', '-H', 'a: "b"']],
  ],
  ['PowerShell', 'curl.exe a `\n  -H b', [['a', '-H', 'b']]],
  [
    'several, among other lines',
    '#!/bin/sh\nset -e\n  curl a # why\necho curl b\n$ curl c | jq . && curl d; curl e',
    [['a'], ['c'], ['d'], ['e']],
  ],
  ['a quote without an end', `curl 'a`, [['a']]],
  ['other programs', 'curlie a\nmycurl b\nlibcurl c', []],
])('%s', (_what, text, words) => {
  expect(curlCommands(text)).toEqual(words);
});

test.each([
  [
    ['-sSLX', 'POST', 'https://a.example'],
    ['s', 'S', 'L', 'request=POST', 'url=https://a.example'],
  ],
  [
    ['-XPUT', '-d@file'],
    ['request=PUT', 'data=@file'],
  ],
  [
    ['--max-time', '5', 'b', '--json={}'],
    ['max-time=5', 'url=b', 'json={}'],
  ],
  [
    ['--compressed', 'b', '-k', '-o', 'file', 'c'],
    ['compressed', 'url=b', 'k', 'o=file', 'url=c'],
  ],
  [['-H'], ['header']],
  [['--', '-'], ['url=-']],
])('options %j', (words, options) => {
  expect(curlOptions(words).map(({ name, value }) => (value === '' ? name : `${name}=${value}`))).toEqual(options);
});
