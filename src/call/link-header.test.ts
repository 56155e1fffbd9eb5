import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkTargets } from './link-header.ts';

test.each<[string, string[]]>([
  ['<https://api.example/things?page=2>; rel="next"', ['https://api.example/things?page=2']],
  ['</a>; rel=prev, </b>; rel=next', ['/b']],
  ['</a>;rel="prev next";title="x"', ['/a']],
  ['</a>; REL="NEXT"', ['/a']],
  ['</a>; rel = "next"', ['/a']],
  ['</a?x=1,2;y>; rel=next', ['/a?x=1,2;y']],
  ['</a>; title="a, </b>; rel=next"; rel=prev', []],
  ['</a>; title="a \\" , </b>; rel=next"; rel=next', ['/a']],
  ['</a>; rel=prev; rel=next', []],
  ['</a>; rel=nextish', []],
  ['</a>; rel="http://example.org/next"', []],
  ['</a>; rel=next; anchor="/other"', []],
  ['</a>; rel=next, </b>; rel=next', ['/a', '/b']],
  ['</a>, </b>; rel=next', ['/b']],
  ['nonsense, </b>; rel=next', ['/b']],
  ['</a>; ; rel=next', ['/a']],
  ['</a>; rel="next', []],
  ['<>; rel=next', ['']],
  ['</a', []],
  ['', []],
  [',,,', []],
])('%s', (header, targets) => {
  expect(linkTargets(header, 'next')).toEqual(targets);
});

test('any header is read, and soon', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>;,="\\ arelnxt') }), (text) => {
      expect(Array.isArray(linkTargets(text, 'next'))).toBe(true);
    }),
  );
  for (const part of ['<', ',', '<,', ';', '</a>;', '"', '</a>;a="', '</a>; rel=next,'])
    expect(linkTargets(part.repeat(20_000), 'next').every((target) => target === '/a')).toBe(true);
});
