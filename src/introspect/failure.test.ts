/** Errors inside of an answer 200, as documents show them. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../schema.ts';
import { failureOf, sharedFailure } from './failure.ts';
import { operation } from './operation.fixture.ts';

const boolean = { type: 'boolean' };
const string = { type: 'string' };
const answer = (properties: { readonly [name: string]: Json }) => ({ type: 'object', properties });

describe('is found', () => {
  test.each([
    ['Slack', answer({ ok: { type: 'boolean', enum: [true] } }), { when: '$.ok', equals: false, message: '$.error' }],
    ['Telegram', answer({ ok: boolean, result: {} }), { when: '$.ok', equals: false, message: '$.description' }],
    [
      'Cloudflare',
      answer({ success: boolean, errors: { type: 'array', items: answer({ message: string }) } }),
      { when: '$.success', equals: false, message: '$.errors[0].message' },
    ],
    [
      'JSON-RPC',
      answer({ jsonrpc: string, id: {}, result: {}, error: answer({ code: {}, message: string }) }),
      { when: '$.error', message: '$.error.message' },
    ],
    ['a thing that has an error of its own', answer({ id: string, error: string }), null],
    ['nothing', null, null],
  ])('%s', (_what, response, failure) => {
    expect(failureOf(response)).toEqual(failure);
  });
});

test('is shared where most answers have it', () => {
  const flagged = operation('GET /a', { response: answer({ ok: boolean }) });
  const plain = operation('GET /b', { response: answer({ id: string }) });
  expect(sharedFailure([flagged, flagged, plain])).toMatchObject({ when: '$.ok' });
  expect(sharedFailure([flagged, plain, plain])).toBeNull();
});
