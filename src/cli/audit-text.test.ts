import { expect, test } from 'vitest';
import { createCallJoiner, type RecordedCall } from '../audit/calls.ts';
import type { Line } from '../audit/parse.ts';
import { callText } from './audit-text.ts';

/** A call of somebody whose issuer lets people choose what stands in a token. */
function callBy(email: string): RecordedCall {
  const entry = { line: 1, seq: 1, event: 'call', at: 0, tenant: 'demo', payload: '', prev: '', callId: 'id' };
  const payload = Buffer.from(JSON.stringify({ id: 'login:1', email }));
  const line: Line = {
    entry: { ...entry, who: 'token', capability: 'orders.list', decision: 'ok', face: 'http' },
    entryBytes: Buffer.alloc(0),
    hash: '',
    payload,
    payloadStart: 0,
    payloadEnd: 0,
  };
  return createCallJoiner().line(line) as RecordedCall;
}

test.each(['\u001b[2Jx@example.com', 'a\nb', '\u202egnp.exe', '\u009b31m', '\u001b]0;title\u0007'])(
  'what somebody chose is one line of text, and no command to a terminal: %j',
  (email) => {
    const text = callText(callBy(email), false);
    // oxlint-disable-next-line no-control-regex
    expect(text).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e]*\n$/);
  },
);
