/** Verifies bearer tokens: whose they say they are, whether that issuer has signed them, and whether they hold now. */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Net } from '../net/net.ts';
import type { Issuer } from '../table/table.ts';
import { identityOf } from './claims.ts';
import { createIssuerRegister } from './issuer-register.ts';
import type { IssuerKeys, KeyEvent } from './issuer-keys.ts';
import { readTokenForm, type TokenForm } from './token-form.ts';
import { createTokenMemory, type VerifiedToken } from './token-memory.ts';
import type { TokenIdentity, TokenVerifier, Verification } from './tokens.ts';
import type { VerificationKey } from './verification-keys.ts';

/** What a verifier needs. Clocks are given by tests only. */
export interface TokenVerifierOptions {
  readonly net: Net;
  /** Unix milliseconds, for the times in tokens. */
  readonly now?: () => number;
  /** Milliseconds of a clock that never goes back, for the age of what is remembered. */
  readonly monotonicNow?: () => number;
  /** For logs and metrics; must not throw. */
  readonly onEvent?: (event: KeyEvent) => void;
}

/** Algorithms whose verification needs no secret. Others never count, whatever an issuer is declared with. */
const asymmetric: ReadonlySet<string> = new Set(
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' '),
);

type Refused = Verification & { readonly ok: false };

/**
 * Makes the verifier. Keys are fetched through `net` when a token of their issuer first comes. A token that was
 * verified less than a minute ago, and still holds by its times, keys and issuer, is answered at once with the same
 * identity object.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { net, now = Date.now, monotonicNow = () => performance.now(), onEvent = () => {} } = options;
  const register = createIssuerRegister({ net, monotonicNow, onEvent });
  const memory = createTokenMemory(monotonicNow);
  let isClosed = false;

  function recall(token: string, issuers: Readonly<Record<string, Issuer>>, via: string): TokenIdentity | null {
    const known = memory.find(token);
    if (known === null || now() >= known.identity.expiresAt) return null;
    const declared = register.named(issuers, known.identity.issuer);
    if (declared === null || declared.definition !== known.definition || viaOf(declared.issuer) !== via) return null;
    return declared.keys.holds(known.key) ? known.identity : null;
  }

  async function verifyAnew(
    token: string,
    form: TokenForm,
    { issuer, definition, keys }: { issuer: Issuer; definition: string; keys: IssuerKeys },
  ): Promise<Verification> {
    const candidates = await keys.find(form.keyId);
    if (candidates === 'unavailable') return unavailable();
    let refusal = refuse('invalid', 'The token names no key that its issuer publishes, or its signature is wrong.');
    for (const key of candidates) {
      const checked = await checkWith(key, token, form, issuer, now());
      if (checked.ok) return { ok: true, identity: keep(token, { identity: checked.identity, definition, key }) };
      refusal = checked;
      if (!checked.isSignature) break;
    }
    return refuse(refusal.reason, refusal.detail);
  }

  /** Of several who verified a token at the same time, all get the identity of the first. */
  function keep(token: string, verified: VerifiedToken): TokenIdentity {
    const known = memory.find(token);
    if (known !== null && known.definition === verified.definition && known.key === verified.key) return known.identity;
    memory.remember(token, verified);
    return verified.identity;
  }

  return {
    verify(token, issuers, via) {
      if (isClosed) return unavailable();
      const known = recall(token, issuers, via);
      if (known !== null) return { ok: true, identity: known };
      const read = readTokenForm(token);
      if (!read.ok) return refuse('malformed', read.detail);
      const declared = register.of(issuers, read.form.issuer);
      const fitting = declared.find(({ issuer }) => viaOf(issuer) === via);
      if (fitting === undefined) return unknownIssuer(declared.length > 0, via);
      if (!isAccepted(read.form.algorithm, fitting.issuer)) {
        return refuse('invalid', 'The token is signed with an algorithm that is not accepted of its issuer.');
      }
      return verifyAnew(token, read.form, fitting);
    },
    async close() {
      isClosed = true;
      register.close();
    },
  };
}

/** Cloudflare vouches for its header only; elsewhere such a token could have been taken from anywhere. */
function viaOf(issuer: Issuer): 'bearer' | 'access-assertion' {
  return issuer.type === 'cloudflare-access' ? 'access-assertion' : 'bearer';
}

function isAccepted(algorithm: string, issuer: Issuer): boolean {
  return asymmetric.has(algorithm) && issuer.algorithms.includes(algorithm);
}

type Checked = { readonly ok: true; readonly identity: TokenIdentity } | (Refused & { readonly isSignature?: boolean });

async function checkWith(
  key: VerificationKey,
  token: string,
  { algorithm }: TokenForm,
  issuer: Issuer,
  nowMs: number,
): Promise<Checked> {
  const publicKey = await key.forAlgorithm(algorithm);
  if (publicKey === null) return { ...wrongSignature(), isSignature: true };
  let claims: JWTPayload;
  try {
    ({ payload: claims } = await jwtVerify(token, publicKey, {
      algorithms: [algorithm],
      issuer: issuer.issuer,
      requiredClaims: ['exp'],
      clockTolerance: issuer.skewSeconds,
      currentDate: new Date(nowMs),
    }));
  } catch (error) {
    return refusalOf(error);
  }
  const read = identityOf(claims, issuer, Math.floor(nowMs / 1000));
  return read.ok ? read : refuse('invalid', read.detail);
}

function refusalOf(error: unknown): Checked {
  if (error instanceof errors.JWTExpired) return refuse('expired', 'The token has expired. Get a new one.');
  if (error instanceof errors.JWSSignatureVerificationFailed) return { ...wrongSignature(), isSignature: true };
  if (error instanceof errors.JWTClaimValidationFailed) return refuse('invalid', claimDetail(error.claim));
  if (error instanceof errors.JOSEError) return refuse('malformed', 'The token is no JWT that can be read.');
  throw error;
}

function claimDetail(claim: string): string {
  switch (claim) {
    case 'exp':
      return 'The token has no end ("exp", a number), and endless ones are not accepted.';
    case 'nbf':
      return 'The token does not hold yet ("nbf"), by this gateway’s clock.';
    case 'iat':
      return 'The token does not say in numbers when it was issued ("iat").';
    default:
      return 'The token’s claims are not those of its issuer.';
  }
}

function wrongSignature(): Refused {
  return refuse('invalid', 'The token’s signature is not one of its issuer.');
}

function unknownIssuer(isDeclared: boolean, via: string): Refused {
  if (!isDeclared) return refuse('unknown-issuer', 'The token’s issuer is none that this gateway accepts tokens of.');
  return refuse(
    'unknown-issuer',
    via === 'bearer'
      ? 'Tokens of this issuer count only in the header Cf-Access-Jwt-Assertion, where Cloudflare Access puts them.'
      : 'Tokens of this issuer count only as "Authorization: Bearer <token>".',
  );
}

function unavailable(): Refused {
  return refuse('keys-unavailable', 'The keys of the token’s issuer cannot be fetched at the moment. Try again.');
}

function refuse(reason: Refused['reason'], detail: string): Refused {
  return { ok: false, reason, detail };
}
