import { describe, expect, it } from 'vitest';
import { outcomeOf, type Outcome } from './outcome.ts';
import { answered, failed } from './resilience.fixture.ts';

const statuses: readonly (readonly [number, Outcome])[] = [
  [200, 'committed'],
  [201, 'committed'],
  [202, 'committed'],
  [204, 'committed'],
  [207, 'committed'],
  [299, 'committed'],
  [301, 'unknown'],
  [302, 'unknown'],
  [303, 'unknown'],
  [304, 'unknown'],
  [307, 'unknown'],
  [308, 'unknown'],
  [400, 'rejected'],
  [401, 'rejected'],
  [403, 'rejected'],
  [404, 'rejected'],
  [408, 'unknown'],
  [409, 'rejected'],
  [422, 'rejected'],
  [425, 'rejected'],
  [429, 'rejected'],
  [499, 'unknown'],
  [500, 'unknown'],
  [501, 'rejected'],
  [502, 'unknown'],
  [503, 'unknown'],
  [504, 'unknown'],
  [505, 'rejected'],
  [599, 'unknown'],
  [600, 'unknown'],
];

describe('the outcome of a write', () => {
  it.each(statuses)('that was answered with %d is %s', (status, outcome) => {
    expect(outcomeOf(answered(status), false)).toBe(outcome);
  });

  it('stays unknown for a 503 that says when to come back', () => {
    expect(outcomeOf(answered(503, '1'), false)).toBe('unknown');
  });

  it('is not_sent only when surely nothing was', () => {
    for (const reason of ['timeout', 'unreachable', 'aborted', 'forbidden-address'] as const) {
      expect(outcomeOf(failed({ reason, sent: false }), false)).toBe('not_sent');
      expect(outcomeOf(failed({ reason, sent: true }), false)).toBe('unknown');
      expect(outcomeOf({ ok: false, reason, detail: '' }, false)).toBe('unknown');
    }
  });

  it.each(statuses)('with an answer of %d whose body cannot be used is %s as well', (status, outcome) => {
    for (const reason of ['too-large', 'bad-encoding'] as const)
      expect(outcomeOf(failed({ reason, phase: 'answer', status }), false)).toBe(outcome);
  });

  it('is unknown when the answer broke off after its head, or had none', () => {
    expect(outcomeOf(failed({ reason: 'unreachable', phase: 'answer', status: 200 }), false)).toBe('unknown');
    expect(outcomeOf(failed({ reason: 'timeout', phase: 'answer', status: 200 }), false)).toBe('unknown');
    expect(outcomeOf(failed({ reason: 'too-large' }), false)).toBe('unknown');
  });

  it.each(statuses)('after an earlier attempt that may have been carried out: %d', (status, outcome) => {
    expect(outcomeOf(answered(status), true)).toBe(outcome === 'committed' ? 'committed' : 'unknown');
    expect(outcomeOf(failed({ sent: false }), true)).toBe('unknown');
  });
});
