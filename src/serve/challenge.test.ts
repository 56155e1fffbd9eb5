import { expect, test } from 'vitest';
import type { Refusal } from '../call/reply.ts';
import { challengeOf } from './challenge.ts';

const refusal = (code: Refusal['code'], more: Partial<Refusal> = {}): Refusal => ({ code, detail: 'Why.', ...more });
const metadata = 'https://mcp.example/.well-known/oauth-protected-resource/mcp/demo';

test('without a credential there is no error code', () => {
  expect(challengeOf(refusal('unauthenticated'), null)).toBe('Bearer realm="smarteros"');
  expect(challengeOf(refusal('unauthenticated'), metadata)).toBe(
    `Bearer realm="smarteros", resource_metadata="${metadata}"`,
  );
});

test('a token that does not count is named invalid', () => {
  expect(challengeOf(refusal('unauthenticated', { error: 'invalid_token' }), metadata)).toBe(
    `Bearer realm="smarteros", error="invalid_token", error_description="Why.", resource_metadata="${metadata}"`,
  );
});

test('a missing scope is told with all that are needed', () => {
  expect(challengeOf(refusal('insufficient-scope', { scopes: ['a:read', 'a:write'] }), metadata)).toBe(
    `Bearer realm="smarteros", error="insufficient_scope", error_description="Why.", scope="a:read a:write", resource_metadata="${metadata}"`,
  );
});

test('no words get out of their quotes', () => {
  const detail = 'The “gateway’s” "own" \\ key\r\nx: ñ';
  expect(challengeOf(refusal('unauthenticated', { error: 'invalid_token', detail }), null)).toBe(
    `Bearer realm="smarteros", error="invalid_token", error_description="The 'gateway's' 'own' ? key??x: ?"`,
  );
});

test.each(['forbidden', 'operators-only', 'identity-unavailable', 'unknown-tenant'] as const)(
  '%s is nothing that another credential would change',
  (code) => expect(challengeOf(refusal(code), metadata)).toBeNull(),
);
