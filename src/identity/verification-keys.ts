/** Published keys (RFC 7517) that can verify signatures, kept as the same objects for as long as they are published. */
import { createLocalJWKSet, type CryptoKey, type JSONWebKeySet } from 'jose';

/** One published key. The same object over refreshes, so that what it has verified can be remembered beside it. */
export interface VerificationKey {
  /** As it is published; what it is known by in a key set. */
  readonly text: string;
  readonly keyId: string | null;
  /** The key for an algorithm; null when it is of another kind, or is published for something else. */
  forAlgorithm(algorithm: string): Promise<CryptoKey | null>;
}

/** The keys of one issuer, by their text. */
export type KeySet = ReadonlyMap<string, VerificationKey>;

/** No issuer has more in force; what follows is passed over. */
const mostKeys = 100;

/** More keys under one name are not tried: each try costs a verification. */
const mostCandidates = 4;

/**
 * Makes a key set of published keys, taking over the objects of those that were there before. Passes over what is no
 * public key for signatures: symmetric and private keys above all, and RSA keys of less than 2048 bits.
 */
export function readKeySet(published: readonly unknown[], before: KeySet | null): KeySet {
  const keys = new Map<string, VerificationKey>();
  for (const jwk of published.slice(0, mostKeys)) {
    if (!isPublicSignatureKey(jwk)) continue;
    try {
      const text = JSON.stringify(jwk);
      keys.set(text, before?.get(text) ?? createVerificationKey(jwk, text));
    } catch {
      // Members of an impossible kind, or nested without end: no key.
    }
  }
  return keys;
}

/** The keys that may have signed a token: those of its key id, or all for a token without one; four at most. */
export function candidatesOf(keys: KeySet | null, keyId: string | null): readonly VerificationKey[] {
  if (keys === null) return [];
  const candidates = [...keys.values()].filter((key) => keyId === null || key.keyId === keyId);
  return candidates.slice(0, mostCandidates);
}

/** Tells whether a key is still published. */
export function hasKey(keys: KeySet, key: VerificationKey): boolean {
  return keys.get(key.text) === key;
}

type PublishedKey = JSONWebKeySet['keys'][number];

function isPublicSignatureKey(jwk: unknown): jwk is PublishedKey {
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) return false;
  const { kty, kid, use, key_ops: operations, n } = jwk as Readonly<Record<string, unknown>>;
  if (kid !== undefined && typeof kid !== 'string') return false;
  if (use !== undefined && use !== 'sig') return false;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return false;
  if (Object.hasOwn(jwk, 'd') || Object.hasOwn(jwk, 'k') || Object.hasOwn(jwk, 'priv')) return false;
  if (kty === 'RSA') return typeof n === 'string' && isModulusSize(bitLengthOf(Buffer.from(n, 'base64url')));
  return kty === 'EC' || kty === 'OKP';
}

/** Zeros in front do not count: some issuers write one, and it makes no key longer. */
function bitLengthOf(integer: Uint8Array): number {
  const first = integer.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (integer.length - first) * 8 - (Math.clz32(integer[first] ?? 0) - 24);
}

/** RFC 7518 section 3.3 wants 2048 bits at least; beyond 8192, a verification costs too much. */
function isModulusSize(bits: number): boolean {
  return bits >= 2048 && bits <= 8192;
}

function createVerificationKey(jwk: PublishedKey, text: string): VerificationKey {
  const keyId = jwk.kid ?? null;
  // jose checks kind, curve, "alg", "use" and "key_ops", and keeps what it has imported.
  const resolve = createLocalJWKSet({ keys: [jwk] });
  return {
    text,
    keyId,
    forAlgorithm: (algorithm) =>
      resolve({ alg: algorithm, ...(keyId === null ? {} : { kid: keyId }) }).catch(() => null),
  };
}
