import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';

const secret = 'p4ss/w+rd="ñ"&?';
const redact = createRedactor([secret, 'abc', '']);

describe('createRedactor', () => {
  it.each([
    ['plain', secret],
    ['JSON', JSON.stringify({ key: secret })],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from(secret).toString('base64url')],
    ['Basic credentials', `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`],
    ['other Basic credentials', `Basic ${Buffer.from(`user1:${secret}!`).toString('base64')}`],
    ['a URL', `https://x.example/?key=${encodeURIComponent(secret)}&b=1`],
    ['a URL in lower case', encodeURIComponent(secret).toLowerCase()],
    ['a form', new URLSearchParams({ key: secret }).toString()],
    ['hex', Buffer.from(secret).toString('hex')],
    ['hex in upper case', Buffer.from(secret).toString('hex').toUpperCase()],
    ['JSON with escaped slashes', JSON.stringify({ key: secret }).replaceAll('/', '\\/')],
    ['JSON in ASCII', JSON.stringify({ key: secret }).replaceAll('ñ', '\\u00f1')],
    ['base64 in a URL', encodeURIComponent(Buffer.from(`a${secret}bc`).toString('base64'))],
    ['base64 of what is URL-encoded', Buffer.from(`k:${encodeURIComponent(secret)}`).toString('base64')],
    ['base64 of a form', Buffer.from(new URLSearchParams({ key: secret }).toString()).toString('base64url')],
  ])('removes a secret written as %s', (_name, text) => {
    const clean = redact(`before ${text} after ${text}`);
    expect(clean).toMatch(/^before .*\[redacted\].* after .*\[redacted\]/);
    expect(clean).not.toMatch(/p4ss|w%2[Bb]rd|rd=/);
  });

  it('leaves everything else as it is, and values under four characters too', () => {
    for (const text of ['', 'abc', 'nothing abc to see', 'p4ss']) expect(redact(text)).toBe(text);
    expect(createRedactor([])('text')).toBe('text');
  });

  it('leaves no rest of secrets that overlap or hold one another', () => {
    expect(createRedactor(['abcdef', 'defghi'])('x abcdefghi y')).toBe('x [redacted] y');
    expect(createRedactor(['abcd', 'abcdefgh'])('abcdefgh-abcdefg')).toBe('[redacted]-[redacted]efg');
    expect(createRedactor(['aaaa'])('aaaaaaa b')).toBe('[redacted] b');
    expect(createRedactor(['abcd'])('abcdabcd')).toBe('[redacted][redacted]');
  });

  it('holds for any secret and surroundings, and treats no character as a pattern', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const value = fc.string({ unit: 'binary', minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(text, value, text, (before, any, after) => {
        expect(createRedactor([any])(`${before}${any}${after}`)).toContain('[redacted]');
      }),
      { numRuns: 60 },
    );
    const longValue = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(text, longValue, text, (before, any, after) => {
        const encoded = Buffer.from(`${before}|${any}|${after}`).toString('base64');
        expect(createRedactor([any])(encoded)).toContain('[redacted]');
      }),
      { numRuns: 60 },
    );
  });
});
