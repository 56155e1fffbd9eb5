/** What comes as several parts is taken apart as it was put together; what is not in that form is left whole. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf } from './multipart.ts';

function taken(contentType: string, body: string): readonly (readonly [string, string])[] | null {
  const parts = partsOf(contentType, Buffer.from(body, 'latin1'));
  return parts?.map(({ contentType, bytes }) => [contentType, Buffer.from(bytes).toString('latin1')] as const) ?? null;
}

const two = '--b\r\nContent-Type: text/plain\r\n\r\none\r\n--b\r\ncontent-type:image/png; a=b\r\n\r\ntwo\r\n--b--\r\n';
const both = [
  ['text/plain', 'one'],
  ['image/png; a=b', 'two'],
];

test.each([
  ['as it is written', 'multipart/mixed; boundary=b', two, both],
  ['a boundary in quotes, other cases', 'Multipart/Related; type="x"; Boundary="b"', two, both],
  ['words before and after', 'multipart/mixed; boundary=b', `for people\r\n${two}and after`, both],
  ['spaces behind a delimiter', 'multipart/mixed; boundary=b', two.replaceAll('--b\r\n', '--b \t\r\n'), both],
  ['a part without header fields', 'multipart/mixed; boundary=b', '--b\r\n\r\nbare\r\n--b--', [['', 'bare']]],
  ['an empty part', 'multipart/mixed; boundary=b', '--b\r\n\r\n\r\n--b--', [['', '']]],
  [
    'base64',
    'multipart/mixed; boundary=b',
    '--b\r\nContent-Transfer-Encoding: base64\r\n\r\nb25l\r\n--b--',
    [['', 'one']],
  ],
])('%s', (_, contentType, body, expected) => {
  expect(taken(contentType, body)).toEqual(expected);
});

test.each([
  ['no multipart', 'application/pdf; boundary=b', two],
  ['no boundary', 'multipart/mixed', two],
  ['another boundary', 'multipart/mixed; boundary=c', two],
  ['no end', 'multipart/mixed; boundary=b', two.replace('--b--', '')],
  ['no part', 'multipart/mixed; boundary=b', '--b--'],
  ['a delimiter that goes on', 'multipart/mixed; boundary=b', two.replace('--b\r\n', '--bc\r\n')],
  ['header fields without an end', 'multipart/mixed; boundary=b', '--b\r\nContent-Type: text/plain\r\n--b--'],
  ['too many parts', 'multipart/mixed; boundary=b', `${'--b\r\n\r\n\r\n'.repeat(51)}--b--`],
])('left whole: %s', (_, contentType, body) => {
  expect(taken(contentType, body)).toBe(null);
});

test('any bytes come out as they went in', () => {
  // A delimiter is one at the beginning of a line, and so of a part.
  const body = fc.uint8Array().filter((bytes) => !`\r\n${Buffer.from(bytes).toString('latin1')}`.includes('\r\n--b'));
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 5 }), (bodies) => {
      const chunks = bodies.flatMap((bytes) => [Buffer.from('\r\n--b\r\n\r\n'), bytes]);
      const parts = partsOf('multipart/mixed; boundary=b', Buffer.concat([...chunks, Buffer.from('\r\n--b--')]));
      expect(parts?.map(({ bytes }) => [...bytes])).toEqual(bodies.map((bytes) => [...bytes]));
    }),
  );
});
