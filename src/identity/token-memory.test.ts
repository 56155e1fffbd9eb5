import { describe, expect, it } from 'vitest';
import { createTokenMemory, type VerifiedToken } from './token-memory.ts';

function verified(subject: string): VerifiedToken {
  const identity = { issuer: 'login', subject, claims: {}, audiences: [], scopes: [], email: null, expiresAt: 0 };
  return { identity, definition: '', key: { text: '', keyId: null, forAlgorithm: () => Promise.resolve(null) } };
}

describe('a token memory', () => {
  it('gives back what was remembered of the very same text, for a minute', () => {
    const clock = { ms: 5 };
    const memory = createTokenMemory(() => clock.ms);
    const ana = verified('ana');
    memory.remember('a.b.c', ana);
    expect(memory.find('a.b.c')).toBe(ana);
    for (const other of ['a.b.d', 'a.b.C', 'a.b.c ', '']) expect(memory.find(other)).toBeNull();
    clock.ms += 59_999;
    expect(memory.find('a.b.c')).toBe(ana);
    clock.ms += 1;
    expect(memory.find('a.b.c')).toBeNull();
  });

  it('holds 10,000 tokens, and forgets the oldest first', () => {
    const memory = createTokenMemory(() => 0);
    for (let index = 0; index <= 10_000; index++) memory.remember(`token-${index}`, verified(String(index)));
    expect(memory.find('token-0')).toBeNull();
    expect(memory.find('token-1')).not.toBeNull();
    expect(memory.find('token-10000')?.identity.subject).toBe('10000');
  });

  it('holds fewer when they are long', () => {
    const memory = createTokenMemory(() => 0);
    const long = 'x'.repeat(16_000);
    for (let index = 0; index < 2000; index++) memory.remember(`${long}-${index}`, verified(String(index)));
    expect(memory.find(`${long}-0`)).toBeNull();
    expect(memory.find(`${long}-1999`)).not.toBeNull();
  });
});
