import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScrubber } from './scrub.ts';

const secret = 'sk/live+"ñ"=12345678';
const scrub = createScrubber([secret, 'a-second-secret', 'short']);
const json = 'application/json; charset=utf-8';

describe('createScrubber', () => {
  test.each([
    ['JSON', JSON.stringify({ id: 1, key: secret, list: [`Bearer ${secret}!`] }), { id: 1, key: '[redacted]' }],
    ['escaped slashes', JSON.stringify({ key: secret }).replaceAll('/', '\\/'), { key: '[redacted]' }],
    [
      'a URL',
      JSON.stringify({ url: `https://x/?k=${encodeURIComponent(secret)}&n=2` }),
      { url: 'https://x/?k=[redacted]&n=2' },
    ],
    ['several', JSON.stringify({ a: 'a-second-secret', b: secret }), { a: '[redacted]', b: '[redacted]' }],
  ])('takes a secret out of a JSON answer: %s', (_what, body, expected) => {
    expect(JSON.parse(scrub(Buffer.from(body), json).toString())).toMatchObject(expected);
  });

  test('a name of a member, a number, and text that says to be JSON', () => {
    const digits = createScrubber(['8765432112345678']);
    const clean = (body: string, type = json) => digits(Buffer.from(body), type).toString();
    expect(clean('{"8765432112345678":1}')).toBe('{"[redacted]":1}');
    expect(clean('[8765432112345678,2]')).toBe('["[redacted]",2]');
    expect(clean('{"broken": 8765432112345678')).toBe('{"broken": [redacted]');
    expect(clean(`${'['.repeat(200_000)}8765432112345678`)).not.toContain('8765432112345678');
  });

  test('text, and bytes that are no text', () => {
    expect(scrub(Buffer.from(`key: ${secret}\n`), 'text/plain').toString()).toBe('key: [redacted]\n');
    const bytes = Buffer.concat([Buffer.from([0xff, 0x00, 0xc0]), Buffer.from(secret), Buffer.from([0xfe])]);
    const expected = Buffer.concat([Buffer.from([0xff, 0x00, 0xc0]), Buffer.from('[redacted]'), Buffer.from([0xfe])]);
    expect(scrub(bytes, 'image/png')).toEqual(expected);
  });

  test('whatever encoding stands beside what was found', () => {
    const written = [
      secret,
      JSON.stringify(JSON.stringify(secret)),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ];
    const said = written.join(' ');
    const whole = JSON.stringify({ [said]: said, list: [said] });
    const bodies = [Buffer.from(whole), Buffer.from(said), Buffer.concat([Buffer.from([0xff]), Buffer.from(said)])];
    for (const body of bodies)
      for (const form of written) expect(scrub(body, 'application/json').includes(form)).toBe(false);
    expect(Object.keys(JSON.parse(scrub(Buffer.from(whole), json).toString()) as object)).toHaveLength(2);
  });

  test('an encoded credential that is given as such', () => {
    const basic = Buffer.from(`user:${secret}`).toString('base64');
    const body = Buffer.from(JSON.stringify({ authorization: `Basic ${basic}` }));
    expect(createScrubber([secret], [basic])(body, json).toString()).toBe('{"authorization":"Basic [redacted]"}');
  });

  test('gives the very same bytes when there is nothing to take out', () => {
    for (const body of ['', '{}', '{"a":"short"}', 'sk/live+"ñ"'].map((text) => Buffer.from(text)))
      expect(scrub(body, json)).toBe(body);
    const body = Buffer.from(secret);
    expect(createScrubber(['short'])(body, json)).toBe(body);
  });

  test('holds for any secret in any JSON string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 8, maxLength: 40 }), fc.string(), (value, around) => {
        const body = Buffer.from(JSON.stringify({ text: `${around}${value.toWellFormed()}` }));
        const clean = createScrubber([value.toWellFormed()])(body, json).toString();
        expect((JSON.parse(clean) as { text: string }).text).toContain('[redacted]');
      }),
      { numRuns: 40 },
    );
  });
});
