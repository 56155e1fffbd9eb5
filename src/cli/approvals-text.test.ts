import { expect, test } from 'vitest';
import { approvalText, type ShownApproval } from './approvals-text.ts';

const approval: ShownApproval = {
  id: '1f0c5d6e7a8b4c9d8e0f1a2b3c4d5e6f',
  capability: 'orders.refund',
  caller: 'bakery/agent',
  askedAt: '2026-11-23T09:00:00.000Z',
  expiresAt: '2026-11-23T10:00:00.000Z',
  url: null,
  tenant: 'bakery',
  title: 'Refund',
  state: 'open',
  isOutdated: false,
  arguments: { note: 'x' },
  isCut: false,
  request: { method: 'POST', url: 'https://api.example.com/refunds', headers: {}, body: '{"note":"x"}' },
  decision: null,
  usableUntil: null,
};

test.each([
  ['a zero width space', '1\u200b00'],
  ['a soft hyphen', '1\u00ad00'],
  ['tag characters, which only models read', '1\u{e0041}\u{e0042}00'],
  ['a turned direction', '1\u202e00'],
  ['a command to the display', '1\u009b2J00'],
])('whoever decides sees that there is %s', (_name, note) => {
  const request = { ...approval.request, body: JSON.stringify({ note }) };
  const text = approvalText({ ...approval, arguments: { note }, request });
  expect(text).not.toContain(note);
  expect(text.match(/1\ufffd+/g)).toHaveLength(2);
});

test('emoji of several parts and letters with accents are shown as they are', () => {
  const note = 'Ñandú 👩‍👩‍👧 “listo” ❤️';
  expect(approvalText({ ...approval, arguments: { note } })).toContain(note);
});
