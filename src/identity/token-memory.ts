/** Remembers tokens that were verified a moment ago, so that a caller’s next call costs a digest and no signature. */
import { hash } from 'node:crypto';
import type { TokenIdentity } from './tokens.ts';
import type { VerificationKey } from './verification-keys.ts';

/** A verified token, by which of the declared issuers and by which key. */
export interface VerifiedToken {
  readonly identity: TokenIdentity;
  /** The issuer’s definition as text: another definition, and the token is verified anew. */
  readonly definition: string;
  readonly key: VerificationKey;
}

/** Verified tokens by their digest. */
export interface TokenMemory {
  /** What the very same text of a token was verified as, at most a minute ago. */
  find(token: string): VerifiedToken | null;
  remember(token: string, verified: VerifiedToken): void;
}

const mostTokens = 10_000;
/** Claims are kept, and take up several times the space of the token that they stand in. */
const mostCharacters = 16 * 1024 * 1024;
const rememberedMs = 60_000;

interface Entry {
  readonly verified: VerifiedToken;
  readonly rememberedAtMs: number;
  readonly characters: number;
}

/** Makes an empty memory of at most 10,000 tokens; past that the oldest go. `monotonicNow` never goes back. */
export function createTokenMemory(monotonicNow: () => number): TokenMemory {
  // In the order in which they came, which is that in which they end.
  const entries = new Map<string, Entry>();
  let characters = 0;

  function forget(digest: string, entry: Entry): void {
    entries.delete(digest);
    characters -= entry.characters;
  }

  function makeRoom(): void {
    for (const [digest, entry] of entries) {
      const isOver = entries.size > mostTokens || characters > mostCharacters;
      if (!isOver && monotonicNow() - entry.rememberedAtMs < rememberedMs) return;
      forget(digest, entry);
    }
  }

  return {
    find(token) {
      const entry = entries.get(digestOf(token));
      return entry !== undefined && monotonicNow() - entry.rememberedAtMs < rememberedMs ? entry.verified : null;
    },
    remember(token, verified) {
      const digest = digestOf(token);
      const before = entries.get(digest);
      if (before !== undefined) forget(digest, before);
      entries.set(digest, { verified, rememberedAtMs: monotonicNow(), characters: token.length });
      characters += token.length;
      makeRoom();
    },
  };
}

/** Of the whole text: no other token has it, whatever the two have in common. */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}
