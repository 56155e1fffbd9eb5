import { describe, expect, test } from 'vitest';
import type { NetAnswer } from '../src/net/net.ts';
import { operationOf } from '../src/table/operation.fixture.ts';
import { verdictOf } from './verdict.ts';

function answer(violations: readonly object[] | string | null, body = '{}', status = 200): NetAnswer {
  const header = typeof violations === 'string' ? violations : JSON.stringify(violations);
  return {
    ok: true,
    status,
    contentType: 'application/json',
    retryAfter: null,
    body: Buffer.from(body),
    headers: violations === null ? {} : { 'sl-violations': header },
  };
}

const missing = { location: ['request', 'query'], severity: 'Error', message: 'Request query must have "filter"' };
const operation = operationOf({ path: ['/orders/', { parameter: 'id' }] });
const form = operationOf({
  body: {
    contentType: 'application/x-www-form-urlencoded',
    required: true,
    constant: null,
    format: 'form',
    encoding: {},
    files: [],
  },
});

describe('a request', () => {
  test('fits where nothing is found in it, whatever is found in the answer', () => {
    expect(verdictOf(answer(null), operation)).toEqual({ kind: 'fits' });
    expect(verdictOf(answer([{ ...missing, location: ['response', 'body'] }]), operation)).toEqual({ kind: 'fits' });
    const unmade = JSON.stringify({ type: 'https://stoplight.io/prism/errors#NO_RESPONSE_DEFINED' });
    expect(verdictOf(answer(null, unmade, 500), operation)).toEqual({ kind: 'fits' });
  });

  test('is a violation where the header, or the problem details alone, say so', () => {
    const words = 'request.query: Request query must have "filter"';
    expect(verdictOf(answer([missing]), operation)).toEqual({ kind: 'violation', found: [words] });
    const body = JSON.stringify({
      type: 'https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY',
      validation: [missing],
    });
    expect(verdictOf(answer('Too many violations!', body, 422), operation)).toEqual({
      kind: 'violation',
      found: [words],
    });
    const unauthorized = JSON.stringify({ type: 'https://stoplight.io/prism/errors#UNAUTHORIZED' });
    expect(verdictOf(answer(null, unauthorized, 401), operation)).toMatchObject({ kind: 'violation' });
  });

  test('is not judged where no answer came, or by what Prism is known to misread', () => {
    const none: NetAnswer = { ok: false, reason: 'timeout', detail: 'There was no answer.' };
    expect(verdictOf(none, operation)).toMatchObject({ kind: 'unheard' });
    const accept = { location: ['request', 'header', 'accept'], severity: 'Error', message: 'must be equal' };
    expect(verdictOf(answer([accept]), operation)).toMatchObject({ kind: 'unheard' });
    const reserved = {
      location: ['request', 'body', 'a'],
      severity: 'Error',
      message: 'Reserved characters used in body',
    };
    expect(verdictOf(answer([reserved]), form)).toMatchObject({ kind: 'unheard' });
    const elsewhere = { location: ['request', 'path', 'other'], severity: 'Error', message: 'must match pattern' };
    expect(verdictOf(answer([missing, elsewhere]), operation)).toMatchObject({ kind: 'unheard' });
  });

  test('is a violation where a known misreading is not all of it', () => {
    const accept = { location: ['request', 'header', 'accept'], severity: 'Error', message: 'must be equal' };
    expect(verdictOf(answer([accept, missing]), operation)).toMatchObject({ kind: 'violation' });
    const own = { location: ['request', 'path', 'id'], severity: 'Error', message: 'must match pattern' };
    expect(verdictOf(answer([own]), operation)).toMatchObject({ kind: 'violation' });
  });
});
