import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForbiddenHost, isLocalName, isPublicAddress } from './addresses.ts';

/** Each range that is not public, as its first octets. */
const inside = fc.oneof(
  fc.constantFrom([0], [10], [127], [169, 254], [192, 168], [100, 64], [100, 127], [172, 16], [172, 31]),
  fc.constantFrom([198, 18], [198, 19], [192, 0, 2], [198, 51, 100], [203, 0, 113], [192, 0, 0], [192, 88, 99]),
  fc.integer({ min: 224, max: 255 }).map((octet) => [octet]),
);
const octet = fc.integer({ min: 0, max: 255 });
const fill = (start: readonly number[], rest: readonly number[]): number[] => [...start, ...rest].slice(0, 4);
const insideAddress = fc
  .tuple(inside, fc.array(octet, { minLength: 3, maxLength: 3 }))
  .map(([start, rest]) => fill(start, rest));

/** All that 32 bits can be written as in the host of a URL. */
function spellings(octets: readonly number[]): string[] {
  const [a, b, c, d] = octets as [number, number, number, number];
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number) => `0x${value.toString(16)}`;
  const octal = (value: number) => `0${value.toString(8)}`;
  const pair = (high: number, low: number) => (high * 256 + low).toString(16);
  return [
    octets.join('.'),
    `${octets.join('.')}.`,
    String(whole),
    hex(whole),
    hex(whole).toUpperCase().replace('X', 'x'),
    octal(whole),
    octets.map(hex).join('.'),
    octets.map(octal).join('.'),
    `${hex(a)}.${octal(b)}.${c}.${d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    octets.join('.').replace(/\d/g, (digit) => `%3${digit}`),
    octets.join('.').replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    octets.join('。'),
    `user:pass@${octets.join('.')}`,
    `[::ffff:${octets.join('.')}]`,
    `[::ffff:${pair(a, b)}:${pair(c, d)}]`,
    `[0:0:0:0:0:FFFF:${pair(a, b)}:${pair(c, d)}]`,
    `[::${octets.join('.')}]`,
    `[::ffff:0:${octets.join('.')}]`,
    `[64:ff9b::${octets.join('.')}]`,
    `[64:ff9b:1::${octets.join('.')}]`,
    `[64:ff9b:1:ffff:ffff:ffff:${pair(a, b)}:${pair(c, d)}]`,
    `[2002:${pair(a, b)}:${pair(c, d)}::1]`,
    `[2001:0:${pair(a, b)}:${pair(c, d)}::]`,
    `[2001::${pair(255 - a, 255 - b)}:${pair(255 - c, 255 - d)}]`,
  ];
}

describe('an inner address', () => {
  it('is seen in every spelling', () => {
    fc.assert(
      fc.property(insideAddress, (octets) => {
        for (const host of spellings(octets)) {
          const url = URL.parse(`http://${host}/`);
          expect([host, url === null || isForbiddenHost(url)]).toEqual([host, true]);
        }
      }),
    );
  });

  it('is not public, whatever part of an IPv6 address varies', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    const prefix = fc.constantFrom(
      'fe80',
      'febf',
      'fec0',
      'fc00',
      'fdff',
      'fd00:ec2',
      'ff02',
      '2001:db8',
      '2002',
      '3fff:fff',
      '0',
      '64:ff9b',
      '100',
      '5f00',
      'fe80:1',
    );
    fc.assert(
      fc.property(prefix, fc.array(group, { minLength: 8, maxLength: 8 }), (start, groups) => {
        const kept = start.split(':');
        const address = [...kept, ...groups.slice(kept.length)].join(':');
        expect([address, isPublicAddress(address)]).toEqual([address, false]);
        expect(isPublicAddress(`${address}%eth0`)).toBe(false);
      }),
    );
  });
});

describe('any text', () => {
  it('that is no address is not a public one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (isPublicAddress(text))
          expect(URL.canParse(`http://${text.includes(':') ? `[${text}]` : text}/`)).toBe(true);
      }),
    );
  });
});

describe('names of the machine itself', () => {
  it.each(['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'a.b.LocalHost.'])('%s', (name) =>
    expect(isLocalName(name)).toBe(true),
  );
  it.each(['localhost.example', 'notlocalhost', 'localhost..', 'local'])('not %s', (name) =>
    expect(isLocalName(name)).toBe(false),
  );
});
